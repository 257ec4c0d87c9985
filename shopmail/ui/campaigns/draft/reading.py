"""What the page of a draft reads of the shop file, on a lane."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.campaigns.saving import Opened
    from shopmail.settings import SenderSettings, Settings
    from shopmail.storage.shop import Shop

EVERYONE = ""
"""The key of no segment: everyone who can be mailed."""


@dataclass(frozen=True)
class Read:
    """A campaign as it is opened, and where it belongs: ``page`` as ``campaigns.reading`` has it."""

    opened: "Opened"
    page: str


@dataclass(frozen=True)
class Segments:
    """What can be chosen: ``choices`` are (id, name); ``gone`` the name of a deleted one that is chosen."""

    choices: tuple[tuple[str, str], ...]
    gone: str = ""


@dataclass(frozen=True)
class Counted:
    """Who is meant at this moment. ``definition`` is JSON; ``problem`` says why nobody could be counted."""

    definition: str = ""
    words: str = ""
    matches: int = 0
    mailable: int = 0
    left_out: tuple[tuple[str, int], ...] = ()
    problem: str = ""


@dataclass(frozen=True)
class Senders:
    """The shop's own sender, and whether SendGrid can be asked for others."""

    shop: "SenderSettings"
    shop_name: str
    has_key: bool


def begin(shop: "Shop", name: str, segment_id: int | None) -> int:
    """A new draft; its number."""
    from shopmail.campaigns.saving import Written, begin

    return begin(shop, Written(name=name, segment_id=segment_id))


def read(session: "Session", campaign_id: int, now: int) -> Read:
    """The campaign; raises ``CampaignRefused`` when there is none."""
    from shopmail.campaigns import saving
    from shopmail.ui.campaigns import reading

    opened = saving.opened(session, campaign_id)
    return Read(opened, reading.page_of(session, campaign_id, now))


def segments(session: "Session", segment_id: int | None) -> Segments:
    """All segments by name, and the one that is chosen also when it was deleted."""
    from shopmail.segments import saving

    found = tuple((str(line.id), line.name) for line in saving.listing(session))
    known = segment_id is None or str(segment_id) in dict(found)
    return Segments(found, "" if known or segment_id is None else saving.name_of(session, segment_id))


def counted(session: "Session", settings: "Settings", segment_id: int | None, now: int) -> Counted:
    """Who is meant by the segment now, and who of them can be mailed."""
    import json

    from shopmail.errors import InputRefused
    from shopmail.segments import matching, saving
    from shopmail.segments.definition import EVERYONE as ALL
    from shopmail.segments.definition import as_json
    from shopmail.segments.phrasing import in_words

    try:
        definition = saving.get(session, segment_id).definition if segment_id else ALL
    except InputRefused as refusal:
        return Counted(problem=f"{refusal.title}. {refusal.message} {refusal.remedy}".strip())
    count = matching.count(session, definition, settings, now)
    return Counted(
        definition=json.dumps(as_json(definition)),
        words=in_words(definition) if segment_id else "",
        matches=count.matches,
        mailable=count.mailable,
        left_out=tuple((code.value, people) for code, people in count.left_out.items()),
    )


def senders(shop: "Shop") -> Senders:
    """What the From tab begins with; asks the key store, which may take its time."""
    from shopmail.ui.setup import sender_choices

    filled = sender_choices.read(shop)
    return Senders(filled.sender, filled.shop_name, filled.has_key)


def sender_name(shop: "Shop") -> str:
    """What people see as the sender of the shop's mails."""
    settings = shop.settings()
    return settings.sender.name or settings.shop.name or settings.sender.email


def parts_of(written: str) -> tuple[str, str]:
    """``Name <address>`` as name and address."""
    from shopmail.campaigns.composing import address_of

    address = address_of(written)
    return address.name, address.email


def field_titles(session: "Session") -> tuple[tuple[str, str], ...]:
    """(key, title) of the fields that a subject may use."""
    from shopmail.campaigns.composing import field_titles

    return field_titles(session)
