"""The fence in time: when mails leave, how long they can be recalled, how many may be recalled at once.

SendGrid knows no idempotency key. Instead every mail carries a batch id and a time to leave; until ten
minutes before that time a batch can be cancelled, and then none of its mails ever leaves. So a request
whose answer was lost is cancelled and handed over again under a new batch: nobody is mailed twice.
"""

from datetime import UTC, datetime, timedelta

from msgspec import Struct
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.errors import CampaignRefused
from shopmail.model import Wave
from shopmail.settings import Settings, zone
from shopmail.wording import _

DEFAULT_MINUTES = 30
LEAST_MINUTES = 20
"""Less would leave no time to cancel and hand over again."""
MOST_HOURS = 71
"""SendGrid takes a time to leave up to 72 hours ahead; an hour is kept for handing over."""
CANCEL_SECONDS = 10 * 60
"""SendGrid cancels a batch until ten minutes before its time."""
MARGIN_SECONDS = 2 * 60
"""Kept beside those ten minutes, for clocks and slow answers."""
CANCEL_SLOTS = 10
"""An account has at most ten cancelled batches whose time has not yet come."""
PEOPLE_PER_WAVE = 10_000
MOST_WAVES = 4


class Departure(Struct, frozen=True):
    """When a campaign is to leave, by the provider's clock; 0: at once, which can't be recalled."""

    send_at: int

    @property
    def at_once(self) -> bool:
        """Whether the recall is given up."""
        return self.send_at == 0


def in_minutes(minutes: int, now: int) -> Departure:
    """``minutes`` after ``now`` (Unix seconds by the provider's clock)."""
    return _checked(now + minutes * 60, now, f"{minutes} min")


def at_time(text: str, settings: Settings, now: int) -> Departure:
    """At ``2026-11-22 18:30`` or ``18:30`` on the shop's wall clock; the next such time."""
    local_zone = zone(settings)
    today = datetime.fromtimestamp(now, local_zone)
    try:
        if "-" in text:
            wanted = datetime.fromisoformat(text.strip())
            wanted = wanted if wanted.tzinfo else wanted.replace(tzinfo=local_zone)
        else:
            hour, minute = (int(part) for part in text.split(":"))
            wanted = today.replace(hour=hour, minute=minute, second=0, microsecond=0)
            if wanted <= today:
                wanted += timedelta(days=1)
        shown = wanted.astimezone(UTC).astimezone(wanted.tzinfo)
    except (ValueError, OverflowError):
        raise CampaignRefused(
            _("The campaign was not sent"),
            _("“{time}” is not a time.", time=text),
            _("Write it as 18:30 or 2026-11-22 18:30."),
        ) from None
    if shown.replace(tzinfo=None) != wanted.replace(tzinfo=None):
        raise CampaignRefused(
            _("The campaign was not sent"),
            _("There is no {time} on that day: the clocks go forward.", time=text),
            _("Choose another time."),
        )
    return _checked(int(wanted.timestamp()), now, text)


def _checked(send_at: int, now: int, as_asked: str) -> Departure:
    if not LEAST_MINUTES * 60 <= send_at - now <= MOST_HOURS * 3600:
        raise CampaignRefused(
            _("The campaign was not sent"),
            _(
                "{time} is not between {least} minutes and {most} hours from now.",
                time=as_asked,
                least=LEAST_MINUTES,
                most=MOST_HOURS,
            ),
            _("Choose a time in between: until ten minutes before it, the campaign can be recalled."),
        )
    return Departure(send_at)


def wave_sizes(people: int) -> list[int]:
    """How many people leave together: waves of 10,000, but at most four, so that few slots are used."""
    if people == 0:
        return []
    waves = min(MOST_WAVES, -(-people // PEOPLE_PER_WAVE))
    size = -(-people // waves // 1000) * 1000 if people > PEOPLE_PER_WAVE else people
    return [min(size, people - start) for start in range(0, people, size)]


def can_cancel(wave: Wave, now: int) -> bool:
    """Whether SendGrid would still cancel this wave, with a margin. ``now``: by its clock."""
    return bool(wave.batch_id) and now + CANCEL_SECONDS + MARGIN_SECONDS < wave.send_at


def has_left(wave: Wave, now: int) -> bool:
    """Whether the wave's mails are on their way by now."""
    return wave.cancelled_at is None and wave.send_at <= now


def slots_used(session: Session, now: int) -> int:
    """Cancelled batches of this shop whose time has not yet come: each holds one of the account's slots."""
    return (
        session.scalar(
            select(func.count()).where(
                Wave.cancelled_at.is_not(None), Wave.batch_id != "", Wave.send_at > now
            )
        )
        or 0
    )
