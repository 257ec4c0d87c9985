"""What is done until the process dies. Everything is imported here, so that a forked child starts at once."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

# Alembic and what it brings is imported by shopmail only when a file has to be made.
import alembic.migration
import alembic.operations  # noqa: F401

import shopmail.storage.migrations  # noqa: F401
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.feedback.collecting import collect
from shopmail.importing.applying import apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import Request
from shopmail.keychain import Secret
from shopmail.model import ImportKind
from shopmail.sending.fence import in_minutes
from shopmail.sending.recalling import recall
from shopmail.sending.starting import send, settle
from shopmail.storage.backup import back_up
from shopmail.storage.shop import Shop
from tests.builders import AClock


def make_shop(shop: str) -> None:
    Shop(Path(shop), AClock()).close()


def import_people(shop: str, file: str, kind: str) -> None:
    with Shop(Path(shop), AClock()) as opened:
        request = Request(path=Path(file), kind=ImportKind(kind))
        with Plan(opened, request, lambda _done, _total: None, lambda: False) as plan:
            apply(plan)


def send_campaign(shop: str, key: str, url: str, campaign_id: int) -> None:
    with Shop(Path(shop), AClock()) as opened:
        send(opened, _post_office(key, url), campaign_id, lambda now: in_minutes(30, now))


def settle_all(shop: str, key: str, url: str) -> None:
    with Shop(Path(shop), AClock()) as opened:
        settle(opened, _post_office(key, url))


def recall_campaign(shop: str, key: str, url: str, campaign_id: int) -> None:
    with Shop(Path(shop), AClock()) as opened:
        recall(opened, _post_office(key, url), campaign_id)


def sync(shop: str, key: str, url: str, now: int) -> None:
    with Shop(Path(shop), AClock(now)) as opened:
        collect(opened, _post_office(key, url))


def back_up_into(shop: str, folder: str) -> None:
    def also_between_pages(_done: int, _total: int) -> None:
        Path(os.devnull).write_bytes(b"")  # what SQLite writes is no point of its own; this is

    with Shop(Path(shop), AClock()) as opened:
        back_up(opened, Path(folder), also_between_pages, pages_at_once=8)


def _post_office(key: str, url: str) -> SendGridProvider:
    return SendGridProvider(Secret(key), url, AClock(), deadline=10.0, quick=10.0)


ACTS: dict[str, Callable[..., Any]] = {
    act.__name__: act
    for act in (make_shop, import_people, send_campaign, settle_all, recall_campaign, sync, back_up_into)
}
