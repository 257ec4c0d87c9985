"""Reads the files of the rehearsal outbox; knows nothing of Qt."""

import base64
import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.headerregistry import UniqueAddressHeader
from email.message import EmailMessage
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail.errors import FileRefused
from shopmail.wording import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shopmail.storage.shop import Shop

MOST = 2_000
"""So many of the newest mails are listed: a rehearsal is looked at, not read through."""
_CID = re.compile(r"cid:([\w.@-]+)")
_HEAD_BYTES = 8_192


@dataclass(frozen=True)
class Listed:
    """A line of the list. ``at``: when it would leave, Unix seconds."""

    path: Path
    to: str
    subject: str
    at: int


@dataclass(frozen=True)
class Listing:
    """The newest mails that fit the search, and how many the outbox holds in all."""

    mails: tuple[Listed, ...]
    held: int


@dataclass(frozen=True)
class Opened:
    """One mail; ``html`` is ready for the view, its pictures as ``data:`` addresses."""

    to: str
    sender: str
    subject: str
    at: int
    html: str
    text: str


class Box:
    """The outbox of a shop. Used on one lane only; a mail never changes, so each is read once."""

    def __init__(self, shop: "Shop") -> None:
        self._shop = shop
        self._known: dict[Path, Listed] = {}

    def listing(self, search: str) -> Listing:
        """The newest mails first; those whose address or subject holds every word of ``search``."""
        from shopmail.sending.post_office import outbox_of

        files = sorted(_files(outbox_of(self._shop)), reverse=True)
        words = search.casefold().split()
        found = [self._listed(path, at) for at, _name, path in files[:MOST]]
        fitting = (one for one in found if one is not None and _fits(one, words))
        return Listing(tuple(fitting), len(files))

    def _listed(self, path: Path, at: int) -> Listed | None:
        known = self._known.get(path) or _listed(path, at)
        if known is not None:
            self._known[path] = known
        return known


def opened(shop: "Shop", path: Path) -> Opened:
    """One mail of the outbox; raises ``FileRefused`` when it is gone or not one of ours."""
    try:
        mail = message_from_bytes(path.read_bytes(), policy=policy.default)
    except OSError as fault:
        raise FileRefused(
            _("The mail can't be opened"),
            _("“{file}” can't be read: {why}.", file=path.name, why=fault.strerror or str(fault)),
            _("It may have been recalled. Look at the list again."),
        ) from None
    assert isinstance(mail, EmailMessage)
    html = _words_of(mail, "html")
    return Opened(
        to=str(mail["To"] or ""),
        sender=str(mail["From"] or ""),
        subject=str(mail["Subject"] or ""),
        at=_leaves_at(path),
        html=with_pictures(shop, html, _enclosed(mail)),
        text=_words_of(mail, "plain"),
    )


def with_pictures(shop: "Shop", html: str, enclosed: dict[str, str]) -> str:
    """``html`` with its pictures as ``data:`` addresses: the enclosed ones, else those of the shop file."""
    pictures = enclosed | _kept(shop, frozenset(_CID.findall(html)) - enclosed.keys())
    return _CID.sub(lambda match: pictures.get(match[1], match[0]), html)


def _files(folder: Path) -> "Iterator[tuple[int, str, Path]]":
    """When it would leave, name and path of each mail; an outbox that was never used has none."""
    try:
        for path in folder.glob("*.eml"):
            yield _leaves_at(path) or int(path.stat().st_mtime), path.name, path
    except OSError:  # recalled while it is being looked at
        return


def _listed(path: Path, at: int) -> Listed | None:
    try:
        with path.open("rb") as file:
            head = BytesHeaderParser(policy=policy.default).parsebytes(file.read(_HEAD_BYTES))
    except OSError:  # recalled in this moment
        return None
    to = head["To"]
    email = (
        to.addresses[0].addr_spec if isinstance(to, UniqueAddressHeader) and to.addresses else str(to or "")
    )
    return Listed(path, email, str(head["Subject"] or ""), at)


def _fits(one: Listed, words: list[str]) -> bool:
    where = f"{one.to} {one.subject}".casefold()
    return all(word in where for word in words)


def _leaves_at(path: Path) -> int:
    """The time in the file's name, ``RECIPIENT.BATCH.SEND_AT.eml``; 0: at once."""
    parts = path.name.split(".")
    return int(parts[2]) if len(parts) == 4 and parts[2].isdigit() else 0


def _words_of(mail: EmailMessage, kind: str) -> str:
    part = mail.get_body((kind,))
    return str(part.get_content()) if part is not None else ""


def _enclosed(mail: EmailMessage) -> dict[str, str]:
    """Content id -> ``data:`` address of the pictures that travel in the mail."""
    return {
        str(part["Content-ID"]).strip("<> "): _data(part.get_content_type(), part.get_content())
        for part in mail.walk()
        if part["Content-ID"] and part.get_content_maintype() == "image"
    }


def _kept(shop: "Shop", cids: frozenset[str]) -> dict[str, str]:
    """The same of pictures that only the first mails of a request carry, from the shop file."""
    if not cids:
        return {}
    from shopmail.campaigns import pictures

    with shop.reading() as session:
        known = [cid for cid in sorted(cids) if pictures.described(session, cid) is not None]
        return {found.cid: _data(found.media_type, found.data) for found in pictures.loaded(session, known)}


def _data(media_type: str, content: bytes) -> str:
    return f"data:{media_type};base64,{base64.b64encode(content).decode()}"
