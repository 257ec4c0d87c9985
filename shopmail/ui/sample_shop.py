"""The sample shop to look around in: invented people and campaigns, made by the same acts as real ones."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail import paths
from shopmail.ui.background import Progress, Stopped

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.delivery.provider import FeedbackRow
    from shopmail.storage.shop import Shop

_DETAILS = {
    "shop.name": "Květiny U Mostu",
    "shop.address": "Mostní 12, 397 01 Písek",
    "shop.company_number": "12345678",
    "sender.email": "obchod@example.com",
    "sender.name": "Květiny U Mostu",
}
# File, what it holds, and what its source is called.
_LISTS = (
    ("left.csv", "do-not-mail", "Do not mail"),
    ("fair-2019.csv", "old-list", "Jarmark 2019"),
    ("orders.csv", "customers", "E-shop orders"),
    ("newsletter.csv", "signups", "Web form"),
)
_SENT = ("peonies.toml", "autumn.toml")
_DRAFTS = ("wreaths.toml",)


def fill(shop: "Shop", progress: Progress, stopped: Stopped) -> None:
    """Fill an empty shop, step by step; stopped between two steps, it keeps what is there by then."""
    acts: list[Callable[[], object]] = [partial(_describe, shop)]
    acts += [partial(_import, shop, *one) for one in _LISTS]
    acts += [partial(_send, shop, file) for file in _SENT]
    acts += [partial(_draft, shop, file) for file in _DRAFTS]
    for done, act in enumerate(acts):
        if stopped():
            return
        progress(done, len(acts))
        act()
    progress(len(acts), len(acts))


def _describe(shop: "Shop") -> None:
    from shopmail.segments import saving

    shop.change_settings(_DETAILS)
    segments = json.loads((_folder() / "segments.json").read_text(encoding="utf-8"))
    for name, definition in segments.items():
        saving.save(shop, name, json.dumps(definition))


def _import(shop: "Shop", file: str, kind: str, source: str) -> None:
    from shopmail.importing.applying import apply
    from shopmail.importing.plan import Plan
    from shopmail.importing.request import Request
    from shopmail.model import ImportKind

    request = Request(path=_folder() / file, kind=ImportKind(kind), source_name=source)
    with Plan(shop, request, lambda _done, _total: None, lambda: False) as plan:
        apply(plan)


def _draft(shop: "Shop", file: str) -> int:
    from shopmail.campaigns.drafting import read_draft
    from shopmail.campaigns.saving import create

    return create(shop, read_draft(_folder() / file))


def _send(shop: "Shop", file: str) -> None:
    """Send to the rehearsal outbox, and let a few invented answers come back."""
    from shopmail.delivery.rehearsal import RehearsalOutbox
    from shopmail.feedback.recording import record
    from shopmail.sending.fence import Departure
    from shopmail.sending.post_office import outbox_of
    from shopmail.sending.starting import send

    campaign_id = _draft(shop, file)
    outbox = RehearsalOutbox(outbox_of(shop), shop.clock)
    # In the story that the sample tells, SendGrid took these mails, and people answered.
    outbox.name = "sendgrid"
    send(shop, outbox, campaign_id, lambda _now: Departure(0))
    with shop.transaction() as session:
        record(session, shop.address_key, _answers(session, campaign_id, shop.clock.now()), shop.clock.now())


def _answers(session: "Session", campaign_id: int, now: int) -> "list[FeedbackRow]":
    """Invented: every 40th mailbox is gone, every 55th person leaves, one is full, one complains."""
    from sqlalchemy import select

    from shopmail.delivery.provider import FeedbackKind, FeedbackRow
    from shopmail.model import Delivery

    found = select(Delivery.email).where(Delivery.campaign_id == campaign_id).order_by(Delivery.id)
    emails = session.scalars(found).all()
    rows = [
        FeedbackRow(FeedbackKind.BOUNCE, email, now, "550 5.1.1 User unknown", "5.1.1")
        for email in emails[7::40]
    ]
    rows += [FeedbackRow(FeedbackKind.GROUP_UNSUBSCRIBE, email, now, group=1) for email in emails[11::55]]
    rows += [
        FeedbackRow(FeedbackKind.BLOCK, email, now, "452 4.2.2 Mailbox full", "4.2.2")
        for email in emails[3:4]
    ]
    rows += [FeedbackRow(FeedbackKind.SPAM_REPORT, email, now) for email in emails[5:6]]
    return rows


def _folder() -> Path:
    return paths.resources() / "sample_shop"
