"""Every check, and looking at a campaign with all of them."""

from sqlalchemy.orm import Session

from shopmail.campaigns.audience import Member, audience, values_of
from shopmail.campaigns.checks import stopping as stops
from shopmail.campaigns.checks import warning as warns
from shopmail.campaigns.checks.check import Candidate, Check, Finding
from shopmail.campaigns.composing import outgoing
from shopmail.campaigns.rendering import CompiledMail
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign
from shopmail.settings import Settings
from shopmail.storage.shop import Shop, settings_of

CHECKS: tuple[Check, ...] = (
    stops.sender,
    stops.identity,
    stops.fallbacks,
    stops.links,
    stops.somebody,
    warns.fallback_share,
    warns.size,
    warns.pictures,
    warns.vague_links,
    warns.removed,
    warns.one_by_one,
)

_AT_ONCE = 1000


def findings(shop: Shop, campaign_id: int) -> list[Finding]:
    """Everything the checks find, on the mails as they would go out now; what stops comes first.

    That the do-not-mail lists could be read is checked by sending itself, right before.
    """
    with shop.reading() as session:
        campaign = session.get_one(Campaign, campaign_id)
        try:
            candidate = _candidate(session, campaign, settings_of(session), shop.clock.now())
        except CampaignRefused as mistake:
            return [Finding("broken-template", True, f"{mistake.message} {mistake.remedy}".strip())]
    found = [finding for check in CHECKS for finding in check(candidate)]
    return sorted(found, key=lambda finding: not finding.stops)


def stopping(shop: Shop, campaign_id: int) -> list[Finding]:
    """What keeps the campaign from being sent."""
    return [finding for finding in findings(shop, campaign_id) if finding.stops]


def _candidate(session: Session, campaign: Campaign, settings: Settings, now: int) -> Candidate:
    going_out = outgoing(session, campaign)
    people = audience(session, campaign, settings, now)
    fell_back, alone = _tried_out(session, going_out.mail, people)
    return Candidate(going_out, settings, people, fell_back, alone)


def _tried_out(session: Session, mail: CompiledMail, people: list[Member]) -> tuple[int, int]:
    """Write everybody's mail once: how many need a fallback, how many a request of their own."""
    mailable = [member.contact_id for member in people if member.why_not is None]
    fell_back = alone = 0
    for start in range(0, len(mailable), _AT_ONCE):
        for values in values_of(session, mailable[start : start + _AT_ONCE]).values():
            rendered = mail.render(values)
            fell_back += bool(rendered.fell_back)
            alone += bool(rendered.group.alone)
    return fell_back, alone
