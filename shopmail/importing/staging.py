"""Reading a file's rows into the shop file, each validated, none of them part of the list yet."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from sqlalchemy import ColumnElement, delete, exists, select
from sqlalchemy.orm import Session

from shopmail.consent.suppressing import hasher
from shopmail.contacts.address import Address, read
from shopmail.contacts.fields import PROFILE
from shopmail.contacts.ordering import city_order, name_order
from shopmail.importing.columns import Mapping
from shopmail.importing.evidence import Evidence
from shopmail.importing.reading import ReadRow, read_rows
from shopmail.importing.request import Request
from shopmail.importing.stopping import Asked, Progress, stopping, unheard
from shopmail.importing.table_file import TableFile
from shopmail.importing.verdicts import said
from shopmail.model import (
    ConsentEntry,
    Contact,
    ImportRun,
    RunState,
    Source,
    StagedRow,
    Verdict,
)
from shopmail.settings import zone
from shopmail.storage.shop import Shop, settings_of

BATCH = 10_000
"""Rows a transaction: short enough that another writer never waits long."""

MOST_REMARKS = 20
"""Kinds of remarks that are told; the words of one bad column are alike."""
_MOST_COUNTED = 10_000
"""Kinds of remarks that are counted: every cell of a bad column may be one of its own."""

Values = tuple[object, ...]

_ALWAYS = (
    *("line", "verdict", "email_key", "email", "address_hash"),
    *("name_order", "city_order", "evidence"),
)
_EVIDENCE = ("stated_at", "stated_text", "ip", "method", "order_ref")
INVALID = ("line", "verdict", "problem", "raw")
"""What the values of a row that can't come in are."""
_NEW, _DUPLICATE = Verdict.NEW.value, Verdict.DUPLICATE.value


def stage(
    shop: Shop,
    request: Request,
    table: TableFile,
    mapping: Mapping,
    fields: Sequence[str],
    progress: Progress,
    stopped: Asked,
) -> tuple[int, dict[str, int]]:
    """Stage every row; the run's id, and what could not be taken from rows: sentence -> how often.

    ``fields`` are the profile and own fields that the file gives; ``progress`` is told bytes. A row's verdict
    is ``INVALID``, ``DUPLICATE`` of a row above it, or as yet ``NEW``. The caller holds the ``import`` lock.

    Raises ``FileRefused`` for a mistake further down in the file, or ``Stopped``; no row is left then.
    """
    sweep(shop)
    now = shop.clock.now()
    with shop.transaction() as session:
        settings = settings_of(session)
        run_id = _new_run(session, request, table, mapping, now)
    stager = Stager(request, mapping, fields, shop.address_key)
    go_on = stopping(unheard, stopped)
    try:
        rows = read_rows(table, mapping, zone(settings), now, progress)
        while any(batch := stager.staged(islice(rows, BATCH))):
            with shop.transaction() as session:
                put(session, stager.columns, batch[0])
                put(session, INVALID, batch[1])
            go_on(0, 0)
    except BaseException:
        sweep(shop)
        raise
    return run_id, dict(stager.remarks.most_common(MOST_REMARKS))


def sweep(shop: Shop) -> None:
    """Take away what an import that did not finish has staged; the list was never touched by it."""
    with shop.transaction() as session:
        session.execute(delete(StagedRow))
        unfinished = session.scalars(select(ImportRun).where(ImportRun.state == RunState.STAGING)).all()
        for run in unfinished:
            session.delete(run)
            session.flush()
            session.execute(delete(Source).where(Source.id == run.source_id, _is_only_of(run)))


def _is_only_of(run: ImportRun) -> ColumnElement[bool]:
    """Whether the source was entered by this run and nothing else refers to it."""
    return (
        (Source.created_at == run.started_at)
        & Source.double_opt_in.is_(None)
        & ~exists().where(ImportRun.source_id == Source.id)
        & ~exists().where(Contact.source_id == Source.id)
        & ~exists().where(ConsentEntry.source_id == Source.id)
    )


def _new_run(session: Session, request: Request, table: TableFile, mapping: Mapping, now: int) -> int:
    name, origin = request.source()
    source = session.scalar(select(Source).where(Source.name == name))
    if source is None:
        source = Source(
            name=name,
            origin=origin,
            collected_on=request.collected_on,
            wording=request.wording.strip(),
            created_at=now,
        )
        session.add(source)
        session.flush()
    run = ImportRun(
        state=RunState.STAGING,
        kind=request.kind,
        source_id=source.id,
        file_name=request.path.name,
        file_sha256=table.sha256,
        encoding=table.encoding,
        delimiter=table.delimiter,
        mapping=mapping.fields,
        header=list(table.header),
        started_at=now,
    )
    session.add(run)
    session.flush()
    return run.id


def put(session: Session, columns: Sequence[str], rows: Sequence[Values]) -> None:
    """Insert these values of these columns."""
    if rows:
        marks = ", ".join("?" * len(columns))
        statement = f"INSERT INTO staged_row ({', '.join(columns)}) VALUES ({marks})"
        session.connection().exec_driver_sql(statement, list(rows))


_city_order = lru_cache(maxsize=1 << 14)(city_order)


class Stager:
    """Turns rows into the values of an INSERT; knows which addresses the file has named already."""

    def __init__(self, request: Request, mapping: Mapping, fields: Sequence[str], address_key: bytes) -> None:
        self.remarks = Counter[str]()
        self._kind = request.kind
        self._unread = bool(request.clears)
        self._profile = tuple(name for name in fields if name in PROFILE)
        self._blanks = ("",) * len(self._profile)
        self._own = mapping.own_fields
        self._tagged = bool(mapping.of("tags"))
        self._telling = not mapping.has_no_evidence
        self._hash = hasher(address_key)
        self._named: set[bytes] = set()
        self.columns = (
            *_ALWAYS,
            *self._profile,
            *(("own",) if self._own else ()),
            *(("tags",) if self._tagged else ()),
            *(_EVIDENCE if self._telling else ()),
            *(("unread",) if self._unread else ()),
        )
        """What the values of a valid row are; the other columns keep their default."""

    def staged(self, rows: Iterable[ReadRow]) -> tuple[list[Values], list[Values]]:
        """The valid rows as ``columns`` has them, and the others as ``INVALID`` has them."""
        valid: list[Values] = []
        invalid: list[Values] = []
        for row in rows:
            if row.remarks:
                self._count(row.remarks)
            address = row.problem or read(row.email)
            if isinstance(address, Address):
                valid.append(self.valid(row, address))
            else:
                invalid.append(invalid_row(row.line, address, json.dumps(row.cells, ensure_ascii=False)))
        return valid, invalid

    def _count(self, remarks: Sequence[str]) -> None:
        for remark in remarks:
            if remark in self.remarks or len(self.remarks) < _MOST_COUNTED:
                self.remarks[remark] += 1

    def valid(self, row: ReadRow, address: Address) -> Values:
        """The values of a row that can come in, as ``columns`` has them."""
        get, key, evidence = row.fields.get, address.email_key, row.evidence
        hashed = self._hash(key)
        verdict = _DUPLICATE if hashed in self._named else _NEW
        self._named.add(hashed)
        proof = said(self._kind, evidence)
        values: list[object] = [
            row.line,
            verdict,
            key,
            "" if address.email == key else address.email,
            hashed,
            name_order(get("last_name", ""), get("first_name", ""), key),
            _city_order(get("city", "")),
            proof.what.value if proof.what else "",
        ]
        values += map(get, self._profile, self._blanks)
        if self._own:
            own = {key: row.fields[key] for key in self._own if key in row.fields}
            values.append(json.dumps(own, ensure_ascii=False))
        if self._tagged:
            values.append(json.dumps(row.tags, ensure_ascii=False) if row.tags else "")
        if self._telling:
            values += (proof.at, proof.text, evidence.ip, evidence.method, _order(evidence))
        if self._unread:
            values.append(row.unread)
        return tuple(values)


def invalid_row(line: int, problem: str, raw: str) -> Values:
    """The values of a row that can't come in, as ``INVALID`` has them."""
    return line, Verdict.INVALID.value, problem, raw


def _order(evidence: Evidence) -> str:
    """The order by its number, else how many the file counts."""
    return evidence.order_number or (f"× {evidence.order_count}" if evidence.order_count else "")
