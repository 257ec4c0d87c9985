"""Entering many people by hand, and taking that back: the undo of a slip (decisions/0010)."""

import json
from collections.abc import Sequence

from sqlalchemy import Select, and_, exists, func, insert, literal, select, update
from sqlalchemy.orm import Session

from shopmail.consent.suppressing import heard_again
from shopmail.errors import InputRefused
from shopmail.model import Act, ConsentEntry, Contact, Reason, Suppression, Way
from shopmail.wording import _

SLIP = 3_600
"""Seconds in which the owner may take back what was entered by hand."""


def suppress_people(session: Session, ids: Select[int], way: Way, note: str, now: int) -> tuple[int, ...]:
    """Enter these people as "left", in one stroke; the ids of the entries made, without those that stood.

    ``ids`` selects ids of contacts. As with ``suppress``, what stands already is dated anew.
    """
    people = select(Contact.id, Contact.address_hash, Contact.email_key).where(Contact.id.in_(ids)).subquery()
    standing = and_(Suppression.reason == Reason.LEFT, Suppression.lifted_at.is_(None))
    session.execute(
        update(Suppression)
        .where(standing, Suppression.address_hash.in_(select(people.c.address_hash)))
        .values(heard_again(way, now))
        .execution_options(synchronize_session=False)
    )
    new = ~exists().where(standing, Suppression.address_hash == people.c.address_hash)
    session.execute(
        insert(ConsentEntry).from_select(
            ["contact_id", "act", "recorded_at", "stated_at", "method"],
            select(
                people.c.id, literal(Act.LEFT.value), literal(now), literal(now), literal(way.value)
            ).where(new),
        )
    )
    entered = session.execute(
        insert(Suppression)
        .from_select(
            ["address_hash", "email", "reason", "way", "at", "recorded_at", "note"],
            select(
                people.c.address_hash,
                people.c.email_key,
                literal(Reason.LEFT.value),
                literal(way.value),
                literal(now),
                literal(now),
                literal(note),
            ).where(new),
        )
        .returning(Suppression.id)
    )
    return tuple(entered.scalars())


def take_back(session: Session, entered: Sequence[int], now: int) -> int:
    """Take back entries that the owner made by hand less than an hour ago; how many are lifted by that.

    The undo of a slip, not of a refusal (decisions/0010): what has been said again since, by the owner or in
    any other way, and what fresh consent has lifted stays as it is. Raises ``InputRefused``, and
    then lifts none, when an hour has passed.
    """
    slips = and_(
        Suppression.id.in_(select(func.json_each(json.dumps(list(entered))).table_valued("value").c.value)),
        Suppression.way == Way.BY_HAND,
        Suppression.at <= Suppression.recorded_at,
        Suppression.lifted_at.is_(None),
    )
    earliest = session.scalar(select(func.min(Suppression.recorded_at)).where(slips))
    if earliest is not None and earliest <= now - SLIP:
        raise InputRefused(
            _("This can't be taken back any more"),
            _("The people were entered more than an hour ago, so they stay as they are."),
            _("Record on a person’s card when and how they agreed again."),
        )
    lifted = session.execute(
        update(Suppression)
        .where(slips)
        .values(lifted_at=now)
        .execution_options(synchronize_session=False)
        .returning(Suppression.id)
    )
    return len(lifted.all())
