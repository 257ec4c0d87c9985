"""A campaign of own HTML, and what the checks say of it."""

from collections.abc import Callable

from sqlalchemy import select, update

from shopmail.campaigns.checks.catalog import Examined, examined, findings
from shopmail.campaigns.checks.check import Finding
from shopmail.campaigns.drafting import parse_draft
from shopmail.campaigns.saving import Written as Written
from shopmail.campaigns.saving import begin, create
from shopmail.model import Campaign, CampaignState, Contact, Delivery, DeliveryState, Wave
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_source
from tests.sending.ready import SHOP, add_people

IDENTITY = f"{SHOP['shop__name']}, {SHOP['shop__address']}, IČO {SHOP['shop__company_number']}"
MARKED = "Obchodní sdělení."
LEAVE = '<a href="{{ unsubscribe_url }}">Odhlásit</a>'
LAWFUL = f"<p>{IDENTITY}. {MARKED}</p>{LEAVE}"
OWN = 'name = "A"\nsubject = "B"\nhtml_file = "mail.html"\n'


def of_html(shop: Shop, html: str) -> int:
    """A draft of own HTML; its number."""
    return create(shop, parse_draft(OWN, lambda _name: html))


def of_written(shop: Shop, **values: object) -> int:
    """A draft that need not be finished; its number."""
    written: Callable[..., Written] = Written
    return begin(shop, written(**{"name": "A", "subject": "B", "html": LAWFUL} | values))


def codes(found: list[Finding]) -> list[tuple[str, bool]]:
    """(code, stops) of each finding."""
    return [(finding.code, finding.stops) for finding in found]


def found(shop: Shop, html: str) -> list[tuple[str, bool]]:
    """What is found of own HTML."""
    return codes(findings(shop, of_html(shop, html)))


def rows(shop: Shop, campaign_id: int) -> dict[str, Examined]:
    """What each check says, by its key."""
    return {row.key: row for row in examined(shop, campaign_id)}


def people_from(shop: Shop, source: str, emails: list[str]) -> None:
    """People who agreed and first came from this source."""
    add_people(shop, emails)
    with shop.transaction() as session:
        source_id = a_source(session, source).id
        session.execute(update(Contact).where(Contact.email.in_(emails)).values(source_id=source_id))


def was_sent(shop: Shop, state: DeliveryState, to: str, days_ago: int = 1) -> None:
    """A campaign that was sent to everybody whose address ends in ``to``."""
    with shop.transaction() as session:
        at = NOON - days_ago * 86_400
        campaign = Campaign(
            state=CampaignState.HANDED_OVER,
            name="Before",
            subject="Before",
            content={"blocks": []},
            letters="abcdefgh",
            created_at=at,
            send_requested_at=at,
        )
        session.add(campaign)
        session.flush()
        wave = Wave(campaign_id=campaign.id, number=1, send_at=0)
        session.add(wave)
        session.flush()
        people = session.scalars(select(Contact).where(Contact.email.endswith(to))).all()
        session.add_all(
            Delivery(
                campaign_id=campaign.id,
                contact_id=person.id,
                address_hash=person.address_hash,
                email=person.email,
                recipient_id=f"{campaign.id}-{person.id}",
                wave_id=wave.id,
                state=state,
                changed_at=at,
            )
            for person in people
        )
