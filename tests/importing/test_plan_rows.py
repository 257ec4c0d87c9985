"""The rows of a plan: each with what becomes of it and why, found by any part of it."""

from typing import Any

import pytest

from shopmail.importing.plan_rows import Change, PlanRow
from shopmail.importing.request import Mode
from shopmail.model import ImportKind, Reason, Verdict
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal
from tests.importing.imports import a_plan, imported
from tests.importing.tables import a_file

FILE = """email,jméno,příjmení,město,štítky,stav,pass
Jana@Example.com,Jana,Nová,Žďár,"vip, stálí",přihlášen,tajné
petr@example.com,Petr,Malý,Brno,,odhlášen,
JANA@example.com,Johana,,,,,
not an address,Eva,Šťastná,Ústí,,,tajné
left@example.com,Levá,,,,přihlášen,
"""


def rows_of(shop: Shop, verdict: Verdict, text: str = FILE, search: str = "", **wishes: Any) -> list[PlanRow]:
    with a_plan(shop, a_file(shop.path.parent, text), **wishes) as plan:
        found = plan.rows(verdict, search, 0, 100)
        assert plan.found(verdict, search) == len(found)
        assert plan.rows_in_all == sum(plan.counts.values())
        if not search:
            assert len(found) == plan.counts[verdict]
        return found


def test_a_new_person(shop: Shop) -> None:
    (jana,) = rows_of(shop, Verdict.NEW, FILE.replace("left@", "not left@"))
    assert (jana.line, jana.email, jana.name, jana.problem) == (2, "Jana@example.com", "Jana Nová", "")
    assert jana.fields == {"first_name": "Jana", "last_name": "Nová", "city": "Žďár", "tags": "vip, stálí"}
    assert (jana.cells, jana.changes, jana.corrected) == ({}, (), False)


def test_a_row_that_repeats_a_person_says_which_line(shop: Shop) -> None:
    (row,) = rows_of(shop, Verdict.DUPLICATE)
    assert (row.line, row.email, row.problem) == (4, "JANA@example.com", "the same person as line 2")


def test_a_row_that_can_not_come_in_says_why_and_shows_its_cells(shop: Shop) -> None:
    (row,) = rows_of(shop, Verdict.INVALID)
    assert (row.line, row.email, row.name) == (5, "not an address", "Eva Šťastná")
    assert row.problem == "“not an address” has no @."
    assert row.cells == {
        "email": "not an address",
        "jméno": "Eva",
        "příjmení": "Šťastná",
        "město": "Ústí",
        "štítky": "",
        "stav": "",
        "pass": "",
    }
    assert row.fields == {"first_name": "Eva", "last_name": "Šťastná", "city": "Ústí"}


def test_a_row_that_can_not_come_in_shows_its_birthday_too(shop: Shop) -> None:
    text = "email,born\nbad,14. 5. 1985\n"
    (row,) = rows_of(shop, Verdict.INVALID, text, maps=["born=birth_date"])
    assert row.fields == {"birth_date": "1985-05-14"}


def test_a_row_with_too_many_cells_is_shown_as_far_as_it_can_be(shop: Shop) -> None:
    (row,) = rows_of(shop, Verdict.INVALID, "email,city\njana@example.com,Brno,x,y\n")
    assert row.problem == "The row has 4 cells, the header 2."
    assert row.cells == {"email": "jana@example.com", "city": "Brno"}


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        (Reason.LEFT, "left on 21 Nov 2026"),
        (Reason.CAME_BACK, "came back on 21 Nov 2026"),
        (Reason.COMPLAINED, "complained on 21 Nov 2026"),
    ],
)
def test_who_must_not_be_mailed_says_why_and_since_when(shop: Shop, reason: Reason, words: str) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, "left@example.com", reason, at=NOON - DAY)
    petr, left = rows_of(shop, Verdict.DO_NOT_MAIL)
    assert (petr.email, petr.problem) == ("petr@example.com", "left, as this file says")
    assert (left.email, left.problem) == ("left@example.com", words)


def test_the_gravest_reason_is_told_and_the_ledger_goes_before_the_file(shop: Shop) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, "a@example.com", Reason.CAME_BACK, at=NOON - DAY)
        a_refusal(session, shop, "a@example.com", Reason.LEFT, at=NOON - 2 * DAY)
    text = "email,status\na@example.com,complained\nb@example.com,bounced\nb@example.com,complained\n"
    found = rows_of(shop, Verdict.DO_NOT_MAIL, text)
    assert [row.problem for row in found] == ["left on 20 Nov 2026", "complained, as this file says"]


def test_a_do_not_mail_file_says_so_of_everybody(shop: Shop) -> None:
    found = rows_of(shop, Verdict.DO_NOT_MAIL, "email\na@example.com\n", kind=ImportKind.DO_NOT_MAIL)
    assert [row.problem for row in found] == ["left, as this file says"]


def test_a_known_person_shows_what_changes(shop: Shop) -> None:
    imported(shop, "email,jméno,město,štítky\njana@example.com,Jana,Praha,stálí\n")
    (row,) = rows_of(shop, Verdict.CHANGED, replace=["city"])
    assert row.changes == (
        Change("last_name", "", "Nová"),
        Change("city", "Praha", "Žďár"),
        Change("tags", "stálí", "stálí, vip"),
    )
    (row,) = rows_of(shop, Verdict.CHANGED)
    assert [change.field for change in row.changes] == ["last_name", "tags"]


def test_a_person_known_by_name_is_shown_by_it(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, first_name="Jana", last_name="Nová")
    (row,) = rows_of(shop, Verdict.CHANGED, "email,status\njana@example.com,subscribed\n")
    assert (row.name, row.changes) == ("Jana Nová", ()), "it brings evidence and nothing else"


def test_where_known_people_are_left_alone_only_a_no_changes_them(shop: Shop) -> None:
    imported(shop, "email,city\njana@example.com,\n")
    text = "email,city,marketing\njana@example.com,Brno,no\n"
    with a_plan(shop, a_file(shop.path.parent, text), mode=Mode.ADD_ONLY) as plan:
        assert plan.fields_changed == 0
        assert [row.changes for row in plan.rows(Verdict.CHANGED, "", 0, 9)] == [()]


def test_rows_are_found_by_any_part(shop: Shop) -> None:
    with a_plan(shop, a_file(shop.path.parent, FILE)) as plan:
        for search, lines in (
            ("", [2, 6]),
            ("zdar", [2]),
            ("ŽĎÁR nova", [2]),
            ("jana@ex", [2]),
            ("stali", [2]),
            ("leva", [6]),
            ("nova leva", []),
            ("%", []),
            ("'", []),
        ):
            assert [row.line for row in plan.rows(Verdict.NEW, search, 0, 9)] == lines, search
            assert plan.found(Verdict.NEW, search) == len(lines)
        for search, count in (("usti", 1), ("address eva", 1), ("tajne", 0), ("jana", 0)):
            assert len(plan.rows(Verdict.INVALID, search, 0, 9)) == count, search


def test_own_fields_are_shown_and_found(shop: Shop) -> None:
    text = "email,květina\njana@example.com,růže\neva@example.com,\n"
    (row,) = rows_of(shop, Verdict.NEW, text, search="ruze", maps=["květina=flower"])
    assert row.fields == {"flower": "růže"}


def test_pages_follow_the_file(shop: Shop) -> None:
    text = "email\n" + "".join(f"p{n:02}@example.com\n" for n in range(25))
    with a_plan(shop, a_file(shop.path.parent, text)) as plan:
        pages = [plan.rows(Verdict.NEW, "", start, 10) for start in (0, 10, 20, 30)]
        assert [len(page) for page in pages] == [10, 10, 5, 0]
        assert [row.line for page in pages for row in page] == list(range(2, 27))
        assert plan.rows(Verdict.CHANGED, "", 0, 10) == []
    assert plan.rows(Verdict.NEW, "", 0, 10) == [], "a plan that has ended has no rows"
