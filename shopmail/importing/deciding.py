"""The verdict of each staged row: what the shop knows of the person, held against what the row says."""

from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select, text, update
from sqlalchemy.orm import Session

from shopmail.consent.suppressing import refused_in_file
from shopmail.contacts.fields import PROFILE
from shopmail.importing.request import Mode, Request
from shopmail.model import (
    Act,
    ConsentEntry,
    Contact,
    ImportKind,
    ImportRun,
    Reason,
    Source,
    StagedRow,
    Suppression,
    Verdict,
)

Landmarks = tuple[int | None, int | None, int | None]
"""The newest person, refusal and piece of evidence: while they stay, so does every verdict."""

_REFUSALS = ", ".join(f"'{reason.value}'" for reason in Reason)

UNHEARD = f"""s.evidence NOT IN ('', {_REFUSALS}) AND NOT EXISTS (SELECT 1 FROM consent_entry e
    LEFT JOIN source o ON o.id = e.source_id LEFT JOIN import_run r ON r.id = e.run_id
    WHERE e.contact_id = s.contact_id AND e.act = s.evidence AND e.stated_at IS s.stated_at
        AND e.order_ref = s.order_ref AND o.double_opt_in IS :rule AND (r.kind IS 'old-list') = :old_list)"""
"""SQL: the staged row ``s`` of a known person shows what the ledger does not hold yet with that weight.

The same from another source of the same rule, as in a list that is exported every month, says nothing new.
"""

_NEW_TAG = """EXISTS (SELECT 1 FROM json_each(nullif(s.tags, '')) word WHERE NOT EXISTS (
    SELECT 1 FROM contact_tag ct JOIN tag t ON t.id = ct.tag_id
    WHERE ct.contact_id = c.id AND t.name = word.value))"""


def landmarks(session: Session) -> Landmarks:
    """How far the list has come."""
    person, refusal, evidence = (
        session.scalar(select(func.max(column))) for column in (Contact.id, Suppression.id, ConsentEntry.id)
    )
    return person, refusal, evidence


def weight(session: Session, run_id: int) -> dict[str, object]:
    """The values of ``UNHEARD``: what of a run gives its evidence weight."""
    run = session.get_one(ImportRun, run_id)
    rule = session.get_one(Source, run.source_id).double_opt_in
    return {"rule": rule, "old_list": run.kind is ImportKind.OLD_LIST}


def counted(mode: Mode) -> str:
    """SQL: the evidence of ``s`` counts for a known person. Where those are left alone, only a no does."""
    return f"s.evidence = '{Act.DECLINED.value}'" if mode is Mode.ADD_ONLY else "1"


def decide(session: Session, run_id: int, request: Request, fields: Sequence[str], now: int) -> None:
    """Give every valid row that is no duplicate its verdict, by the list as it is now; may be repeated.

    ``fields`` are the profile and own fields that the file gives.
    """
    values = weight(session, run_id)
    session.execute(
        text("""UPDATE staged_row SET contact_id = NULL,
            verdict = CASE verdict WHEN 'duplicate' THEN verdict ELSE 'new' END
            WHERE verdict NOT IN ('new', 'duplicate', 'invalid')""")
    )
    differs = [f"({UNHEARD} AND {counted(request.mode)})"]
    if request.mode is not Mode.ADD_ONLY:
        differs += [*_fields_differ(fields, request.replace), _NEW_TAG]
    session.execute(
        text(f"""UPDATE staged_row AS s SET contact_id = c.id, verdict = CASE
                WHEN verdict = 'duplicate' THEN verdict
                WHEN {" OR ".join(differs).replace("s.contact_id", "c.id")} THEN 'changed'
                ELSE 'same' END
            FROM contact c WHERE c.email_key = s.email_key AND s.verdict <> 'invalid'"""),
        values,
    )
    session.execute(
        text(f"""UPDATE staged_row SET verdict = 'changed' WHERE verdict = 'same' AND contact_id IN (
            SELECT contact_id FROM staged_row s WHERE verdict = 'duplicate'
                AND {UNHEARD} AND {counted(request.mode)})"""),
        values,
    )
    if request.mode is Mode.UPDATE_ONLY:
        session.execute(text("UPDATE staged_row SET verdict = 'same' WHERE verdict = 'new'"))
    _refuse(session, now)


def _refuse(session: Session, now: int) -> None:
    """Whoever is on the do-not-mail ledger already, or comes onto it by any row of this file."""
    refused = exists().where(
        Suppression.address_hash == StagedRow.address_hash, Suppression.lifted_at.is_(None)
    )
    session.execute(
        update(StagedRow)
        .where(
            StagedRow.verdict.not_in([Verdict.DUPLICATE, Verdict.INVALID]),
            or_(refused, StagedRow.address_hash.in_(refused_in_file(now))),
        )
        .values(verdict=Verdict.DO_NOT_MAIL.value)
        .execution_options(synchronize_session=False)
    )


def _fields_differ(fields: Sequence[str], replace: Sequence[str]) -> list[str]:
    """SQL tests: a field of the known person ``c`` would change by the staged row ``s``."""
    tests = []
    for name in fields:
        new, known = _value("s", name), _value("c", name)
        changes = f"{new} <> {known}" if name in replace else f"{known} = ''"
        tests.append(f"({new} <> '' AND {changes})")
    return tests


def _value(table: str, name: str) -> str:
    return f"{table}.{name}" if name in PROFILE else f"coalesce({table}.own ->> '{name}', '')"
