"""The verdict of each staged row: what the shop knows of the person, held against what the row says."""

from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select, text, true, update
from sqlalchemy.orm import Session

from shopmail.consent.suppressing import refused_in_file
from shopmail.importing.changing import differs
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
"""The newest person, refusal and piece of evidence: while they stay, nobody else is known or says no.

Values of known people are not among them: what a field becomes is worked out as it is written.
"""

REFUSALS = ", ".join(f"'{reason.value}'" for reason in Reason)
"""SQL: what a row that says no has as its evidence."""

UNHEARD = f"""s.evidence NOT IN ('', {REFUSALS}) AND NOT EXISTS (SELECT 1 FROM consent_entry e
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


def decide(
    session: Session,
    run_id: int,
    request: Request,
    fields: Sequence[str],
    now: int,
    only: tuple[bytes, bytes] | None = None,
) -> None:
    """Give every valid row that is no duplicate its verdict, by the list as it is now; may be repeated.

    ``fields`` are the profile and own fields that the file gives; ``only``: the rows of these addresses
    (hashes), where the list and all other rows are as they were.
    """
    among = "1" if only is None else "s.address_hash IN (:one, :other)"
    values = weight(session, run_id) | ({} if only is None else {"one": only[0], "other": only[1]})

    def do(statement: str) -> None:
        session.execute(text(statement), values)

    do(
        f"""UPDATE staged_row AS s SET contact_id = NULL,
            verdict = CASE verdict WHEN 'duplicate' THEN verdict ELSE 'new' END
            WHERE verdict NOT IN ('new', 'duplicate', 'invalid') AND {among}"""
    )
    news = [f"({UNHEARD} AND {counted(request.mode)})"]
    if request.mode is not Mode.ADD_ONLY:
        news += [*(differs(name, request) for name in fields), _NEW_TAG]
    do(
        f"""UPDATE staged_row AS s SET contact_id = c.id, verdict = CASE
                WHEN verdict = 'duplicate' THEN verdict
                WHEN {" OR ".join(news).replace("s.contact_id", "c.id")} THEN 'changed'
                ELSE 'same' END
            FROM contact c WHERE c.email_key = s.email_key AND s.verdict <> 'invalid' AND {among}"""
    )
    do(
        f"""UPDATE staged_row SET verdict = 'changed' WHERE verdict = 'same' AND contact_id IN (
            SELECT contact_id FROM staged_row s WHERE verdict = 'duplicate'
                AND {UNHEARD} AND {counted(request.mode)} AND {among})"""
    )
    if request.mode is Mode.UPDATE_ONLY:
        do(f"UPDATE staged_row AS s SET verdict = 'same' WHERE verdict = 'new' AND {among}")
    _refuse(session, now, only)


def count_changes(session: Session, request: Request, fields: Sequence[str]) -> int:
    """How many values of known people the import will change."""
    if request.mode is Mode.ADD_ONLY or not fields:
        return 0
    changed = " + ".join(differs(name, request) for name in fields)
    return int(
        session.scalar(
            text(f"""SELECT coalesce(sum({changed}), 0) FROM staged_row s
                JOIN contact c ON c.id = s.contact_id WHERE s.verdict = 'changed'""")
        )
    )


def regroup(session: Session, hashed: bytes) -> None:
    """Of the valid rows of one address the first counts, the others are duplicates; to be decided anew."""
    session.execute(
        text("""UPDATE staged_row SET contact_id = NULL, verdict = CASE line WHEN
                (SELECT min(line) FROM staged_row WHERE address_hash = :hashed AND verdict <> 'invalid')
                THEN 'new' ELSE 'duplicate' END
            WHERE address_hash = :hashed AND verdict <> 'invalid'"""),
        {"hashed": hashed},
    )


def _refuse(session: Session, now: int, only: tuple[bytes, bytes] | None) -> None:
    """Whoever is on the do-not-mail ledger already, or comes onto it by any row of this file."""
    refused = exists().where(
        Suppression.address_hash == StagedRow.address_hash, Suppression.lifted_at.is_(None)
    )
    session.execute(
        update(StagedRow)
        .where(
            StagedRow.verdict.not_in([Verdict.DUPLICATE, Verdict.INVALID]),
            true() if only is None else StagedRow.address_hash.in_(only),
            or_(refused, StagedRow.address_hash.in_(refused_in_file(now))),
        )
        .values(verdict=Verdict.DO_NOT_MAIL.value)
        .execution_options(synchronize_session=False)
    )
