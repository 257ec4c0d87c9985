"""Reading a file's rows into the shop file, each validated, none of them part of the list yet."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice

from sqlalchemy import CompoundSelect, delete, select, union
from sqlalchemy.orm import Session

from shopmail.consent.suppressing import address_hash
from shopmail.contacts.address import Address, read
from shopmail.contacts.fields import PROFILE
from shopmail.contacts.ordering import city_order, name_order
from shopmail.errors import Stopped
from shopmail.importing.columns import Mapping
from shopmail.importing.reading import ReadRow, read_rows
from shopmail.importing.request import Request
from shopmail.importing.table_file import TableFile
from shopmail.importing.verdicts import said
from shopmail.model import Contact, ImportKind, ImportRun, RunState, Source, StagedRow
from shopmail.settings import zone
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _

BATCH = 5_000
"""Rows a transaction: short enough that another writer never waits long."""

MOST_REMARKS = 20
"""Kinds of remarks that are told; the words of one bad column are alike."""

_COLUMNS = tuple(
    column.key for column in StagedRow.__table__.columns if column.key not in ("id", "contact_id", "verdict")
)
_INSERT = f"INSERT INTO staged_row ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
_NO_EVIDENCE = ("", None, "", "", "", "")


def stage(
    shop: Shop,
    request: Request,
    table: TableFile,
    mapping: Mapping,
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> tuple[int, dict[str, int]]:
    """Stage every row; the run's id, and what could not be taken from rows: sentence -> how often.

    ``progress`` is told bytes. The caller holds the ``import`` lock.

    Raises ``FileRefused`` for a mistake further down in the file, or ``Stopped``; no row is left then.
    """
    sweep(shop)
    now = shop.clock.now()
    with shop.transaction() as session:
        settings = settings_of(session)
        run_id = _new_run(session, request, table, mapping, now)
    try:
        remarks = Counter[str]()
        rows = _remarked(read_rows(table, mapping, zone(settings), now, progress), remarks)
        staged = _staged(rows, run_id, request.kind, mapping.own_fields, shop.address_key)
        while batch := list(islice(staged, BATCH)):
            with shop.transaction() as session:
                session.connection().exec_driver_sql(_INSERT, batch)
            if stopped():
                raise Stopped(_("The import was stopped"), _("Nothing was changed."))
    except BaseException:
        sweep(shop)
        raise
    return run_id, dict(remarks.most_common(MOST_REMARKS))


def _remarked(rows: Iterator[ReadRow], remarks: Counter[str]) -> Iterator[ReadRow]:
    for row in rows:
        if row.remarks:
            remarks.update(row.remarks)
        yield row


def sweep(shop: Shop) -> None:
    """Take away what an import that did not finish has staged; the list was never touched by it."""
    with shop.transaction() as session:
        unfinished = session.scalars(select(ImportRun.id).where(ImportRun.state == RunState.STAGING)).all()
        if unfinished:
            session.execute(delete(StagedRow).where(StagedRow.run_id.in_(unfinished)))
            session.execute(delete(ImportRun).where(ImportRun.id.in_(unfinished)))
            used: CompoundSelect[int | None] = union(
                select(ImportRun.source_id), select(Contact.source_id).where(Contact.source_id.is_not(None))
            )
            session.execute(delete(Source).where(Source.id.not_in(used)))


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


def _staged(
    rows: Iterator[ReadRow], run_id: int, kind: ImportKind, own_keys: tuple[str, ...], address_key: bytes
) -> Iterator[tuple[object, ...]]:
    """The rows as ``_COLUMNS`` has them."""
    for row in rows:
        address = read(row.email) if not row.problem else row.problem
        if not isinstance(address, Address):
            raw = json.dumps(row.cells, ensure_ascii=False)
            yield (run_id, row.line, row.email, "", None, *_NO_FIELDS, *_NO_EVIDENCE, address, raw)
            continue
        get = row.fields.get
        fields = [get(name, "") for name in PROFILE]
        own = {key: row.fields[key] for key in own_keys if key in row.fields} if own_keys else None
        evidence = row.evidence
        proof = said(kind, evidence)
        yield (
            run_id,
            row.line,
            address.email,
            address.email_key,
            address_hash(address_key, address.email_key),
            *fields,
            json.dumps(own, ensure_ascii=False) if own else "{}",
            json.dumps(row.tags, ensure_ascii=False) if row.tags else "",
            name_order(get("last_name", ""), get("first_name", ""), address.email_key),
            city_order(get("city", "")),
            proof.what.value if proof.what else "",
            proof.at,
            proof.text,
            evidence.ip,
            evidence.method,
            _order(evidence.order_number, evidence.order_count),
            "",
            None,
        )


_NO_FIELDS = (*[""] * len(PROFILE), "{}", "", b"", b"")


def _order(number: str, count: int | None) -> str:
    return number or (f"× {count}" if count else "")
