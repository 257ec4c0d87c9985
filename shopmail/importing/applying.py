"""Doing what the plan says: one transaction over all rows, or nothing."""

from pathlib import Path

from msgspec import Struct
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from shopmail.consent.basis import refold
from shopmail.consent.suppressing import suppress_imported
from shopmail.contacts.fields import PROFILE, add_own
from shopmail.contacts.ordering import city_order, name_order
from shopmail.importing.plan import Plan, merged_own
from shopmail.importing.problems import write_problems
from shopmail.model import Act, ConsentEntry, ImportRun, RunState, Verdict

_PROFILE = ", ".join(PROFILE)


class Imported(Struct, frozen=True):
    """What an import did; the counts are those of its plan, and add up to the rows of the file."""

    import_id: int
    counts: dict[Verdict, int]
    problems_file: Path | None

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return sum(self.counts.values())


def apply(plan: Plan) -> Imported:
    """Make the plan true and write the file of rows that did not come in, if there are any.

    Everything is one transaction: a crash leaves the list as it was, or as the plan says.
    """
    shop = plan.shop
    now = shop.clock.now()
    with shop.transaction() as session:
        _Applying(session, plan, now).all()
    plan.discard()
    return Imported(plan.run_id, plan.counts, write_problems(shop, plan.run_id))


class _Applying:
    """The steps, in order; each is one statement over the staged rows."""

    def __init__(self, session: Session, plan: Plan, now: int) -> None:
        self._session = session
        self._plan = plan
        self._now = now
        self._run = session.get_one(ImportRun, plan.run_id)

    def all(self) -> None:
        """Every step."""
        for key in self._plan.mapping.own_fields:
            title = next(column.header for column in self._plan.mapping.of(key))
            add_own(self._session, key, title, self._now)
        self._add_people()
        self._update_people()
        self._tag()
        self._write_evidence()
        suppress_imported(self._session, self._plan.run_id, self._now)
        refold(
            self._session,
            select(ConsentEntry.contact_id).where(ConsentEntry.run_id == self._plan.run_id).distinct(),
        )
        self._keep_verdicts()
        self._run.state = RunState.DONE
        self._run.finished_at = self._now

    def _do(self, statement: str, **values: object) -> None:
        self._session.execute(text(statement), {"run": self._plan.run_id, "now": self._now, **values})

    def _add_people(self) -> None:
        """New people, and strangers who must not be mailed: their history begins with the refusal."""
        added = [Verdict.NEW] if self._plan.counts[Verdict.NEW] else []
        self._do(
            f"""INSERT INTO contact (email, email_key, address_hash, {_PROFILE}, own, name_order, city_order,
                    source_id, created_at, updated_at)
                SELECT email, email_key, address_hash, {_PROFILE}, own, name_order, city_order,
                    :source, :now, :now
                FROM staged_row WHERE run_id = :run AND contact_id IS NULL
                    AND verdict IN ({_words(*added, Verdict.DO_NOT_MAIL)}) ORDER BY line""",
            source=self._run.source_id,
        )
        self._do(
            """UPDATE staged_row SET contact_id = c.id FROM contact c
                WHERE run_id = :run AND contact_id IS NULL AND problem = ''
                    AND c.email_key = staged_row.email_key"""
        )

    def _update_people(self) -> None:
        fields, replace = self._plan.fields, self._plan.request.replace
        profile = [name for name in fields if name in PROFILE]
        changes = [
            f"{name} = CASE WHEN s.{name} <> ''"
            + ("" if name in replace else f" AND c.{name} = ''")
            + f" THEN s.{name} ELSE c.{name} END"
            for name in profile
        ]
        if len(profile) < len(fields):
            changes.append(f"own = {merged_own(fields, replace)}")
        self._do(
            f"""UPDATE contact AS c SET {", ".join((*changes, "updated_at = :now"))} FROM staged_row s
                WHERE s.run_id = :run AND s.verdict = '{Verdict.CHANGED.value}' AND s.contact_id = c.id"""
        )
        if {"first_name", "last_name", "city"} & set(profile):
            self._reorder()

    def _reorder(self) -> None:
        """The sort keys of people whose name or town may have changed."""
        rows = self._session.execute(
            text(f"""SELECT c.id, c.last_name, c.first_name, c.email_key, c.city
                FROM staged_row s JOIN contact c ON c.id = s.contact_id
                WHERE s.run_id = :run AND s.verdict = '{Verdict.CHANGED.value}'"""),
            {"run": self._plan.run_id},
        )
        keys = [(name_order(row[1], row[2], row[3]), city_order(row[4]), row[0]) for row in rows]
        if keys:
            self._session.connection().exec_driver_sql(
                "UPDATE contact SET name_order = ?, city_order = ? WHERE id = ?", keys
            )

    def _tag(self) -> None:
        wanted = f"""FROM staged_row s, json_each(s.tags) word WHERE s.run_id = :run AND s.tags <> ''
            AND s.contact_id IS NOT NULL AND s.verdict IN ({_words(Verdict.NEW, Verdict.CHANGED)})"""
        self._do(f"INSERT OR IGNORE INTO tag (name) SELECT DISTINCT word.value {wanted}")
        self._do(
            f"""INSERT OR IGNORE INTO contact_tag (contact_id, tag_id)
                SELECT s.contact_id, (SELECT id FROM tag WHERE name = word.value) {wanted}"""
        )

    def _write_evidence(self) -> None:
        """One ledger entry for each thing a row shows that the ledger does not hold yet; duplicates too.

        Nothing is added for people who must not be mailed: an imported row can't answer their refusal.
        """
        self._do(
            f"""INSERT INTO consent_entry (contact_id, act, recorded_at, stated_at, stated_text, ip, method,
                    order_ref, source_id, run_id, line)
                SELECT contact_id, evidence, :now, stated_at, stated_text, ip, method, order_ref, :source,
                    :run, min(line)
                FROM staged_row s
                WHERE run_id = :run AND contact_id IS NOT NULL AND evidence IN ({_words(*Act)})
                    AND evidence NOT IN ({_words(Act.LEFT, Act.CAME_BACK, Act.COMPLAINED)})
                    AND NOT EXISTS (SELECT 1 FROM suppression WHERE address_hash = s.address_hash
                        AND lifted_at IS NULL)
                    AND NOT EXISTS (SELECT 1 FROM consent_entry e WHERE e.contact_id = s.contact_id
                        AND e.act = s.evidence AND e.stated_at IS s.stated_at AND e.order_ref = s.order_ref)
                GROUP BY contact_id, evidence, stated_at, order_ref ORDER BY min(line)""",
            source=self._run.source_id,
        )

    def _keep_verdicts(self) -> None:
        self._do(
            """INSERT INTO import_row (run_id, line, verdict, contact_id, reason, raw)
                SELECT run_id, line, verdict, contact_id, problem, raw FROM staged_row WHERE run_id = :run"""
        )
        self._do("DELETE FROM staged_row WHERE run_id = :run")


def _words(*values: Verdict | Act) -> str:
    return ", ".join(f"'{value.value}'" for value in values)
