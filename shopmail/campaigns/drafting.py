"""A draft as the owner hands it in: a TOML file, checked and read into frozen values, not yet saved."""

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any, get_args

import msgspec
from msgspec import Struct

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.catalog import BLOCKS
from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.places import excerpt, suggestion
from shopmail.delivery.message import Address
from shopmail.errors import CampaignRefused, FileRefused
from shopmail.wording import _

LARGEST_DRAFT = 1_000_000
"""Bytes, of the draft and of its HTML each: ten times what Gmail shows of a mail."""

_ADDRESS = re.compile(
    r"(?P<alone>[^\s<>@]+@[^\s<>@.]+(?:\.[^\s<>@.]+)+)"
    r"|(?P<name>[^<>\x00-\x1f\x7f]*)<(?P<email>[^\s<>@]+@[^\s<>@.]+(?:\.[^\s<>@.]+)+)>"
)

_KEYS = ("name", "subject", "preview_text", "from", "reply_to", "segment", "html_file", "block")
_KINDS: dict[str, type[Block]] = {str(kind.__struct_config__.tag): kind for kind in BLOCKS}


class Draft(Struct, frozen=True):
    """A campaign before it is anybody's. No sender or reply address: the shop's; no segment: everyone."""

    name: str
    content: MailContent
    sender: Address | None = None
    reply_to: Address | None = None
    segment: str = ""
    pictures: tuple[tuple[int, Path], ...] = ()
    """Blocks, counted from 0, whose picture is a file beside the draft and still has to be taken in."""


def read_draft(path: Path) -> Draft:
    """The draft in the file ``path``; its ``html_file`` is looked for beside it.

    Raises ``FileRefused`` when a file can't be read, ``CampaignRefused`` for a mistake in the draft.
    """

    def beside(name: str) -> str:
        return _text_of(path.parent / name)

    return parse_draft(_text_of(path), beside, path.parent)


def parse_draft(toml: str, read_html: Callable[[str], str], folder: Path = Path()) -> Draft:
    """The draft that ``toml`` says; ``read_html`` answers the text of the file of a name.

    Pictures are looked for in ``folder`` later, when the draft is kept.

    Raises ``CampaignRefused`` with the place of the first mistake.
    """
    values = _values(toml)
    _refuse_unknown(values, _KEYS, "")
    name, subject = _needed(values, "name"), _needed(values, "subject")
    html: str | None = None
    blocks: tuple[Block, ...] = ()
    pictures: tuple[tuple[int, Path], ...] = ()
    if "html_file" in values and "block" in values:
        raise _mistake(
            _("it has both “html_file” and blocks."),
            _("Keep one of them: HTML of your own, or blocks."),
        )
    if "html_file" in values:
        html = read_html(_file_name("html_file", _string(values, "html_file", "")))
    elif "block" in values:
        tables = _tables(values["block"])
        blocks = tuple(_block(number, table) for number, table in enumerate(tables, start=1))
        pictures = tuple(_pictures(tables, folder))
    else:
        raise _mistake(
            _("it has no mail in it."),
            _("Add “html_file”, the name of an HTML file beside the draft, or [[block]] tables."),
        )
    return Draft(
        name=name,
        content=MailContent(subject, _string(values, "preview_text", ""), html, blocks),
        sender=_address(values, "from"),
        reply_to=_address(values, "reply_to"),
        segment=_string(values, "segment", "").strip(),
        pictures=pictures,
    )


def _text_of(path: Path) -> str:
    title = _("“{name}” was not read", name=path.name)
    try:
        if not path.is_file():
            raise FileRefused(title, _("There is no file {path}.", path=str(path)))
        if path.stat().st_size > LARGEST_DRAFT:
            raise FileRefused(title, _("It is larger than {limit} MB.", limit=LARGEST_DRAFT // 1_000_000))
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise FileRefused(title, _("The computer says: {reason}.", reason=reason)) from None
    except UnicodeDecodeError as problem:
        raise FileRefused(
            title,
            _("It is not UTF-8 text: byte {number} belongs to no character.", number=problem.start + 1),
            _("Save it as UTF-8."),
        ) from None
    if "\x00" in text:
        raise FileRefused(title, _("It is not a text file."))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _values(toml: str) -> dict[str, Any]:
    try:
        return tomllib.loads(toml)
    except tomllib.TOMLDecodeError as problem:
        found = re.search(r"\(at line (\d+), column (\d+)\)|\(at end of document\)", str(problem))
        lines = toml.splitlines() or [""]
        line = int(found[1]) if found and found[1] else len(lines)
        column = int(found[2]) if found and found[2] else len(lines[-1]) + 1
        shown = excerpt(lines[min(line, len(lines)) - 1])
        raise _mistake(
            _("line {line}, column {column} can't be read: “{text}”.", line=line, column=column, text=shown),
            _('Texts stand in quotation marks: name = "Autumn"; longer ones between three of them.'),
        ) from None
    except RecursionError:
        raise _mistake(_("its tables are nested too deeply.")) from None


def _tables(tables: object) -> list[dict[str, Any]]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise _mistake(_("“block” is not a table."), _("Each block begins with a line that says [[block]]."))
    return tables


def _block(number: int, table: dict[str, Any]) -> Block:
    place = _("Block {number}", number=number)
    name = _string(table, "kind", place)
    if name not in _KINDS:
        raise _mistake(
            _("block {number} is of no known kind (“{kind}”).", number=number, kind=excerpt(name)),
            suggestion(name, list(_KINDS)) or _("The kinds are: {names}.", names=", ".join(_KINDS)),
        )
    kind = _KINDS[name]
    keys = kind.__struct_fields__
    place = _("Block {number} ({kind})", number=number, kind=name)
    in_a_file = kind is Picture and "file" in table
    if in_a_file and "url" in table:
        raise _mistake(_at(place, _("it has both “file” and “url”.")), _("Keep one of them."))
    _refuse_unknown(table, ("kind", *keys, *(["file"] if kind is Picture else [])), place)
    values = {key: _string(table, key, place) for key in keys if key in table}
    if in_a_file:
        values["url"] = _string(table, "file", place)  # until the picture is taken in
    for key in keys:
        if not values.get(key, "").strip() and key not in kind.optional:
            raise _mistake(_at(place, _("“{key}” is missing.", key=key)))
    _refuse_no_choice(kind, values, place)
    return kind(**values)


def _refuse_no_choice(kind: type[Block], values: dict[str, str], place: str) -> None:
    """Refuse a word where only some can stand, such as the size of a spacing."""
    for field in msgspec.structs.fields(kind):
        words = get_args(field.type)
        value = values.get(field.name)
        if words and value is not None and value not in words:
            raise _mistake(
                _at(place, _("“{key}” can't be “{text}”.", key=field.name, text=excerpt(value))),
                suggestion(value, list(words)) or _("These can: {names}.", names=", ".join(words)),
            )


def _pictures(tables: list[dict[str, Any]], folder: Path) -> Iterator[tuple[int, Path]]:
    """The blocks that show a picture from a file, and that file."""
    for place, table in enumerate(tables):
        if "file" in table:
            yield place, folder / _file_name("file", table["file"])


def _refuse_unknown(values: dict[str, Any], known: tuple[str, ...], place: str) -> None:
    for key in values:
        if key not in known:
            raise _mistake(
                _at(place, _("there is no key “{key}”.", key=excerpt(key))),
                suggestion(key, list(known)) or _("The keys are: {names}.", names=", ".join(known)),
            )


def _string(values: dict[str, Any], key: str, place: str) -> str:
    value = values.get(key, "")
    if not isinstance(value, str):
        raise _mistake(
            _at(place, _("“{key}” is not a text.", key=key)),
            _("Put it in quotation marks."),
        )
    return value


def _needed(values: dict[str, Any], key: str) -> str:
    value = " ".join(_string(values, key, "").split())
    if not value:
        raise _mistake(_("“{key}” is missing.", key=key))
    return value


def _file_name(key: str, name: str) -> str:
    """What stands at ``key`` if it names a file beside the draft; a path could pick up any other file."""
    if name in ("", "..") or name != PurePosixPath(name).name or name != PureWindowsPath(name).name:
        raise _mistake(
            _("“{key}” is “{name}”, and that is not the name of a file.", key=key, name=excerpt(name)),
            _("Put the file beside the draft and write its name only."),
        )
    return name


def _address(values: dict[str, Any], key: str) -> Address | None:
    """``Name <address>`` or an address alone; whether it may send is for the checks to say."""
    text = _string(values, key, "").strip()
    if not text:
        return None
    found = _ADDRESS.fullmatch(text)
    if found is None:
        raise _mistake(
            _("“{key}” is “{text}”, and that is no address.", key=key, text=excerpt(text)),
            _("Write shop@example.com, or Name <shop@example.com>."),
        )
    return Address(found["alone"] or found["email"], (found["name"] or "").strip(' "'))


def _at(place: str, reason: str) -> str:
    """``reason`` with its place in the draft, where that is a block."""
    return _("{place}: {reason}", place=place, reason=reason) if place else reason


def _mistake(reason: str, remedy: str = "") -> CampaignRefused:
    return CampaignRefused(_("The draft was not taken"), _("In the draft: {reason}", reason=reason), remedy)
