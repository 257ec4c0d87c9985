"""A death at any point of hearing back: every row is recorded once, and nothing is skipped."""

import shutil
from pathlib import Path
from typing import Any

from shopmail.feedback.collecting import collect
from shopmail.storage.checking import check
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock
from tests.crashing import Forge
from tests.crashing.dump import dump
from tests.feedback.heard import HOUR, a_sent_campaign
from tests.sending.ready import post_office
from tests.standin import StandIn

LISTS = ("bounces", "blocks", "invalid_emails", "spam_reports", "unsubscribes")


def test_syncing(forge: Forge, tmp_path: Path) -> None:
    with StandIn(start=NOON, ticking=False) as post:
        shop, _campaign_id = a_sent_campaign(tmp_path, post)
        shop.close()
        for number, name in enumerate(LISTS):
            post.add(name, f"p{number % 3}@example.org", NOON + HOUR, "550 5.1.1 no", "5.1.1")
            post.add(name, f"stranger{number}@example.net", NOON + HOUR, "550 5.1.1 no", "5.1.1")
        post.leave_group("p2@example.org", 1001, NOON + HOUR)
        undisturbed = Path(shutil.copy(shop.path, tmp_path / "done.shopmail"))
        sync(undisturbed, post)
        after = dump(undisturbed)

        copy = tmp_path / "copy.shopmail"
        recorded: list[int] = []

        def fresh(_point: int) -> dict[str, Any]:
            for old in tmp_path.glob("copy*"):
                old.unlink()
            shutil.copy(shop.path, copy)
            return {"shop": str(copy), "key": post.key, "url": post.url, "now": NOON + HOUR}

        before: dict[str, list[Any]] = {}
        for _death in forge.deaths("sync", fresh):
            left_behind = dump(copy)
            recorded.append(len(left_behind["event"]))
            if left_behind == before:  # as the death before has left it
                continue
            before = left_behind
            assert check(copy).problems == []
            marks_hold(left_behind)
            sync(copy, post)
            assert dump(copy) == after
    assert recorded == sorted(recorded)
    assert recorded[0] == 0
    assert recorded[-1] == len(after["event"]) == 11
    assert len(recorded) > 40


def sync(path: Path, post: StandIn) -> None:
    with Shop(path, AClock(NOON + HOUR)) as shop:
        collect(shop, post_office(post, shop.clock))


def marks_hold(found: dict[str, list[Any]]) -> None:
    """A list that counts as read has all its rows in the file."""
    read = {row[0] for row in found["sync_mark"] if row[1] == NOON + HOUR}
    rows = [row[1] for row in found["event"]]
    for kind in read:
        assert rows.count(kind) == (1 if kind == "group-unsubscribe" else 2)
