"""Keeping campaigns: begun, written on, put away, deleted and brought back, listed."""

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from shopmail.campaigns import pictures
from shopmail.campaigns.composing import address_words, outgoing, write, written_of
from shopmail.campaigns.content import Written as Written  # handed on: who keeps needs both
from shopmail.campaigns.drafting import Draft
from shopmail.campaigns.skeleton import new_letters
from shopmail.errors import CampaignRefused
from shopmail.model import Campaign, CampaignState, Delivery, ShopFact
from shopmail.segments import naming
from shopmail.segments.saving import find
from shopmail.storage.shop import Shop
from shopmail.wording import _

_NEWEST = "newest_campaign"
"""The fact that holds the highest number that a deleted draft had."""


class Opened(Struct, frozen=True):
    """A campaign and what is written of it. Moments are Unix seconds."""

    id: int
    state: CampaignState
    written: Written
    letters: str
    archived_at: int | None
    created_at: int
    send_requested_at: int | None


class Listed(Struct, frozen=True):
    """One line of the list of campaigns. ``recipients``: 0 for a draft."""

    id: int
    name: str
    subject: str
    state: CampaignState
    recipients: int
    created_at: int
    send_requested_at: int | None
    archived_at: int | None
    segment_id: int | None


def create(shop: Shop, draft: Draft) -> int:
    """Keep the draft as a new campaign; its id.

    Raises ``CampaignRefused`` for a template with a mistake, ``InputRefused`` for an unknown segment,
    ``FileRefused`` for a picture that is none; no campaign is kept then.
    """
    blocks = list(draft.content.blocks)
    for place, path in draft.pictures:
        blocks[place] = replace(blocks[place], url=f"cid:{pictures.keep(shop, path).cid}")
    with shop.transaction() as session:
        content = draft.content
        written = Written(
            name=draft.name,
            subject=content.subject,
            preview_text=content.preview_text,
            sender=address_words(draft.sender) if draft.sender else "",
            reply_to=address_words(draft.reply_to) if draft.reply_to else "",
            segment_id=find(session, draft.segment).id if draft.segment else None,
            html=content.html,
            blocks=tuple(blocks),
        )
        campaign = _added(session, written, shop.clock.now())
        outgoing(session, campaign)
        return campaign.id


def begin(shop: Shop, written: Written) -> int:
    """Keep what is written so far as a new draft, finished or not; its id."""
    with shop.transaction() as session:
        return _added(session, written, shop.clock.now()).id


def opened(session: Session, campaign_id: int) -> Opened:
    """The campaign with this number; raises ``CampaignRefused`` when there is none."""
    return _opened(get(session, campaign_id))


def keep(shop: Shop, campaign_id: int, written: Written) -> int:
    """Keep what is written of a draft, also with mistakes in it; the moment, in Unix seconds.

    Raises ``CampaignRefused`` when it is no draft any more: what is being sent stays what it was.
    """
    now = shop.clock.now()
    with shop.transaction() as session:
        campaign = get(session, campaign_id)
        if campaign.state is not CampaignState.DRAFT:
            raise CampaignRefused(
                _("The change was not kept"),
                _("“{name}” is no draft any more: it was given to be sent.", name=campaign.name),
                _("What is sent stays as it was. Duplicate it to write on."),
            )
        write(written, campaign)
        return now


def rename(shop: Shop, campaign_id: int, name: str) -> str:
    """Call a campaign ``name``, whatever its state, and answer the name as it is kept.

    Raises ``InputRefused`` for a name that is none, ``CampaignRefused`` when there is no such campaign.
    """
    kept = naming.checked(
        name,
        _("The campaign was not renamed"),
        _("A campaign needs a name."),
        _("Only you see it: call it as you like."),
    )
    with shop.transaction() as session:
        get(session, campaign_id).name = kept
        return kept


def duplicate(shop: Shop, campaign_id: int) -> int:
    """A new draft of the same mail to the same people, called “Name (2)”; its id."""
    with shop.transaction() as session:
        campaign = get(session, campaign_id)
        name = naming.numbered(campaign.name, session.scalars(select(Campaign.name)))
        copy = Campaign(state=CampaignState.DRAFT, letters=new_letters(), created_at=shop.clock.now())
        write(written_of(campaign), copy)
        copy.name = name
        return _numbered(session, copy).id


def archive(shop: Shop, campaign_id: int, archived: bool) -> None:
    """Put a campaign away, out of the list, or take it out again; nothing else of it changes."""
    with shop.transaction() as session:
        campaign = get(session, campaign_id)
        if archived != (campaign.archived_at is not None):
            campaign.archived_at = shop.clock.now() if archived else None


def delete(shop: Shop, campaign_id: int) -> Opened:
    """Delete a draft, and answer all that ``restore`` needs to bring it back.

    Raises ``CampaignRefused`` for one that was sent: its people and its report hang on it.
    """
    with shop.transaction() as session:
        campaign = get(session, campaign_id)
        if campaign.state is not CampaignState.DRAFT:
            raise CampaignRefused(
                _("The campaign was not deleted"),
                _("“{name}” was sent, and who got it must stay known.", name=campaign.name),
                _("Archive it: then it is in no list any more."),
            )
        gone = _opened(campaign)
        # Remembered, so that a window that still has this draft open never writes into another one.
        session.merge(ShopFact(name=_NEWEST, value=str(_highest(session)).encode()))
        session.delete(campaign)
        return gone


def restore(shop: Shop, gone: Opened) -> int:
    """Bring a deleted draft back under its own number; its id. Once is enough: a second time does nothing."""
    with shop.transaction() as session:
        if session.get(Campaign, gone.id) is None:
            campaign = Campaign(
                id=gone.id,
                state=gone.state,
                letters=gone.letters,
                created_at=gone.created_at,
                archived_at=gone.archived_at,
            )
            write(gone.written, campaign)
            session.add(campaign)
        return gone.id


def get(session: Session, campaign_id: int) -> Campaign:
    """The campaign with this number; raises ``CampaignRefused`` when there is none."""
    campaign = session.get(Campaign, campaign_id)
    if campaign is None:
        raise CampaignRefused(
            _("There is no such campaign"),
            _("No campaign has the number {number}.", number=campaign_id),
            _("Look at the list of campaigns."),
        )
    return campaign


def listing(session: Session, archived: bool = False) -> list[Listed]:
    """The campaigns that are not put away, or only those that are; the newest first."""
    recipients = (
        select(func.count()).where(Delivery.campaign_id == Campaign.id).correlate(Campaign).scalar_subquery()
    )
    put_away = Campaign.archived_at.is_not(None) if archived else Campaign.archived_at.is_(None)
    return [
        Listed(
            id=campaign.id,
            name=campaign.name,
            subject=campaign.subject,
            state=campaign.state,
            recipients=people,
            created_at=campaign.created_at,
            send_requested_at=campaign.send_requested_at,
            archived_at=campaign.archived_at,
            segment_id=campaign.segment_id,
        )
        for campaign, people in session.execute(
            select(Campaign, recipients).where(put_away).order_by(Campaign.id.desc())
        )
    ]


def _added(session: Session, written: Written, now: int) -> Campaign:
    campaign = Campaign(state=CampaignState.DRAFT, letters=new_letters(), created_at=now)
    write(written, campaign)
    return _numbered(session, campaign)


def _numbered(session: Session, campaign: Campaign) -> Campaign:
    """``campaign``, added under a number that no other ever had."""
    campaign.id = _highest(session) + 1
    session.add(campaign)
    session.flush()
    return campaign


def _highest(session: Session) -> int:
    newest = session.get(ShopFact, _NEWEST)
    return max(session.scalar(select(func.max(Campaign.id))) or 0, int(newest.value) if newest else 0)


def _opened(campaign: Campaign) -> Opened:
    return Opened(
        id=campaign.id,
        state=campaign.state,
        written=written_of(campaign),
        letters=campaign.letters,
        archived_at=campaign.archived_at,
        created_at=campaign.created_at,
        send_requested_at=campaign.send_requested_at,
    )
