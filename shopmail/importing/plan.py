"""What an import would do, row by row, before it does anything."""

from collections.abc import Callable, Sequence

from msgspec import Struct
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from shopmail.contacts.fields import PROFILE, checked_key
from shopmail.importing.mapping import mapping_from
from shopmail.importing.request import Mode, Request, replaceable
from shopmail.importing.staging import stage, sweep
from shopmail.importing.table_file import open_table
from shopmail.model import Reason, StagedRow, Verdict
from shopmail.storage.locking import Lock
from shopmail.storage.shop import Shop

Progress = Callable[[int, int], None]
Asked = Callable[[], bool]


class Plan:
    """A file staged in the shop file, with a verdict for each row. Ends by being applied, or discarded.

    It holds the ``import`` lock until then; as a context manager it discards itself when it was not applied.
    """

    def __init__(self, shop: Shop, request: Request, progress: Progress, stopped: Asked) -> None:
        """Read, check and stage ``request.path``. Raises what ``open_table`` and ``mapping_from`` raise."""
        request.source()
        request.check()
        self.shop = shop
        self.request = request
        self.table = open_table(request.path, request.encoding, request.delimiter, request.has_header)
        self.mapping = mapping_from(self.table, request.maps, request.skips)
        for key in self.mapping.own_fields:
            checked_key(key)
        self.fields = replaceable(list(self.mapping.fields.values()), self.mapping.own_fields)
        request.check_replace(self.fields)
        self._lock = Lock(shop.path, "import")
        try:
            self.run_id, self.remarks = stage(shop, request, self.table, self.mapping, progress, stopped)
            with shop.transaction() as session:
                _decide(session, self.run_id, request, self.fields)
            with shop.reading() as session:
                self.counts = counts(session, self.run_id)
        except BaseException:
            self.discard()
            raise

    def discard(self) -> None:
        """Forget the plan; harmless once it has been applied."""
        sweep(self.shop)
        self._lock.release()

    def __enter__(self) -> "Plan":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.discard()


def counts(session: Session, run_id: int) -> dict[Verdict, int]:
    """How many staged rows have each verdict; all verdicts are there."""
    found = {
        row[0]: row[1]
        for row in session.execute(
            select(StagedRow.verdict, func.count())
            .where(StagedRow.run_id == run_id)
            .group_by(StagedRow.verdict)
        )
    }
    return {verdict: found.get(verdict.value, 0) for verdict in Verdict}


class _Differs(Struct, frozen=True):
    """The condition under which a known person would change by a staged row."""

    fields: Sequence[str]
    replace: Sequence[str]

    def sql(self) -> str:
        tests = [
            f"(s.{name} <> '' AND s.{name} <> c.{name})"
            if name in self.replace
            else f"(s.{name} <> '' AND c.{name} = '')"
            for name in self.fields
            if name in PROFILE
        ]
        if any(name not in PROFILE for name in self.fields):
            tests.append(f"{merged_own(self.fields, self.replace)} <> c.own")
        return " OR ".join((*tests, _NEW_TAG, _NEW_EVIDENCE))


def merged_own(fields: Sequence[str], replace: Sequence[str]) -> str:
    """SQL for the own fields of ``c`` (contact) after ``s`` (staged row)."""
    replaced = [name for name in fields if name not in PROFILE and name in replace]
    filled = "json_patch(s.own, c.own)"
    if not replaced:
        return filled
    pairs = ", ".join(f"'{name}', coalesce(s.own ->> '{name}', c.own ->> '{name}')" for name in replaced)
    # json_patch drops what is null: a field that neither side has.
    return f"json_patch({filled}, json_object({pairs}))"


_NEW_TAG = """EXISTS (SELECT 1 FROM json_each(nullif(s.tags, '')) word WHERE NOT EXISTS (
    SELECT 1 FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
    WHERE ct.contact_id = c.id AND t.name = word.value))"""

_NEW_EVIDENCE = """(s.evidence <> '' AND NOT EXISTS (SELECT 1 FROM consent_entry e
    WHERE e.contact_id = c.id AND e.act = s.evidence
        AND e.stated_at IS s.stated_at AND e.order_ref = s.order_ref))"""


def _decide(session: Session, run_id: int, request: Request, fields: Sequence[str]) -> None:
    """Give every staged row of the run its verdict."""
    refusals = ", ".join(f"'{reason.value}'" for reason in Reason)
    new = Verdict.SAME if request.mode is Mode.UPDATE_ONLY else Verdict.NEW
    changed = Verdict.SAME if request.mode is Mode.ADD_ONLY else Verdict.CHANGED
    values = {"run": run_id}
    session.execute(
        text("""UPDATE staged_row SET contact_id = c.id FROM contact c
            WHERE run_id = :run AND problem = '' AND c.email_key = staged_row.email_key"""),
        values,
    )
    session.execute(
        text(f"""UPDATE staged_row SET verdict = CASE
            WHEN problem <> '' THEN '{Verdict.INVALID.value}'
            WHEN line NOT IN (SELECT min(line) FROM staged_row WHERE run_id = :run GROUP BY email_key)
                THEN '{Verdict.DUPLICATE.value}'
            WHEN EXISTS (SELECT 1 FROM suppression
                WHERE address_hash = staged_row.address_hash AND lifted_at IS NULL)
                THEN '{Verdict.DO_NOT_MAIL.value}'
            WHEN contact_id IS NULL THEN '{new.value}'
            ELSE '{Verdict.SAME.value}' END
            WHERE run_id = :run"""),
        values,
    )
    session.execute(
        text(f"""UPDATE staged_row SET verdict = '{Verdict.DO_NOT_MAIL.value}'
            WHERE run_id = :run AND verdict IN ('{new.value}', '{Verdict.SAME.value}') AND email_key IN (
                SELECT email_key FROM staged_row WHERE run_id = :run AND evidence IN ({refusals}))"""),
        values,
    )
    session.execute(
        text(f"""UPDATE staged_row AS s SET verdict = '{changed.value}' FROM contact c
            WHERE s.run_id = :run AND s.verdict = '{Verdict.SAME.value}' AND c.id = s.contact_id
                AND ({_Differs(fields, request.replace).sql()})"""),
        values,
    )
