"""Every check, and looking at a campaign with all of them; a new one is a line here."""

from typing import Literal

from msgspec import Struct

from shopmail import keychain
from shopmail.campaigns.checks import handing_over, lawful, mail, people, sender
from shopmail.campaigns.checks.candidate import Asked, Progress, candidate
from shopmail.campaigns.checks.check import Candidate, Check, Finding, Remedy
from shopmail.campaigns.saving import get
from shopmail.storage.shop import Shop, settings_of
from shopmail.wording import _

CHECKS: tuple[Check, ...] = (
    people.SOMEBODY,
    people.SAID_NO,
    sender.SENDER,
    mail.SUBJECT,
    mail.TEMPLATE,
    mail.OWN_WORDS,
    lawful.WAY_OUT,
    lawful.IDENTITY,
    lawful.MARKING,
    mail.FALLBACKS,
    mail.LINKS,
    mail.PICTURES,
    mail.WEB_PICTURES,
    mail.TAKEN_OUT,
    mail.LENGTH,
    people.TIRED,
    people.COMING_BACK,
    lawful.MEASURING,
    handing_over.ONE_BY_ONE,
    handing_over.POST_OFFICE,
)


class Examined(Struct, frozen=True):
    """What one check has to say; there is a sentence also when all is well. Words are in today's language."""

    key: str
    title: str
    state: Literal["good", "warn", "bad"]
    sentence: str
    remedy: Remedy | None = None


def findings(shop: Shop, campaign_id: int) -> list[Finding]:
    """Everything the checks find, on the mails as they would go out now; what stops comes first.

    That the do-not-mail lists could be read is checked by sending itself, right before. Raises
    ``CampaignRefused`` when there is no such campaign, as ``stopping`` and ``examined`` do.
    """
    with shop.reading() as session:
        campaign = get(session, campaign_id)
        looked_at = candidate(session, campaign, settings_of(session), shop.clock.now())
    return sorted(
        (finding for check in CHECKS if check.fits(looked_at) for finding in check.look(looked_at)),
        key=lambda finding: not finding.stops,
    )


def stopping(shop: Shop, campaign_id: int) -> list[Finding]:
    """What keeps the campaign from being sent."""
    return [finding for finding in findings(shop, campaign_id) if finding.stops]


def examined(
    shop: Shop,
    campaign_id: int,
    *,
    progress: Progress = lambda _done, _total: None,
    stopped: Asked = lambda: False,
) -> tuple[Examined, ...]:
    """Every check that can look at the campaign, in their order, with what it says; also what is well.

    Asks the key store, which may take its time. Raises ``Stopped`` when asked to.
    """
    has_key = keychain.place_of(shop.id) is not None
    with shop.reading() as session:
        campaign = get(session, campaign_id)
        looked_at = candidate(
            session,
            campaign,
            settings_of(session),
            shop.clock.now(),
            has_key=has_key,
            progress=progress,
            stopped=stopped,
        )
    return tuple(_examined(check, looked_at) for check in CHECKS if check.fits(looked_at))


def _examined(check: Check, looked_at: Candidate) -> Examined:
    found = sorted(check.look(looked_at), key=lambda finding: not finding.stops)
    if not found:
        return Examined(check.key, _(check.title), "good", check.well(looked_at))
    return Examined(
        key=check.key,
        title=_(check.title),
        state="bad" if found[0].stops else "warn",
        sentence=" ".join(finding.sentence for finding in found),
        remedy=check.remedies.get(found[0].remedy or found[0].code),
    )
