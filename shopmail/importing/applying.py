"""Doing what the plan says: one transaction over all rows, or nothing."""

from pathlib import Path

from msgspec import Struct
from sqlalchemy import case, func, insert, literal, select, text
from sqlalchemy.orm import Session

from shopmail.consent.basis import fold_of_one, refold
from shopmail.consent.mailable import MEANINGS, WhyNot
from shopmail.consent.suppressing import suppress_imported
from shopmail.contacts.fields import PROFILE, add_own
from shopmail.contacts.ordering import city_order, name_order
from shopmail.importing.deciding import UNHEARD, counted, weight
from shopmail.importing.plan import Plan
from shopmail.importing.problems import write_problems
from shopmail.importing.request import Mode
from shopmail.model import Contact, ImportKind, ImportRun, RunState, StagedRow, Verdict
from shopmail.wording import _

_TAKEN_OVER = ("email_key", "address_hash", "own", "name_order", "city_order")


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
        plan.hold(session)
        _Applying(session, plan, now).all()
    plan.discard()
    return Imported(plan.run_id, plan.counts, write_problems(shop, plan.run_id))


class _Applying:
    """The steps, in order; each is one statement over the staged rows, or a few."""

    def __init__(self, session: Session, plan: Plan, now: int) -> None:
        self._session = session
        self._plan = plan
        self._now = now
        self._run = session.get_one(ImportRun, plan.run_id)
        # A stranger's id is this and the number of the line; so nobody has to be looked up again.
        self._before = session.scalar(select(func.max(Contact.id))) or 0
        self._added = "verdict IN ('new', 'do-not-mail') AND contact_id IS NULL"
        if plan.request.mode is Mode.UPDATE_ONLY:
            self._added = "0"

    def all(self) -> None:
        """Every step."""
        for key in self._plan.mapping.own_fields:
            title = next(column.header for column in self._plan.mapping.of(key))
            add_own(self._session, key, title, self._now)
        self._add_people()
        self._update_people()
        self._tag()
        suppress_imported(self._session, self._plan.run_id, self._now)
        self._write_evidence()
        self._keep_verdicts()
        self._run.state = RunState.DONE
        self._run.finished_at = self._now

    def _do(self, statement: str, **values: object) -> None:
        known = {"run": self._run.id, "source": self._run.source_id, "now": self._now, "before": self._before}
        self._session.execute(text(statement), known | values)

    def _add_people(self) -> None:
        """New people, and strangers who must not be mailed: their history begins with the refusal."""
        row, now = StagedRow, literal(self._now)
        evidence = case((row.verdict == Verdict.NEW, row.evidence), else_="")
        old_list = self._run.kind is ImportKind.OLD_LIST
        values = {
            "id": self._before + row.line,
            "email": func.coalesce(func.nullif(row.email, ""), row.email_key),
            **{name: getattr(row, name) for name in _TAKEN_OVER},
            **{name: getattr(row, name) for name in self._plan.fields if name in PROFILE},
            "source_id": literal(self._run.source_id),
            "created_at": now,
            "updated_at": now,
            **fold_of_one(evidence, row.stated_at, self._run.source_id, old_list),
        }
        people = select(*values.values()).where(text(self._added)).order_by(row.line)
        self._session.execute(insert(Contact).from_select(list(values), people, include_defaults=False))
        self._do(
            """UPDATE staged_row SET contact_id = (SELECT id FROM contact c
                    WHERE c.email_key = staged_row.email_key)
                WHERE verdict = 'duplicate' AND contact_id IS NULL"""
        )

    def _update_people(self) -> None:
        if not self._plan.counts[Verdict.CHANGED] or self._plan.request.mode is Mode.ADD_ONLY:
            return
        fields, replace = self._plan.fields, self._plan.request.replace
        profile = [name for name in fields if name in PROFILE]
        changes = [
            f"{name} = CASE WHEN s.{name} <> ''"
            + ("" if name in replace else f" AND c.{name} = ''")
            + f" THEN s.{name} ELSE c.{name} END"
            for name in profile
        ]
        if self._plan.mapping.own_fields:
            changes.append(f"own = {_merged_own([name for name in replace if name not in PROFILE])}")
        self._do(
            f"""UPDATE contact AS c SET {", ".join((*changes, "updated_at = :now"))} FROM staged_row s
                WHERE s.verdict = 'changed' AND s.contact_id = c.id"""
        )
        if {"first_name", "last_name", "city"} & set(profile):
            self._reorder()

    def _reorder(self) -> None:
        """The sort keys of people whose name or town may have changed."""
        rows = self._session.execute(
            text("""SELECT c.id, c.last_name, c.first_name, c.email_key, c.city
                FROM staged_row s JOIN contact c ON c.id = s.contact_id WHERE s.verdict = 'changed'""")
        )
        keys = [(name_order(row[1], row[2], row[3]), city_order(row[4]), row[0]) for row in rows]
        self._session.connection().exec_driver_sql(
            "UPDATE contact SET name_order = ?, city_order = ? WHERE id = ?", keys
        )

    def _tag(self) -> None:
        if not self._plan.mapping.of("tags"):
            return
        tagged = ["new"] if self._plan.request.mode is Mode.ADD_ONLY else ["new", "changed"]
        wanted = f"""FROM staged_row s, json_each(s.tags) word
            WHERE s.tags <> '' AND s.verdict IN ({", ".join(f"'{verdict}'" for verdict in tagged)})"""
        self._do(f"INSERT OR IGNORE INTO tag (name) SELECT DISTINCT word.value {wanted}")
        self._do(
            f"""INSERT OR IGNORE INTO contact_tag (contact_id, tag_id)
                SELECT coalesce(s.contact_id, :before + s.line), (SELECT id FROM tag WHERE name = word.value)
                {wanted}"""
        )

    def _write_evidence(self) -> None:
        """One ledger entry for each thing a row shows that the ledger does not hold yet; duplicates too.

        Nothing is added for people who must not be mailed: an imported row can't answer their refusal.
        """
        columns = "stated_at, stated_text, ip, method, order_ref"
        enter = f"""INSERT INTO consent_entry
            (contact_id, act, {columns}, recorded_at, source_id, run_id, line)"""
        self._do(
            f"""{enter} SELECT :before + line, evidence, {columns}, :now, :source, :run, line
                FROM staged_row WHERE verdict = 'new' AND evidence <> '' ORDER BY line"""
        )
        self._do(
            f"""{enter} SELECT contact_id, evidence, {columns}, :now, :source, :run, min(line)
                FROM staged_row s
                WHERE verdict IN ('changed', 'duplicate') AND contact_id IS NOT NULL AND {UNHEARD}
                    AND ({counted(self._plan.request.mode)} OR contact_id > :before)
                    AND NOT EXISTS (SELECT 1 FROM suppression
                        WHERE address_hash = s.address_hash AND lifted_at IS NULL)
                GROUP BY contact_id, evidence, stated_at, order_ref ORDER BY min(line)""",
            **weight(self._session, self._run.id),
        )
        more_than_one = StagedRow.verdict.in_([Verdict.CHANGED, Verdict.DUPLICATE])
        refold(
            self._session,
            select(StagedRow.contact_id).where(more_than_one, StagedRow.contact_id.is_not(None)),
        )

    def _keep_verdicts(self) -> None:
        self._do(
            f"""INSERT INTO import_row (run_id, line, verdict, contact_id, reason, raw)
                SELECT :run, line, verdict, CASE WHEN {self._added} THEN :before + line ELSE contact_id END,
                    CASE WHEN verdict = 'do-not-mail' THEN coalesce({_WHY}, '') ELSE problem END, raw
                FROM staged_row ORDER BY line""",
            **_words(),
        )
        self._do("DELETE FROM staged_row")


def _merged_own(replaced: list[str]) -> str:
    """SQL for the own fields of ``c`` (contact) after ``s`` (staged row), the known ones in their order."""
    filled = "json_patch(c.own, json_patch(s.own, c.own))"
    if not replaced:
        return filled
    pairs = ", ".join(f"'{name}', coalesce(s.own ->> '{name}', c.own ->> '{name}')" for name in replaced)
    # json_patch drops what is null: a field that neither side has.
    return f"json_patch({filled}, json_object({pairs}))"


_WHY = """(SELECT CASE max(CASE reason WHEN 'complained' THEN 3 WHEN 'left' THEN 2 ELSE 1 END)
    WHEN 3 THEN :complained WHEN 2 THEN :left WHEN 1 THEN :came_back END
    FROM suppression WHERE address_hash = staged_row.address_hash AND lifted_at IS NULL)"""
"""SQL: the gravest reason that stands against a row's address, in words."""


def _words() -> dict[str, str]:
    """The values of ``_WHY``."""
    reasons = {"complained": WhyNot.COMPLAINED, "left": WhyNot.LEFT, "came_back": WhyNot.CAME_BACK}
    return {name: _(MEANINGS[reason].words) for name, reason in reasons.items()}
