"""Whom of the people the shop knows an import would let be mailed, or would shut out: said before it is done.

Whether somebody may be mailed is never worked out here: the plan is made true, ``mailable`` is asked before
and after, and all of it is taken back.
"""

from sqlalchemy import Boolean, Column, Integer, MetaData, Table, and_, func, insert, select
from sqlalchemy.orm import Session

from shopmail.consent.mailable import is_mailable
from shopmail.consent.sources import Effect
from shopmail.importing.applying import make_true
from shopmail.importing.plan import Plan
from shopmail.importing.stopping import Asked, Progress, never, unheard
from shopmail.model import Contact, StagedRow
from shopmail.storage.shop import settings_of

_KNOWN = Table(
    "known_before",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("mailable", Boolean),
    prefixes=["TEMPORARY"],
)
"""The known people of the file, and whether they could be mailed before; gone with its transaction."""


def effect(plan: Plan, progress: Progress = unheard, stopped: Asked = never) -> Effect:
    """How many known people can be mailed after the import who could not before, and the other way round.

    Takes as long as the import itself, and like it lets nobody else write meanwhile. ``progress`` is told
    rows. Raises ``Stopped``; the list is as it was in any case, and the plan too.
    """
    now = plan.shop.clock.now()
    with plan.tried() as session:
        can_be_mailed = is_mailable(settings_of(session), now)
        _KNOWN.create(session.connection())
        known = select(StagedRow.contact_id).where(StagedRow.contact_id.is_not(None))
        session.execute(
            insert(_KNOWN).from_select(
                ["id", "mailable"], select(Contact.id, can_be_mailed).where(Contact.id.in_(known))
            )
        )
        make_true(session, plan, now, progress, stopped)
        return _compared(session, now)


def _compared(session: Session, now: int) -> Effect:
    can_be_mailed = is_mailable(settings_of(session), now)
    gained, lost = session.execute(
        select(
            func.count().filter(and_(can_be_mailed, ~_KNOWN.c.mailable)),
            func.count().filter(and_(_KNOWN.c.mailable, ~can_be_mailed)),
        ).join_from(_KNOWN, Contact, Contact.id == _KNOWN.c.id)
    ).one()
    return Effect(gained, lost)
