"""A campaign that has left, and the file it leaves behind as a plain value."""

from pathlib import Path
from typing import Any

from sqlalchemy import select

from shopmail.model import Contact, Delivery, Event, Suppression, SyncMark
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from tests.builders import AClock
from tests.sending.ready import a_campaign, an_open_shop, in_half_an_hour, post_office
from tests.standin import StandIn

HOUR = 3600


def a_sent_campaign(folder: Path, post: StandIn, people: int = 3) -> tuple[Shop, int]:
    """A shop whose campaign left an hour ago."""
    clock = AClock()
    shop = an_open_shop(folder, people, clock)
    campaign_id = a_campaign(shop)
    send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
    an_hour_passes(shop, post)
    return shop, campaign_id


def an_hour_passes(shop: Shop, post: StandIn) -> None:
    clock = shop.clock
    assert isinstance(clock, AClock)
    clock.moment += HOUR
    post.clock.advance(HOUR)


def told(shop: Shop) -> dict[str, list[Any]]:
    """What the file knows of feedback, without row numbers.

    Of two refusals for the same reason the later date stands; whose words are kept beside it depends on which
    was heard first, and decides nothing, so the words are left out.
    """
    with shop.reading() as session:
        events = session.execute(
            select(
                Event.kind, Event.email, Event.at, Event.group_id, Event.reason, Event.status, Delivery.email
            ).join(Delivery, Delivery.id == Event.delivery_id, isouter=True)
        ).all()
        deliveries = session.execute(
            select(Delivery.campaign_id, Delivery.email, Delivery.state, Delivery.reason, Delivery.left_at)
        ).all()
        refusals = session.execute(select(Suppression.email, Suppression.reason, Suppression.at)).all()
        return {
            "events": sorted(map(str, events)),
            "deliveries": sorted(map(str, deliveries)),
            "refusals": sorted(map(str, refusals)),
            "people": sorted(session.scalars(select(Contact.email))),
        }


def read_until(shop: Shop) -> dict[str, int]:
    """How far each list has been read."""
    with shop.reading() as session:
        return {mark.kind: mark.read_until for mark in session.scalars(select(SyncMark))}
