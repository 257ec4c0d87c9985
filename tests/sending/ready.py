"""A shop that is ready to send: people who agreed, a campaign, and the post office that takes it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from shopmail.campaigns.drafting import parse_draft
from shopmail.campaigns.saving import create
from shopmail.clock import Clock
from shopmail.consent.suppressing import address_hash
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.errors import DeliveryError
from shopmail.keychain import Secret
from shopmail.model import Agreement, Contact, Delivery, DeliveryState, DoubleOptIn
from shopmail.sending.fence import Departure, in_minutes
from shopmail.sending.starting import send
from shopmail.sending.status import Status, status
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_shop
from tests.standin import StandIn, faults

SHOP = {
    "shop__name": "Květiny U Mostu",
    "shop__address": "Mostní 12, 397 01 Písek",
    "shop__company_number": "12345678",
    "sender__email": "shop@example.com",
    "sender__name": "Květiny",
}

DRAFT = """
name = "Autumn"
subject = "Autumn for {{ first_name | default: 'you' }}"

[[block]]
kind = "text"
text = "Dear {{ first_name | default: 'friend' }}, the roses of {{ city | default: 'your town' }} are here."
"""

TWO_KINDS = """
name = "Autumn"
subject = "Autumn"

[[block]]
kind = "text"
text = "{% if city %}In {{ city | default: 'town' }}{% else %}Anywhere{% endif %}"
"""
"""People with and without a town get different skeletons, and so requests of their own."""


def an_open_shop(folder: Path, people: int = 3, clock: Clock | None = None, **settings: str) -> Shop:
    """A shop with everything the law wants, and people who agreed: ``p0@example.org`` and so on."""
    shop = a_shop(folder, clock, **(SHOP | settings))
    add_people(shop, [f"p{number}@example.org" for number in range(people)])
    return shop


def add_people(shop: Shop, emails: Sequence[str], **fields: str) -> None:
    """People who confirmed, in one stroke; first name and town differ unless ``fields`` name them."""
    rows = [
        {
            "email": email,
            "email_key": email.lower(),
            "address_hash": address_hash(shop.address_key, email.lower()),
            "first_name": f"Žofie {number}",
            "last_name": f"O'Hara & <{number}>",
            "city": f"Písek {number}",
            "own": {},
            "created_at": NOON,
            "updated_at": NOON,
            "agreement": Agreement.PROVEN,
            "agreed_at": NOON,
            "double_opt_in": DoubleOptIn.CONFIRMED,
            **fields,
        }
        for number, email in enumerate(emails)
    ]
    if rows:
        with shop.transaction() as session:
            session.execute(insert(Contact), rows)


def a_campaign(shop: Shop, draft: str = DRAFT) -> int:
    """The draft, kept; its id."""

    def no_file(name: str) -> str:
        raise AssertionError(f"{name} was asked for")

    return create(shop, parse_draft(draft, no_file))


def post_office(post: StandIn, clock: Clock | None = None, deadline: float = 5.0) -> SendGridProvider:
    """SendGrid as the program sees it, with the stand-in behind it; nobody waits unless the clock does."""
    return SendGridProvider(Secret(post.key), post.url, clock or AClock(), deadline=deadline, quick=deadline)


def in_half_an_hour(now: int) -> Departure:
    return in_minutes(30, now)


def at_once(_now: int) -> Departure:
    return Departure(0)


def states(shop: Shop, campaign_id: int) -> dict[str, DeliveryState]:
    """Address -> where its mail stands."""
    with shop.reading() as session:
        rows = session.execute(
            select(Delivery.email, Delivery.state).where(Delivery.campaign_id == campaign_id)
        )
        return {row[0]: row[1] for row in rows}


def counted(shop: Shop, campaign_id: int) -> Status:
    with shop.reading() as session:
        return status(session, campaign_id)


def the_counts(shop: Shop, campaign_id: int) -> dict[str, int]:
    """State -> people, without the empty ones."""
    return {state.value: count for state, count in counted(shop, campaign_id).counts.items() if count}


def sends(post: StandIn) -> int:
    """How many ``mail/send`` requests came."""
    return sum(request.path == "/v3/mail/send" for request in post.requests)


def live_mails(post: StandIn) -> list[str]:
    """Who got a mail, or will: everything that was accepted and not thrown away; each address as often."""
    return sorted(mail.to for mail in post.mails if mail.state != "cancelled")


def an_answer_that_got_lost(shop: Shop, post: StandIn, clock: AClock) -> int:
    """The number of a campaign to everybody that SendGrid took without a word; it could not be cancelled."""
    campaign_id = a_campaign(shop)
    post.fail("/v3/mail/send", faults.drop_after_accept())
    post.fail("/v3/user/scheduled_sends", faults.status(500), times=20)
    with pytest.raises(DeliveryError):
        send(shop, post_office(post, clock), campaign_id, in_half_an_hour)
    post.clear_faults()
    assert set(the_counts(shop, campaign_id)) == {"unknown"}
    return campaign_id
