"""Doing what the plan says: one transaction over all rows, or nothing."""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct
from sqlalchemy import case, func, insert, literal, select, text
from sqlalchemy.orm import Session

from shopmail.consent.basis import fold_of_one, refold
from shopmail.consent.mailable import MEANINGS, Standing, WhyNot, standing
from shopmail.consent.suppressing import suppress_imported
from shopmail.contacts.fields import PROFILE, add_own
from shopmail.contacts.ordering import city_order, name_order
from shopmail.importing.changing import assignments
from shopmail.importing.deciding import UNHEARD, counted, weight
from shopmail.importing.plan import Plan
from shopmail.importing.problems import write_problems
from shopmail.importing.request import Mode
from shopmail.importing.stopping import Asked, Progress, never, stopping, unheard
from shopmail.model import (
    Contact,
    ImportKind,
    ImportRow,
    ImportRun,
    RunState,
    Source,
    StagedRow,
    Told,
    Verdict,
)
from shopmail.storage.shop import settings_of
from shopmail.wording import _

STRETCH = 10_000
"""Lines of the file that one statement writes: between two of them the owner can stop."""
_PASSES = 5
"""How often all lines are gone through."""
Lines = dict[str, int]
"""The ``first`` and the ``last`` of a stretch."""
_TAKEN_OVER = ("email_key", "address_hash", "own", "name_order", "city_order")


class Imported(Struct, frozen=True):
    """What an import did; the counts are those of its plan, and add up to the rows of the file."""

    import_id: int
    counts: dict[Verdict, int]
    problems_file: Path | None
    standings: dict[Standing, int]
    """How the people stand whom the import added or changed, or who must not be mailed by it."""

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return sum(self.counts.values())


def apply(plan: Plan, progress: Progress = unheard, stopped: Asked = never) -> Imported:
    """Make the plan true and write the file of rows that did not come in, if there are any.

    Everything is one transaction: a crash leaves the list as it was, or as the plan says. ``progress`` is
    told rows. Raises ``Stopped``, and ``FileRefused`` where the file of rows that did not come in can't be
    written: then the list is as it was too, and the plan can be applied again.
    """
    shop = plan.shop
    now = shop.clock.now()
    with plan.applying() as session:
        make_true(session, plan, now, progress, stopped)
        standings = _standings(session, plan.run_id, now)
        problems_file = write_problems(session, shop.path, plan.run_id)
    return Imported(plan.run_id, plan.counts, problems_file, standings)


def make_true(session: Session, plan: Plan, now: int, progress: Progress, stopped: Asked) -> None:
    """All steps of ``apply`` in a transaction of the caller's. Raises ``Stopped``."""
    _Applying(session, plan, now, stopping(progress, stopped)).all()


def _standings(session: Session, run_id: int, now: int) -> dict[Standing, int]:
    named = select(ImportRow.contact_id).where(
        ImportRow.run_id == run_id,
        ImportRow.verdict.in_([Verdict.NEW, Verdict.CHANGED, Verdict.DO_NOT_MAIL]),
    )
    word = standing(settings_of(session), now)
    rows = session.execute(select(word, func.count()).where(Contact.id.in_(named)).group_by(word))
    found = {row[0]: row[1] for row in rows}
    return {each: found.get(each.value, 0) for each in Standing}


class _Applying:
    """The steps, in order; each is one statement over the staged rows, or a few."""

    def __init__(self, session: Session, plan: Plan, now: int, progress: Progress) -> None:
        self._session = session
        self._progress = progress
        self._passes = 0
        self._last_line = session.scalar(select(func.max(StagedRow.line))) or 0
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
            header = next(column.header for column in self._plan.mapping.of(key))
            add_own(self._session, key, self._plan.request.titles.get(key, header), self._now)
        self._tell_of_source()
        self._add_people()
        self._update_people()
        self._tag()
        suppress_imported(self._session, self._plan.run_id, self._now)
        self._write_evidence()
        self._keep_verdicts()
        self._run.state = RunState.DONE
        self._run.finished_at = self._now

    def _tell_of_source(self) -> None:
        """What the owner says of the place, where nothing was known of it."""
        source = self._session.get_one(Source, self._run.source_id)
        if source.captcha is Told.UNKNOWN:
            source.captcha = Told(self._plan.request.captcha)
        if source.confirmed_there is Told.UNKNOWN:
            source.confirmed_there = Told(self._plan.request.confirmed_there)

    def _pass(self, do: Callable[[Lines], None]) -> None:
        """Do something to all lines of the file, stretch by stretch."""
        rows = self._plan.rows_in_all
        for first in range(1, self._last_line + 1, STRETCH):
            last = min(first + STRETCH - 1, self._last_line)
            do({"first": first, "last": last})
            self._progress(round((self._passes + last / self._last_line) / _PASSES * rows), rows)
        self._passes += 1

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

        def add(lines: Lines) -> None:
            some = people.where(row.line.between(lines["first"], lines["last"]))
            self._session.execute(insert(Contact).from_select(list(values), some, include_defaults=False))

        self._pass(add)
        self._do(
            """UPDATE staged_row SET contact_id = (SELECT id FROM contact c
                    WHERE c.email_key = staged_row.email_key)
                WHERE verdict = 'duplicate' AND contact_id IS NULL"""
        )

    def _update_people(self) -> None:
        if not self._plan.counts[Verdict.CHANGED] or self._plan.request.mode is Mode.ADD_ONLY:
            self._passes += 1
            return
        changes = (*assignments(self._plan.fields, self._plan.request), "updated_at = :now")
        statement = f"""UPDATE contact AS c SET {", ".join(changes)} FROM staged_row s
            WHERE s.verdict = 'changed' AND s.contact_id = c.id AND s.line BETWEEN :first AND :last"""
        self._pass(lambda lines: self._do(statement, **lines))
        if {"first_name", "last_name", "city"} & set(self._plan.fields):
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
        of_new = f"""{enter} SELECT :before + line, evidence, {columns}, :now, :source, :run, line
            FROM staged_row WHERE verdict = 'new' AND evidence <> '' AND line BETWEEN :first AND :last
            ORDER BY line"""
        self._pass(lambda lines: self._do(of_new, **lines))
        # What an earlier stretch has entered is heard by then, so the same of a later one is left out.
        of_known = f"""{enter} SELECT contact_id, evidence, {columns}, :now, :source, :run, min(line)
            FROM staged_row s
            WHERE verdict IN ('changed', 'duplicate') AND contact_id IS NOT NULL AND {UNHEARD}
                AND line BETWEEN :first AND :last
                AND ({counted(self._plan.request.mode)} OR contact_id > :before)
                AND NOT EXISTS (SELECT 1 FROM suppression
                    WHERE address_hash = s.address_hash AND lifted_at IS NULL)
            GROUP BY contact_id, evidence, stated_at, order_ref ORDER BY min(line)"""
        values = weight(self._session, self._run.id)
        self._pass(lambda lines: self._do(of_known, **values, **lines))
        more_than_one = StagedRow.verdict.in_([Verdict.CHANGED, Verdict.DUPLICATE])
        refold(
            self._session,
            select(StagedRow.contact_id).where(more_than_one, StagedRow.contact_id.is_not(None)),
        )

    def _keep_verdicts(self) -> None:
        keep = f"""INSERT INTO import_row (run_id, line, verdict, contact_id, reason, raw)
            SELECT :run, line, verdict, CASE WHEN {self._added} THEN :before + line ELSE contact_id END,
                CASE WHEN verdict = 'do-not-mail' THEN coalesce({_WHY}, '') ELSE problem END, raw
            FROM staged_row WHERE line BETWEEN :first AND :last ORDER BY line"""
        self._pass(lambda lines: self._do(keep, **_words(), **lines))
        self._do("DELETE FROM staged_row")


_WHY = """(SELECT CASE max(CASE reason WHEN 'complained' THEN 3 WHEN 'left' THEN 2 ELSE 1 END)
    WHEN 3 THEN :complained WHEN 2 THEN :left WHEN 1 THEN :came_back END
    FROM suppression WHERE address_hash = staged_row.address_hash AND lifted_at IS NULL)"""
"""SQL: the gravest reason that stands against a row's address, in words."""


def _words() -> dict[str, str]:
    """The values of ``_WHY``."""
    reasons = {"complained": WhyNot.COMPLAINED, "left": WhyNot.LEFT, "came_back": WhyNot.CAME_BACK}
    return {name: _(MEANINGS[reason].words) for name, reason in reasons.items()}
