"""People as a CSV file that a spreadsheet opens and an import reads back: UTF-8 with BOM, RFC 4180."""

import csv
import os
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.clock import iso
from shopmail.consent import mailable
from shopmail.consent.mailable import MEANINGS, Standing, WhyNot
from shopmail.contacts import bulk
from shopmail.contacts.bulk import Chosen
from shopmail.contacts.details import tags_of
from shopmail.contacts.fields import field_names, value_of
from shopmail.contacts.guarding import guarded
from shopmail.contacts.listing import Query
from shopmail.errors import FileRefused, Stopped
from shopmail.model import Agreement, Contact, DoubleOptIn, Source
from shopmail.storage.shop import settings_of
from shopmail.wording import _

_AT_ONCE = 1_000
_STANDING_COLUMNS = ("status", "confirmed_at", "standing", "why_not", "basis", "double_opt_in", "agreed_at")
_ORIGIN_COLUMNS = ("source", "added_at", "changed_at")

_STATUS_OF_REFUSAL: dict[WhyNot, str] = {
    WhyNot.COMPLAINED: "complained",
    WhyNot.LEFT: "unsubscribed",
    WhyNot.CAME_BACK: "bounced",
    WhyNot.SAID_NO: "not subscribed",
}
_STATUS_OF_AGREEMENT: dict[Agreement, str] = {
    Agreement.PROVEN: "confirmed",
    Agreement.UNPROVEN: "confirmed",
    Agreement.RECORDED: "subscribed",
    Agreement.IMPORTED: "subscribed",
    Agreement.NONE: "",
}
"""``status`` is in the words that mailing lists use, so that a no is understood wherever the file goes."""


def export(
    session: Session,
    people: Query | Chosen,
    path: Path,
    now: int,
    progress: Callable[[int, int], None] = lambda _done, _total: None,
    stopped: Callable[[], bool] = lambda: False,
    *,
    replace: bool = False,
) -> int:
    """Write these people, in the order of the list, into a new file; answer how many.

    The file appears whole or not at all. ``replace``: the owner was asked about a file of that name. Raises
    ``FileRefused`` when there is one and that was not asked, or its folder can't be written to; ``Stopped``.
    """
    if path.exists() and not replace:
        raise _refused(
            _("“{file}” is there already, and it is left as it is.", file=str(path)),
            _("Choose another name, or remove that file first."),
        )
    wanted = bulk.ids(session, people if isinstance(people, Chosen) else Chosen(query=people), now)
    try:
        with whole_or_none(path) as file:
            _write(file, session, wanted, now, progress, stopped)
    except OSError as fault:
        raise _refused(
            _("“{file}” can't be written: {why}.", file=str(path), why=fault.strerror or str(fault)),
            _("Choose another folder."),
        ) from None
    return len(wanted)


def _write(
    file: TextIO,
    session: Session,
    people: Sequence[int],
    now: int,
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> None:
    names = field_names(session)
    writer = csv.writer(file)
    writer.writerow(["email", *names, "tags", *_STANDING_COLUMNS, *_ORIGIN_COLUMNS])
    for start in range(0, len(people), _AT_ONCE):
        if stopped():
            raise Stopped(_("The list was not saved"), _("You stopped it, and no file was written."))
        some = people[start : start + _AT_ONCE]
        lines = _lines(session, some, names, now)
        writer.writerows(lines[id_] for id_ in some)
        progress(start + len(some), len(people))


def _lines(session: Session, some: Sequence[int], names: Sequence[str], now: int) -> dict[int, list[str]]:
    tags = tags_of(session, some)
    why_not = mailable.why_not(settings_of(session), now)
    found = session.execute(
        select(Contact, Source.name, why_not, mailable.basis(), mailable.double_opt_in())
        .outerjoin(Source, Source.id == Contact.source_id)
        .where(Contact.id.in_(some))
    )
    lines: dict[int, list[str]] = {}
    for contact, source, code, basis, double_opt_in in found:
        cells = [
            contact.email,
            *(value_of(contact, name) for name in names),
            _in_one_cell(tags.get(contact.id, [])),
            *_standing(contact, WhyNot(code) if code else None, basis, double_opt_in),
            source or "",
            iso(contact.created_at),
            iso(contact.updated_at),
        ]
        lines[contact.id] = [guarded(cell) for cell in cells]
    return lines


def _standing(contact: Contact, why_not: WhyNot | None, basis: str, double_opt_in: str) -> list[str]:
    """The cells of ``_STANDING_COLUMNS``."""
    status = _STATUS_OF_AGREEMENT[contact.agreement]
    if contact.double_opt_in is DoubleOptIn.ASKED and contact.agreement is not Agreement.RECORDED:
        status = "pending"
    if why_not in _STATUS_OF_REFUSAL:
        status = _STATUS_OF_REFUSAL[why_not]
    standing = MEANINGS[why_not].standing if why_not else Standing.CAN_BE_MAILED
    agreed_at = "" if contact.agreed_at is None else iso(contact.agreed_at)
    proven = agreed_at if contact.agreement is Agreement.PROVEN else ""
    return [status, proven, standing, why_not or "", basis, double_opt_in, agreed_at]


def _in_one_cell(tags: Sequence[str]) -> str:
    """Joined by commas; each in quotes where one of them holds a separator (as Mailchimp writes them)."""
    if any(mark in tag for tag in tags for mark in ',;|"'):
        return ", ".join('"' + tag.replace('"', '""') + '"' for tag in tags)
    return ", ".join(tags)


@contextmanager
def whole_or_none(path: Path) -> Iterator[TextIO]:
    """A file beside ``path`` that takes its place once it is written and on the disk; gone if that fails."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
    unfinished = Path(name)
    try:
        with open(handle, "w", encoding="utf-8-sig", newline="") as file:  # noqa: PTH123 - a handle, no path
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _refused(message: str, remedy: str) -> FileRefused:
    return FileRefused(_("The list was not exported"), message, remedy)
