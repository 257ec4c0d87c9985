"""A fresh agreement that the owner testifies to: what it takes, and the moment from which it counts."""

from datetime import date

from msgspec import Struct
from sqlalchemy.orm import Session

from shopmail.clock import local_day, start_of_day
from shopmail.consent import basis, suppressing
from shopmail.contacts.days import day_in_words, moment_in_words
from shopmail.contacts.fields import clean
from shopmail.errors import InputRefused
from shopmail.model import Act, ConsentEntry, Contact
from shopmail.wording import _

_FIRST_YEAR = 1990


class AgreedBy(Struct, frozen=True):
    """The testimony: the day on which the person agreed, in what way, and who records it."""

    on: date
    how: str
    by: str


def record(session: Session, contact: Contact, agreed: AgreedBy, now: int, zone: str) -> None:
    """Enter the agreement, and lift what stood against the person before it.

    This is the one way back from the do-not-mail ledger (GDPR article 7(1)), so it must be later than all
    that stands there. The entry is dated by the start of the day in the shop's zone. An agreement of the
    day of the refusal itself could be the earlier of the two; it is taken only on that same day, when who
    records it sees the refusal and says "again", and is then dated right after it.

    Raises ``InputRefused`` for an empty way or witness, a day to come, and a day that is not after the
    refusal.
    """
    how, by = clean(agreed.how), clean(agreed.by)
    if not how or not by:
        raise _not_recorded(
            _("A proof says how the person agreed, and who recorded it; one of the two is missing."),
            _("Name both: a signed paper, a call; and your name."),
        )
    entry = ConsentEntry(
        contact_id=contact.id,
        act=Act.AGREED_AGAIN,
        recorded_at=now,
        stated_at=_moment(session, contact, agreed.on, now, zone),
        stated_text=agreed.on.isoformat(),
        method=how,
        by_whom=by,
    )
    session.add(entry)
    session.flush()
    suppressing.lift(session, contact.address_hash, entry, now)
    basis.refold(session, [contact.id])


def _moment(session: Session, contact: Contact, on: date, now: int, zone: str) -> int:
    today = local_day(now, zone)
    if on > today:
        raise _not_recorded(
            _("{day} has not come yet.", day=day_in_words(on)), _("Give the day on which the person agreed.")
        )
    if on.year < _FIRST_YEAR:
        raise _not_recorded(
            _("{day} is too long ago to be right.", day=day_in_words(on)),
            _("Give the day on which the person agreed."),
        )
    start = start_of_day(on, zone)
    standing = suppressing.standing_against(session, contact.address_hash)
    if not standing or standing[0].at < start:
        return start
    last = standing[0].at
    if on == today and last <= now:
        return min(now, last + 1)
    raise _not_recorded(
        _(
            "The agreement of {day} is not later than what stands against {email} since {since}.",
            day=day_in_words(on),
            email=contact.email,
            since=moment_in_words(last, zone),
        ),
        _("Ask the person anew, and record the day on which they agree."),
    )


def _not_recorded(message: str, remedy: str) -> InputRefused:
    return InputRefused(_("The agreement was not recorded"), message, remedy)
