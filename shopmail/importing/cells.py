"""Single cells made clean: what a spreadsheet, a mail program or a careless export has put around a value."""

import csv
import re
import unicodedata

from shopmail.contacts.guarding import unguarded

TEXT_LIMIT = 500
"""Characters kept of a field; more than any name, street or phone needs."""
NOTE_LIMIT = 10_000
"""Characters kept of a note."""
_MOST_TAGS = 100

_IN_BRACKETS = re.compile(r"\s*(?P<name>[^<>]*?)\s*<\s*(?P<address>[^<>]*?)\s*>[\s;,]*", re.DOTALL)


def is_plain(text: str) -> bool:
    """Whether ``text``, all cells of a row together, needs no more than a strip: the case of most rows."""
    return (
        len(text) <= TEXT_LIMIT
        and text.isprintable()
        and "'" not in text
        and (text.isascii() or unicodedata.is_normalized("NFC", text))
    )


def clean(text: str, limit: int = TEXT_LIMIT) -> str:
    """One line in normal form C: no control or format characters, trimmed, at most ``limit`` long.

    Without the one apostrophe that careful exports, ours too, put before ``= + - @``.
    """
    if not text.isprintable():
        text = "".join(_visible(mark) for mark in text)
    return unicodedata.normalize("NFC", unguarded(text.strip()))[:limit].rstrip()


def clean_note(text: str) -> str:
    """The same with its lines kept, at most ``NOTE_LIMIT`` characters."""
    lines = [clean(line, NOTE_LIMIT) for line in text.strip().splitlines()]
    return "\n".join(lines)[:NOTE_LIMIT].rstrip()


def clean_number(text: str) -> str:
    """``clean`` for phones, post codes and order numbers, where the guard may stand before digits too."""
    cleaned = clean(text)
    return cleaned[1:] if cleaned[:1] == "'" and cleaned[1:2].isdigit() else cleaned


def address_and_name(cell: str) -> tuple[str, str]:
    """The address and the display name of ``"Name" <address>``, ``mailto:address`` or a plain address."""
    name = ""
    if found := _IN_BRACKETS.fullmatch(cell):
        name, cell = found["name"].strip("\"' "), found["address"]
    if cell[:7].lower() == "mailto:":
        cell = cell[7:].split("?", 1)[0]
    return cell.strip(), name


def split_name(full: str) -> tuple[str, str]:
    """First and last name: the last word is the last name, one word is a first name; ``Novák, Jan`` too."""
    last, comma, first = full.partition(",")
    if comma and first.strip() and last.strip():
        return first.strip(), last.strip()
    first, _, last = full.strip(" ,").rpartition(" ")
    return (first.strip(), last) if first else (last, "")


def split_last_first(full: str) -> tuple[str, str]:
    """First and last name of a column that writes the last name first (``ФИО``, ``Příjmení a jméno``)."""
    last, _, first = full.replace(",", " ").strip().partition(" ")
    return first.strip(), last


def split_tags(cell: str) -> tuple[str, ...]:
    """Tags joined by ``, ; |`` or `` ::: ``, none twice; quoted ones may hold a comma (Mailchimp)."""
    if not cell:
        return ()
    if '"' in cell:
        parts = next(csv.reader([cell.replace("\n", " ")], skipinitialspace=True))
    else:
        parts = re.split(r" ::: |[,;|\n]", cell)
    # Google marks its own groups with a star: they mean nothing to a shop.
    tags = (clean(part, 100) for part in parts if not part.lstrip().startswith("* "))
    return tuple(dict.fromkeys(tag for tag in tags if tag))[:_MOST_TAGS]


def _visible(mark: str) -> str:
    if mark.isspace():
        return " "
    return "" if unicodedata.category(mark) in ("Cc", "Cf") else mark
