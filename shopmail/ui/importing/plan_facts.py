"""What Check and Plan tell of a plan, read on a lane: counts, fields by name, the proof of the new."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.importing.plan import Plan

NEW, CHANGED, SAME = "new", "changed", "same"
DUPLICATE, DO_NOT_MAIL, INVALID = "duplicate", "do-not-mail", "invalid"
"""The values of ``model.Verdict``, in the order in which the owner is told of them."""
VERDICTS = (NEW, CHANGED, SAME, DUPLICATE, DO_NOT_MAIL, INVALID)


@dataclass(frozen=True)
class PlanFacts:
    """A plan in plain values. ``counts`` are by the value of ``Verdict``, all are there."""

    counts: Mapping[str, int]
    fields_changed: int
    remarks: tuple[tuple[str, int], ...]
    """What could not be taken from single cells: a whole sentence, and how often."""
    fields: tuple[str, ...]
    """The keys of the profile and own fields that the file gives."""
    header: tuple[str, ...]
    """The columns of the file."""
    titles: Mapping[str, str]
    """The owner's words for every field, by its key."""
    kind: str
    """The value of ``ImportKind``."""
    source: str
    proofs: Mapping[str, int]
    """What the new rows show: the value of an ``Act``, empty for nothing, and of how many rows."""
    must_confirm: bool
    """Whether somebody of this source who signed up has to confirm before they are mailed."""

    @property
    def rows(self) -> int:
        """All rows of the file."""
        return sum(self.counts.values())


def facts_of(plan: "Plan", new_titles: Mapping[str, str]) -> PlanFacts:
    """For a lane. ``new_titles`` are the owner's words for fields that the import is going to make."""
    with plan.shop.reading() as session:
        return PlanFacts(
            counts={verdict.value: count for verdict, count in plan.counts.items()},
            fields_changed=plan.fields_changed,
            remarks=tuple(plan.remarks.items()),
            fields=tuple(plan.fields),
            header=tuple(plan.table.header),
            titles=_titles(session, plan, new_titles),
            kind=plan.request.kind.value,
            source=plan.request.source()[0],
            proofs=_proofs(session),
            must_confirm=_must_confirm(session, plan.run_id),
        )


def _titles(session: "Session", plan: "Plan", new_titles: Mapping[str, str]) -> dict[str, str]:
    from shopmail.contacts.fields import all_fields

    made = {column.field: column.header for column in plan.mapping.columns if column.own}
    known = {field.key: field.title for field in all_fields(session)}
    return {"tags": _("Tags")} | made | dict(new_titles) | known


def _proofs(session: "Session") -> dict[str, int]:
    from sqlalchemy import func, select

    from shopmail.model import StagedRow, Verdict

    found = (
        select(StagedRow.evidence, func.count())
        .where(StagedRow.verdict == Verdict.NEW)
        .group_by(StagedRow.evidence)
    )
    return {row[0]: row[1] for row in session.execute(found)}


def _must_confirm(session: "Session", run_id: int) -> bool:
    """By the rule of the source, else by the shop's."""
    from sqlalchemy import select

    from shopmail.model import ImportRun, Source
    from shopmail.storage.shop import settings_of

    of_source = select(Source.double_opt_in).join(ImportRun, ImportRun.source_id == Source.id)
    rule = session.scalar(of_source.where(ImportRun.id == run_id))
    return (rule or settings_of(session).consent.double_opt_in) == "required"
