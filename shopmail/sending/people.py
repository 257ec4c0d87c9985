"""The people of a campaign that was sent: where each one's mail is, counted once; and who was left out."""

from enum import StrEnum

from msgspec import Struct
from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session

from shopmail.campaigns.saving import get
from shopmail.contacts import search as searching
from shopmail.model import CampaignState, Contact, Delivery, DeliveryState, LeftOut, Wave
from shopmail.sending.fence import CANCEL_SECONDS, MARGIN_SECONDS
from shopmail.sending.one_office import office_of


class Place(StrEnum):
    """Where a mail is, as the owner sees it; every mail is in exactly one."""

    WAITING = "waiting"
    HELD = "held"
    HANDING_OVER = "handing-over"
    AT_POST = "at-post"
    """Taken, and kept until its time."""
    GONE = "gone"
    """Taken, and its time has come."""
    ARRIVED = "arrived"
    CAME_BACK = "came-back"
    COMPLAINED = "complained"
    DROPPED = "dropped"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    RECALLED = "recalled"


_PLACES: dict[DeliveryState, Place] = {
    DeliveryState.QUEUED: Place.WAITING,
    DeliveryState.HELD: Place.HELD,
    DeliveryState.IN_FLIGHT: Place.HANDING_OVER,
    DeliveryState.ACCEPTED: Place.AT_POST,
    DeliveryState.DELIVERED: Place.ARRIVED,
    DeliveryState.BOUNCED: Place.CAME_BACK,
    DeliveryState.COMPLAINED: Place.COMPLAINED,
    DeliveryState.DROPPED: Place.DROPPED,
    DeliveryState.REJECTED: Place.REFUSED,
    DeliveryState.UNKNOWN: Place.UNKNOWN,
    DeliveryState.RECALLED: Place.RECALLED,
}

_HANDED_OVER = (DeliveryState.IN_FLIGHT, DeliveryState.ACCEPTED, DeliveryState.UNKNOWN)

_NEVER = (DeliveryState.HELD, DeliveryState.REJECTED, DeliveryState.RECALLED)
"""These people don't get it anyway."""


class Person(Struct, frozen=True):
    """One person of a campaign. ``reason``: why it did not arrive, a server's or our words, or a code."""

    contact_id: int
    email: str
    name: str
    place: Place
    reason: str
    since: int


class Out(Struct, frozen=True):
    """Somebody who matched and was left out; ``reason`` is a ``WhyNot`` code."""

    contact_id: int
    email: str
    name: str
    reason: str


class Stand(Struct, frozen=True):
    """Where a campaign stands, at one moment. Moments are Unix seconds; 0 where there is none."""

    name: str
    state: CampaignState
    places: dict[Place, int]
    left_out: int
    stopped_because: str
    requested_at: int
    leaves_at: int
    """When the next wave leaves that was handed over, at least in part."""
    last_leaves_at: int
    recall_until: int
    """Until when all that was handed over and can be taken back now still can; 0: nothing can."""
    recallable: int
    """People who would not get it if it were recalled now: still waiting, or in a wave that can be."""
    too_late: int
    """People whose mail has left, or can't be taken back any more."""
    at_once: bool
    """Sent without a time ahead."""
    rehearsed: bool
    """Given to the rehearsal outbox: nobody gets it."""

    @property
    def recipients(self) -> int:
        """Everybody the campaign is for."""
        return sum(self.places.values())


def stand(session: Session, campaign_id: int, now: int) -> Stand:
    """Where the campaign stands at ``now``; raises ``CampaignRefused`` when there is none of that number."""
    campaign = get(session, campaign_id)
    counted = session.execute(
        select(Wave.send_at, Wave.cancelled_at, Wave.batch_id, Delivery.state, func.count())
        .join(Wave, Wave.id == Delivery.wave_id)
        .where(Delivery.campaign_id == campaign_id)
        .group_by(Wave.id, Delivery.state)
    ).all()
    places = dict.fromkeys(Place, 0)
    leaving: list[int] = []
    closing: list[int] = []
    recallable = too_late = 0
    for send_at, cancelled_at, batch_id, state, people in counted:
        place = _PLACES[state]
        if place is Place.AT_POST and cancelled_at is None:
            leaving.append(send_at)
            place = Place.AT_POST if send_at > now else Place.GONE
        places[place] += people
        closes = send_at - CANCEL_SECONDS - MARGIN_SECONDS if batch_id and cancelled_at is None else 0
        if state is DeliveryState.QUEUED:
            recallable += people
        elif state in _HANDED_OVER and now < closes:
            recallable += people
            closing.append(closes)
        elif state not in _NEVER:
            too_late += people
    out = session.scalar(select(func.count()).where(LeftOut.campaign_id == campaign_id)) or 0
    return Stand(
        name=campaign.name,
        state=campaign.state,
        places=places,
        left_out=out,
        stopped_because=campaign.stopped_because,
        requested_at=campaign.send_requested_at or 0,
        leaves_at=min((moment for moment in leaving if moment > now), default=0),
        last_leaves_at=max(leaving, default=0),
        recall_until=min(closing, default=0),
        recallable=recallable,
        too_late=too_late,
        at_once=bool(counted) and not any(row[0] for row in counted),
        rehearsed=office_of(session, campaign) == "rehearsal",
    )


def deliveries(
    session: Session,
    campaign_id: int,
    place: Place | None,
    search: str,
    offset: int,
    limit: int,
    now: int,
) -> list[Person]:
    """People of the campaign by name, those in ``place`` only if it is given."""
    where = _place(now).label("place")
    query = (
        select(
            Delivery.contact_id,
            Delivery.email,
            Contact.first_name,
            Contact.last_name,
            where,
            Delivery.reason,
            Delivery.changed_at,
        )
        .select_from(Delivery)
        .join(Contact, Contact.id == Delivery.contact_id)
        .join(Wave, Wave.id == Delivery.wave_id)
        .where(*_those(campaign_id, place, search, now))
        .order_by(Contact.name_order, Contact.id)
    )
    return [
        Person(row[0], row[1], f"{row[2]} {row[3]}".strip(), Place(row[4]), row[5], row[6])
        for row in session.execute(query.offset(offset).limit(limit))
    ]


def how_many(session: Session, campaign_id: int, place: Place | None, search: str, now: int) -> int:
    """How many of them there are."""
    query = (
        select(func.count())
        .select_from(Delivery)
        .join(Wave, Wave.id == Delivery.wave_id)
        .where(*_those(campaign_id, place, search, now))
    )
    return session.scalar(query) or 0


def left_out(session: Session, campaign_id: int, search: str, offset: int, limit: int) -> list[Out]:
    """Who matched and was left out when the campaign was sent, by name."""
    query = (
        select(LeftOut.contact_id, Contact.email, Contact.first_name, Contact.last_name, LeftOut.reason)
        .join(Contact, Contact.id == LeftOut.contact_id)
        .where(*_out(campaign_id, search))
        .order_by(Contact.name_order, Contact.id)
    )
    return [
        Out(row[0], row[1], f"{row[2]} {row[3]}".strip(), row[4])
        for row in session.execute(query.offset(offset).limit(limit))
    ]


def how_many_left_out(session: Session, campaign_id: int, search: str) -> int:
    """How many of them there are."""
    return session.scalar(select(func.count()).select_from(LeftOut).where(*_out(campaign_id, search))) or 0


def _those(campaign_id: int, place: Place | None, search: str, now: int) -> list[ColumnElement[bool]]:
    wanted = [Delivery.campaign_id == campaign_id]
    if search.strip():
        wanted.append(Delivery.contact_id.in_(_found(search)))
    if place is not None:
        # The state first: it has an index.
        wanted.append(Delivery.state.in_(_states_of(place)))
        wanted.append(_place(now) == place.value)
    return wanted


def _out(campaign_id: int, search: str) -> list[ColumnElement[bool]]:
    wanted = [LeftOut.campaign_id == campaign_id]
    return [*wanted, LeftOut.contact_id.in_(_found(search))] if search.strip() else wanted


def _found(search: str) -> Select[int]:
    return searching.hits(search)


def _place(now: int) -> ColumnElement[str]:
    """SQL over ``Delivery`` and its ``Wave``: the ``Place``, by the same rule as ``stand`` has it."""
    gone = (Delivery.state == DeliveryState.ACCEPTED) & Wave.cancelled_at.is_(None) & (Wave.send_at <= now)
    names = {state.value: place.value for state, place in _PLACES.items()}
    return case((gone, Place.GONE.value), else_=case(names, value=Delivery.state))


def _states_of(place: Place) -> list[DeliveryState]:
    wanted = Place.AT_POST if place is Place.GONE else place
    return [state for state, found in _PLACES.items() if found is wanted]
