"""The rows of a plan as they are shown: found by any word, each with what will become of it."""

import json
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from sqlalchemy import Row, select, text
from sqlalchemy.orm import Session

from shopmail.clock import local_day
from shopmail.contacts.days import day_in_words
from shopmail.contacts.fields import PROFILE
from shopmail.importing.changing import after, known
from shopmail.importing.columns import Mapping
from shopmail.importing.deciding import REFUSALS
from shopmail.importing.folding import plain
from shopmail.importing.reading import RowReader
from shopmail.importing.request import Mode, Request
from shopmail.importing.table_file import TableFile
from shopmail.model import ContactTag, Reason, Suppression, Tag, Verdict
from shopmail.settings import zone
from shopmail.storage.shop import settings_of
from shopmail.wording import N_, _

_GRAVEST = (Reason.COMPLAINED, Reason.LEFT, Reason.CAME_BACK)
_SINCE: dict[Reason, str] = {
    Reason.COMPLAINED: N_("complained on {day}"),
    Reason.LEFT: N_("left on {day}"),
    Reason.CAME_BACK: N_("came back on {day}"),
}
_BY_FILE: dict[Reason, str] = {
    Reason.COMPLAINED: N_("complained, as this file says"),
    Reason.LEFT: N_("left, as this file says"),
    Reason.CAME_BACK: N_("came back, as this file says"),
}


class Change(Struct, frozen=True):
    """A value of a known person before the import and after it; ``field`` is its key, or ``tags``."""

    field: str
    old: str
    new: str


class PlanRow(Struct, frozen=True):
    """One row of the file, and what will become of it."""

    line: int
    """Where it begins in the file."""
    email: str
    """As the file has it where the row can't come in."""
    name: str
    problem: str
    """Why it can't come in or must not be mailed, whom it repeats, or what was corrected."""
    fields: dict[str, str]
    """What the row gives, by key, empty ones left out."""
    cells: dict[str, str]
    """Of a row that can't come in: header -> cell as it stands in the file."""
    changes: tuple[Change, ...]
    """Of a row that changes somebody; none where it only brings new evidence."""
    corrected: bool
    """By the owner, since the file was read."""


class PlanRows:
    """Reads the staged rows of one import."""

    def __init__(self, request: Request, table: TableFile, mapping: Mapping, fields: Sequence[str]) -> None:
        self._request = request
        self._table = table
        self._mapping = mapping
        self._fields = fields
        self._profile = [name for name in fields if name in PROFILE]

    def found(self, session: Session, verdict: Verdict, search: str) -> int:
        """How many rows of this verdict hold each word of ``search`` somewhere."""
        where, values = self._where(session, verdict, search)
        return int(session.scalar(text(f"SELECT count(*) FROM staged_row s WHERE {where}"), values) or 0)

    def page(
        self, session: Session, verdict: Verdict, search: str, offset: int, limit: int, now: int
    ) -> list[PlanRow]:
        """Those rows in the order of the file. ``now`` (Unix seconds): a birthday lies before it."""
        where, values = self._where(session, verdict, search)
        rows = session.execute(
            text(f"""SELECT s.*, c.first_name AS known_first, c.last_name AS known_last
                FROM (SELECT * FROM staged_row s WHERE {where}
                    ORDER BY line LIMIT :limit OFFSET :offset) s
                LEFT JOIN contact c ON c.id = s.contact_id ORDER BY s.line"""),
            {**values, "limit": limit, "offset": offset},
        ).all()
        if verdict is Verdict.INVALID:
            read = RowReader(self._table, self._mapping, zone(settings_of(session)), now)
            return [self._broken(row, read) for row in rows]
        problems = self._problems(session, verdict, rows)
        changes = self._changes(session, rows) if verdict is Verdict.CHANGED else {}
        return [
            self._row(row, problems.get(row.line, row.problem), changes.get(row.line, ())) for row in rows
        ]

    def _where(self, session: Session, verdict: Verdict, search: str) -> tuple[str, dict[str, str]]:
        """The condition on ``s`` and its values."""
        values = {"verdict": verdict.value}
        words = plain(search).split()
        if not words:
            return "s.verdict = :verdict", values

        def holds(whole: str) -> bool:
            bare = plain(whole)
            return all(word in bare for word in words)

        raw = session.connection().connection.dbapi_connection
        assert raw is not None
        raw.create_function("holds", 1, holds)
        own = [f"coalesce(s.own ->> '{name}', '')" for name in self._mapping.own_fields]
        parts = [
            "s.email_key",
            *(f"s.{name}" for name in self._profile),
            *own,
            "s.tags",
            "coalesce(s.raw, '')",
        ]
        whole = " || ' ' || ".join(parts)
        return f"s.verdict = :verdict AND holds({whole})", values

    def _row(self, row: Row[Any], problem: str, changes: tuple[Change, ...]) -> PlanRow:
        fields = {name: getattr(row, name) for name in self._profile} | json.loads(row.own)
        fields = {name: value for name, value in fields.items() if value}
        if row.tags:
            fields["tags"] = ", ".join(json.loads(row.tags))
        name = _name(row.first_name, row.last_name) or _name(row.known_first, row.known_last)
        email = row.email or row.email_key
        return PlanRow(row.line, email, name, problem, fields, {}, changes, bool(row.original))

    def _broken(self, row: Row[Any], read: RowReader) -> PlanRow:
        cells = json.loads(row.raw or "[]")
        given = read(row.line, cells)
        name = _name(given.fields.get("first_name", ""), given.fields.get("last_name", ""))
        by_header = dict(zip(self._table.header, cells, strict=False))
        return PlanRow(row.line, given.email, name, row.problem, given.fields, by_header, (), corrected=False)

    def _problems(self, session: Session, verdict: Verdict, rows: Sequence[Row[Any]]) -> dict[int, str]:
        """By line: whom a row repeats, or why it must not be mailed."""
        hashes = [row.address_hash for row in rows]
        if verdict is Verdict.DUPLICATE:
            first = _first_lines(session, hashes)
            return {
                row.line: _("the same person as line {line}", line=first[row.address_hash]) for row in rows
            }
        if verdict is Verdict.DO_NOT_MAIL:
            why = _in_file(session, hashes) | _on_the_ledger(session, hashes)
            return {row.line: why[row.address_hash] for row in rows if row.address_hash in why}
        return {}

    def _changes(self, session: Session, rows: Sequence[Row[Any]]) -> dict[int, tuple[Change, ...]]:
        if self._request.mode is Mode.ADD_ONLY:
            return {}
        changes: dict[int, list[Change]] = {row.line: [] for row in rows}
        if self._fields:
            columns = ", ".join(
                f"{known(name)} AS old{number}, {after(name, self._request)} AS new{number}"
                for number, name in enumerate(self._fields)
            )
            lines = ", ".join(str(row.line) for row in rows)
            values = session.execute(
                text(f"""SELECT s.line, {columns} FROM staged_row s JOIN contact c ON c.id = s.contact_id
                    WHERE s.line IN ({lines})""")
            )
            for line, *pairs in values:
                olds, news = pairs[::2], pairs[1::2]
                changes[line] = [
                    Change(name, old, new)
                    for name, old, new in zip(self._fields, olds, news, strict=True)
                    if old != new
                ]
        if self._mapping.of("tags"):
            self._add_tags(session, rows, changes)
        return {line: tuple(found) for line, found in changes.items()}

    def _add_tags(self, session: Session, rows: Sequence[Row[Any]], changes: dict[int, list[Change]]) -> None:
        stuck: dict[int, list[str]] = {}
        wanted = ContactTag.contact_id.in_([row.contact_id for row in rows])
        query = select(ContactTag.contact_id, Tag.name).join(Tag, Tag.id == ContactTag.tag_id).where(wanted)
        for contact_id, name in session.execute(query.order_by(Tag.name)):
            stuck.setdefault(contact_id, []).append(name)
        for row in rows:
            old = stuck.get(row.contact_id, [])
            new = [name for name in (json.loads(row.tags) if row.tags else []) if name not in old]
            if new:
                changes[row.line].append(Change("tags", ", ".join(old), ", ".join(old + new)))


def _name(first: str | None, last: str | None) -> str:
    return " ".join(filter(None, (first, last)))


def _first_lines(session: Session, hashes: Sequence[bytes]) -> dict[bytes, int]:
    """The line of the row that counts, by the hash of its address."""
    marks, values = _listed(hashes)
    found = session.execute(
        text(f"""SELECT address_hash, min(line) FROM staged_row
            WHERE verdict <> 'invalid' AND address_hash IN ({marks}) GROUP BY address_hash"""),
        values,
    )
    return {row[0]: row[1] for row in found}


def _in_file(session: Session, hashes: Sequence[bytes]) -> dict[bytes, str]:
    """What rows of this file say, by the hash of the address; the gravest."""
    marks, values = _listed(hashes)
    found = session.execute(
        text(f"""SELECT DISTINCT address_hash, evidence FROM staged_row
            WHERE evidence IN ({REFUSALS}) AND address_hash IN ({marks})"""),
        values,
    ).all()
    return {
        row[0]: _(_BY_FILE[reason])
        for reason in reversed(_GRAVEST)
        for row in found
        if row.evidence == reason.value
    }


def _on_the_ledger(session: Session, hashes: Sequence[bytes]) -> dict[bytes, str]:
    """What stands against the address already, and since when; the gravest."""
    where = settings_of(session).shop.timezone
    standing = session.scalars(
        select(Suppression).where(Suppression.address_hash.in_(hashes), Suppression.lifted_at.is_(None))
    ).all()
    return {
        entry.address_hash: _(_SINCE[reason], day=day_in_words(local_day(entry.at, where)))
        for reason in reversed(_GRAVEST)
        for entry in standing
        if entry.reason is reason
    }


def _listed(hashes: Sequence[bytes]) -> tuple[str, dict[str, bytes]]:
    """Placeholders for an IN, and their values."""
    values = {f"hash{number}": hashed for number, hashed in enumerate(hashes)}
    return ", ".join(f":{name}" for name in values), values
