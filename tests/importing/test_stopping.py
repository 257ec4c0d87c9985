"""An import that is being written tells how far it is, can be stopped at any stretch, and done after that."""

from contextlib import closing
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from shopmail.consent.mailable import Standing
from shopmail.errors import ShopFileBusy, Stopped
from shopmail.importing import applying
from shopmail.importing.applying import apply
from shopmail.importing.request import Mode
from shopmail.model import ImportKind, Verdict
from shopmail.storage.locking import is_held
from shopmail.storage.shop import Shop
from tests.builders import a_contact, a_refusal
from tests.importing.imports import a_plan, emails, everything, imported, judged, person, told
from tests.importing.tables import a_file

ROWS = 2 * applying.STRETCH + 100
EVERY = 500
"""Of so many rows one is somebody known, who left, or a second row of a person."""


def a_long_file() -> str:
    people = [
        f"p{n}@example.com,Brno,{'unsubscribed' if n % EVERY == 1 else 'confirmed'},2026-05-01"
        for n in range(ROWS)
    ]
    again = [f"p{n}@example.com,Praha,confirmed,2026-05-02" for n in range(0, ROWS, EVERY)]
    return "email,city,status,confirmed_at\n" + "\n".join(people + again) + "\n"


def the_list(shop: Shop) -> dict[str, Any]:
    """All that an import writes, without what is staged."""
    return {name: rows for name, rows in everything(shop).items() if name not in ("staged_row", "import_run")}


def test_a_stop_at_any_stretch_leaves_the_list_as_it_was(shop: Shop) -> None:
    with shop.transaction() as session:
        for n in range(5, ROWS, EVERY):
            a_contact(session, shop, f"p{n}@example.com")
        a_refusal(session, shop, "p7@example.com")
    before = the_list(shop)
    with a_plan(shop, a_file(shop.path.parent, a_long_file()), source_name="Nobody knows it yet") as plan:
        before["source"] = the_list(shop)["source"]
        counts = plan.counts
        told_so_far: list[tuple[int, int]] = []
        for stretch in (3, 14):
            asked: list[bool] = []

            def stopped(asked: list[bool] = asked, stretch: int = stretch) -> bool:
                asked.append(True)
                return len(asked) == stretch

            with pytest.raises(Stopped, match="Nothing was changed"):
                apply(plan, stopped=stopped)
            assert the_list(shop) == before
            assert plan.counts == counts
            assert plan.found(Verdict.NEW, "") == counts[Verdict.NEW]
            assert is_held(shop.path, "import")
        result = apply(plan, lambda *each: told_so_far.append(each))
    assert result.counts == counts
    assert told_so_far == sorted(told_so_far)
    assert {of for _done, of in told_so_far} == {plan.rows_in_all} == {result.rows}
    assert told_so_far[-1] == (result.rows, result.rows)
    assert len(told_so_far) == 15
    assert len(emails(shop)) == ROWS
    assert not is_held(shop.path, "import")


def test_the_same_evidence_in_two_stretches_is_one_entry(shop: Shop) -> None:
    gap = "".join(f"p{n}@example.com,,\n" for n in range(applying.STRETCH))
    ends = "jana@example.com,confirmed,2026-05-01\n"
    text = f"email,status,confirmed_at\n{ends}{gap}{ends}jana@example.com,confirmed,2026-05-02\n"
    with a_plan(shop, a_file(shop.path.parent, "email\njana@example.com\n")) as plan:
        apply(plan)
    with a_plan(shop, a_file(shop.path.parent, text, name="long.csv")) as plan:
        apply(plan)
    entries = everything(shop)["consent_entry"]
    jana = person(shop).id
    assert sorted(row[2] for row in entries if row[1] == jana) == ["confirmed", "confirmed", "signed-up"]


def test_a_list_that_moved_while_it_was_stopped_is_looked_at_again(shop: Shop) -> None:
    path = a_file(shop.path.parent, "email,status,confirmed_at\njana@example.com,confirmed,2026-05-01\n")
    with a_plan(shop, path) as plan:
        with shop.transaction() as session:
            a_refusal(session, shop)
        with pytest.raises(Stopped):
            apply(plan, stopped=lambda: True)
        assert plan.counts[Verdict.NEW] == 1, "as it was before"
        result = apply(plan)
    assert told(result) == {"do-not-mail": 1}
    assert judged(shop).why_not == "left"


def test_the_standing_of_those_who_came_in(shop: Shop) -> None:
    imported(shop, "email\nknown@example.com\nsame@example.com\n", ImportKind.CUSTOMERS)
    with shop.transaction() as session:
        a_refusal(session, shop, "left@example.com")
    text = (
        "email,status,confirmed_at\na@example.com,confirmed,2026-05-01\nb@example.com,pending,\n"
        "A@example.com,confirmed,2026-05-01\nleft@example.com,confirmed,2026-05-01\nbad,,\n"
        "known@example.com,confirmed,2026-05-01\nno@example.com,not subscribed,\n"
    )
    result = imported(shop, text)
    assert result.standings == {
        Standing.CAN_BE_MAILED: 2,
        Standing.WAITING: 1,
        Standing.RESTING: 0,
        Standing.MUST_NOT: 2,
    }
    assert sum(imported(shop, "email\nnew@example.com\n", mode=Mode.UPDATE_ONLY).standings.values()) == 0


def test_an_import_that_is_done_is_not_said_to_have_failed(shop: Shop) -> None:
    """Another writer that comes right after it is nothing that could spoil it."""
    path = a_file(shop.path.parent, "email\njana@example.com\n")
    with a_plan(shop, path) as plan, closing(driver.connect(str(shop.path))) as another:
        another.isolation_level = None
        with plan.applying():
            pass
        another.execute("BEGIN IMMEDIATE")
        plan.discard()
        another.execute("ROLLBACK")
    assert not is_held(shop.path, "import")


def test_a_plan_that_could_not_be_swept_locks_nobody_out(shop: Shop) -> None:
    path = a_file(shop.path.parent, "email\njana@example.com\n")
    plan = a_plan(shop, path)
    with closing(driver.connect(str(shop.path))) as another:
        another.isolation_level = None
        another.execute("BEGIN IMMEDIATE")
        with pytest.raises(ShopFileBusy):
            plan.discard()
        another.execute("ROLLBACK")
    assert told(imported(shop, "email\njana@example.com\n")) == {"new": 1}
