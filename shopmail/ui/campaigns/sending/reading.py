"""What the sheet and the page of sending read of the shop file, ready to be shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopmail.ui.campaigns.outbox.reading import Opened, with_pictures
from shopmail.ui.campaigns.sending import moments
from shopmail.ui.campaigns.sending.words import PLACES, REASONS, place_words
from shopmail.ui.widgets.cells import Cell, Column
from shopmail.ui.widgets.states import State
from shopmail.wording import N_, _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.sending.people import Stand
    from shopmail.sending.planning import SendPlan
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop

COLUMNS = (
    Column(N_("Name"), 26, least=120, stays=True),
    Column(N_("Address"), 36, least=144, stays=True),
    Column(N_("State"), 38, least=144, stays=True),
    Column(N_("Since"), 0, numbers=True, least=88),
)
LEFT_OUT = "left-out"
"""The key of those who were left out, beside the values of ``sending.people.Place``; empty: all."""
_AT_ONCE = 1000
_FIELD = re.compile(r"\{\{\s*(\w+).*?\}\}")


@dataclass(frozen=True)
class Asked:
    """Which people of which campaign are shown."""

    campaign_id: int
    key: str = ""
    search: str = ""
    rehearsed: bool = False


@dataclass(frozen=True)
class Doubts:
    """People of whom nobody can tell, by what can be done about it."""

    to_settle: int
    to_decide: frozenset[str]
    """Recipient ids: they may be mailed again if the owner wants it."""
    waiting: int
    """Their time, or the quarter of an hour after it, has not passed."""
    over: int
    """They were mailed again once; nothing more is done."""

    @property
    def people(self) -> int:
        """All of them."""
        return self.to_settle + len(self.to_decide) + self.waiting + self.over


@dataclass(frozen=True)
class Shown:
    """A campaign's sending as the page shows it, and the moment at which it was read."""

    id: int
    stand: "Stand"
    places: dict[str, int]
    """People by the value of ``sending.people.Place``; each is counted once."""
    doubts: Doubts
    now: int

    @property
    def state(self) -> str:
        """The value of ``model.CampaignState``."""
        return self.stand.state.value


def subject_words(subject: str) -> str:
    """A subject as the owner reads it: ``‹first name›`` instead of the field's spelling."""
    return _FIELD.sub(lambda match: f"‹{match[1].replace('_', ' ')}›", subject)


def plan(shop: "Shop", campaign_id: int) -> "SendPlan":
    """What sending the campaign would do now; raises what ``send_plan`` raises."""
    from shopmail import keychain
    from shopmail.sending.planning import send_plan
    from shopmail.storage.shop import settings_of

    has_key = keychain.place_of(shop.id) is not None
    with shop.reading() as session:
        return send_plan(
            session,
            campaign_id,
            settings_of(session),
            shop.clock.now(),
            "sendgrid" if has_key else "rehearsal",
        )


def shown(session: "Session", campaign_id: int, now: int) -> Shown:
    """Where the campaign stands; raises ``CampaignRefused`` for an unknown one."""
    from shopmail.sending.deciding import unknown
    from shopmail.sending.people import Place, stand

    found = stand(session, campaign_id, now)
    doubts = unknown(session, campaign_id, now) if found.places[Place.UNKNOWN] else []
    over = sum(doubt.was_sent_again and not doubt.may_be_settled for doubt in doubts)
    to_settle = sum(doubt.may_be_settled for doubt in doubts)
    to_decide = frozenset(doubt.recipient_id for doubt in doubts if doubt.may_be_sent_again)
    waiting = len(doubts) - over - to_settle - len(to_decide)
    places = {place.value: people for place, people in found.places.items()}
    return Shown(campaign_id, found, places, Doubts(to_settle, to_decide, waiting, over), now)


def copy(shop: "Shop", campaign_id: int, email: str) -> Opened:
    """The mail of one recipient as it was frozen when it was sent, with what is known of them today.

    ``email``: an address of the list; empty: the first recipient's. Raises ``CampaignRefused`` when nobody
    has that address any more.
    """
    from sqlalchemy import select

    from shopmail.campaigns.previewing import preview
    from shopmail.campaigns.saving import get
    from shopmail.model import Delivery

    with shop.reading() as session:
        campaign = get(session, campaign_id)
        first = (
            select(Delivery.email).where(Delivery.campaign_id == campaign_id).order_by(Delivery.id).limit(1)
        )
        mail = preview(session, campaign, email or session.scalar(first) or "").mail
    return Opened(mail.to, "", mail.subject, 0, with_pictures(shop, mail.html, {}), mail.text)


def rows(
    session: "Session", settings: "Settings", asked: Asked, offset: int, limit: int, now: int
) -> list[tuple[Cell, ...]]:
    """Some people in the order of ``COLUMNS``."""
    from shopmail.sending import people

    zone = settings.shop.timezone
    if asked.key == LEFT_OUT:
        out = people.left_out(session, asked.campaign_id, asked.search, offset, limit)
        return [
            (Cell(one.name), Cell(one.email, muted=True), _reason_cell(one.reason), Cell("")) for one in out
        ]
    place = people.Place(asked.key) if asked.key else None
    found = people.deliveries(session, asked.campaign_id, place, asked.search, offset, limit, now)
    return [
        (
            Cell(one.name),
            Cell(one.email, muted=True),
            _place_cell(one, rehearsed=asked.rehearsed),
            Cell(moments.near(one.since, now, zone)),
        )
        for one in found
    ]


def count(session: "Session", asked: Asked, now: int) -> int:
    """How many people ``asked`` finds."""
    from shopmail.sending import people

    if asked.key == LEFT_OUT:
        return people.how_many_left_out(session, asked.campaign_id, asked.search)
    place = people.Place(asked.key) if asked.key else None
    return people.how_many(session, asked.campaign_id, place, asked.search, now)


def chosen_rows(
    session: "Session", settings: "Settings", asked: Asked, blocks: Sequence[tuple[int, int]], now: int
) -> list[tuple[Cell, ...]]:
    """The rows of these blocks (first and last) of the table."""
    return [
        row for first, last in blocks for row in rows(session, settings, asked, first, last - first + 1, now)
    ]


def save(session: "Session", settings: "Settings", asked: Asked, path: Path, now: int) -> int:
    """Write all people whom ``asked`` finds into a CSV file as the table shows them; how many.

    Raises ``FileRefused`` where the file can't be written.
    """
    import csv

    from shopmail.contacts.exporting import whole_or_none
    from shopmail.contacts.guarding import guarded
    from shopmail.errors import FileRefused

    written = 0
    try:
        with whole_or_none(path) as file:
            writer = csv.writer(file)
            writer.writerow([_(column.title) for column in COLUMNS])
            while some := rows(session, settings, asked, written, _AT_ONCE, now):
                writer.writerows([guarded(cell.words) for cell in line] for line in some)
                written += len(some)
    except OSError as fault:
        raise FileRefused(
            _("The list was not exported"),
            _("“{file}” can't be written: {why}.", file=str(path), why=fault.strerror or str(fault)),
            _("Choose another folder."),
        ) from None
    return written


def _reason_cell(code: str) -> Cell:
    reason = REASONS[code]
    return Cell(_(reason.title), reason.state, more=_(reason.sentence))


def _place_cell(one: Any, *, rehearsed: bool) -> Cell:
    look = PLACES[one.place.value]
    words = place_words(one.place.value, rehearsed=rehearsed)
    more = _(REASONS[one.reason].sentence) if one.reason in REASONS else one.reason
    return Cell(words, State(look.role, look.icon, look.words), more=more)
