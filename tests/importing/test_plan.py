"""A plan says what would happen and changes nothing; only one can be made at a time."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from shopmail.errors import FileRefused, InputRefused, ShopFileBusy, Stopped
from shopmail.importing import charset, staging
from shopmail.importing.applying import apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import Mode, Request
from shopmail.model import Act, ImportKind, ImportRun, Reason, RunState, Source, StagedRow, Verdict
from shopmail.storage.locking import is_held
from shopmail.storage.shop import Shop
from tests.builders import a_contact, a_refusal, a_source, an_entry
from tests.importing.imports import (
    a_plan,
    emails,
    everything,
    imported,
    judged,
    person,
    tags_of,
    told,
    verdicts,
)
from tests.importing.tables import a_file

PEOPLE = """email,first_name,city,status,tags
jana@example.com,Jana,Brno,confirmed,vip
petr@example.com,Petr,Praha,unsubscribed,
JANA@example.com,Johana,Brno,confirmed,
not an address,Eva,,,
left@example.com,Left,,subscribed,
"""


def test_the_counts_of_a_first_file(shop: Shop) -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, "left@example.com", Reason.COMPLAINED)
    result = imported(shop, PEOPLE)
    assert result.rows == 5
    assert told(result) == {"new": 1, "duplicate": 1, "do-not-mail": 2, "invalid": 1}
    assert verdicts(shop, result) == [
        ("new", ""),
        ("do-not-mail", "left"),
        ("duplicate", ""),
        ("invalid", "“not an address” has no @."),
        ("do-not-mail", "complained"),
    ]
    assert emails(shop) == ["jana@example.com", "petr@example.com", "left@example.com"]
    assert judged(shop, "petr@example.com").why_not == "left"
    assert person(shop, "left@example.com").agreement == "none", "what a row says is no answer to a refusal"


def test_the_same_file_again_changes_nothing(shop: Shop) -> None:
    imported(shop, PEOPLE)
    before = everything(shop)
    shop.clock.sleep(60)
    again = imported(shop, PEOPLE.replace("unsubscribed", "subscribed"))
    assert told(again) == {"same": 2, "duplicate": 1, "do-not-mail": 1, "invalid": 1}
    after = everything(shop)
    for table in ("contact", "consent_entry", "suppression", "tag", "contact_tag", "source"):
        assert after[table] == before[table], table


def test_the_same_rows_under_another_name_are_nothing_new(shop: Shop) -> None:
    imported(shop, PEOPLE, name="may.csv")
    assert told(imported(shop, PEOPLE, name="june.csv"))["same"] == 2


@pytest.mark.parametrize("kind", ImportKind)
def test_a_plan_changes_nothing(shop: Shop, kind: ImportKind) -> None:
    imported(shop, PEOPLE)
    before = everything(shop)
    path = a_file(shop.path.parent, PEOPLE.replace("jana", "eva"), name="other.csv")
    with a_plan(shop, path, kind, source_name="Nobody knows it yet", maps=["city=town"]) as plan:
        assert sum(plan.counts.values()) == 5
        assert emails(shop) == [row[1] for row in before["contact"]]
    assert everything(shop) == before
    assert not is_held(shop.path, "import")


def test_an_abandoned_plan_leaves_the_sources_that_were_there(shop: Shop) -> None:
    with shop.transaction() as session:
        a_source(session, "with a rule", double_opt_in="not-required")
        a_contact(session, shop).source_id = a_source(session, "of a person").id
        evidence = a_source(session, "of evidence")
        an_entry(session, a_contact(session, shop, "petr@example.com"), Act.ORDERED).source_id = evidence.id
    imported(shop, "email\nbad\n", source_name="of a file that brought nobody")
    before = everything(shop)
    for name in (*(row[1] for row in before["source"]), "never heard of"):
        with a_plan(shop, a_file(shop.path.parent, PEOPLE), source_name=name):
            pass
    assert everything(shop) == before
    with shop.transaction() as session:
        a_source(session, "of an earlier day")
    shop.clock.sleep(60)
    with a_plan(shop, a_file(shop.path.parent, PEOPLE), source_name="of an earlier day"):
        pass
    assert len(everything(shop)["source"]) == 5


def test_only_new_people(shop: Shop) -> None:
    imported(shop, "email,city,status\njana@example.com,,subscribed\n")
    text = "email,city,status,tags\njana@example.com,Brno,confirmed,vip\neva@example.com,Praha,,vip\n"
    result = imported(shop, text, mode=Mode.ADD_ONLY)
    assert told(result) == {"new": 1, "same": 1}
    assert (person(shop).city, tags_of(shop)) == ("", set())
    assert judged(shop).basis == "consent-imported"
    assert tags_of(shop, "eva@example.com") == {"vip"}


def test_a_no_counts_in_every_mode(shop: Shop) -> None:
    imported(shop, "email,order_number\njana@example.com,1001\neva@example.com,1002\n", ImportKind.CUSTOMERS)
    assert judged(shop).mailable
    text = "email,marketing\njana@example.com,no\neva@example.com,unsubscribed\n"
    result = imported(shop, text, mode=Mode.ADD_ONLY, maps=["marketing=status"])
    assert told(result) == {"changed": 1, "do-not-mail": 1}
    assert (judged(shop).why_not, judged(shop, "eva@example.com").why_not) == ("said-no", "left")


def test_only_known_people(shop: Shop) -> None:
    imported(shop, "email,city\njana@example.com,\n")
    text = (
        "email,city,status\njana@example.com,Brno,\neva@example.com,Praha,\nivo@example.com,,unsubscribed\n"
    )
    result = imported(shop, text, mode=Mode.UPDATE_ONLY)
    assert told(result) == {"changed": 1, "same": 1, "do-not-mail": 1}
    assert emails(shop) == ["jana@example.com"]
    assert person(shop).city == "Brno"
    imported(shop, "email\nivo@example.com\n")
    assert judged(shop, "ivo@example.com").why_not == "left", "a refusal counts before the person is known"


def test_a_plan_is_made_true_of_the_moment_it_is_applied(shop: Shop) -> None:
    path = a_file(shop.path.parent, "email,city,status\nj@example.com,Brno,\np@example.com,Praha,confirmed\n")
    with a_plan(shop, path) as plan:
        assert plan.counts[Verdict.NEW] == 2
        with shop.transaction() as session:
            a_contact(session, shop, "j@example.com", city="Tábor")
            a_refusal(session, shop, "p@example.com")
        result = apply(plan)
    assert told(result) == {"changed": 1, "do-not-mail": 1}
    assert person(shop, "j@example.com").city == "Tábor"
    assert judged(shop, "p@example.com").why_not == "left"


def test_two_plans_at_once_are_refused(shop: Shop) -> None:
    path = a_file(shop.path.parent, PEOPLE)
    with a_plan(shop, path) as plan:
        with pytest.raises(ShopFileBusy, match="importing"):
            a_plan(shop, path)
        assert told(apply(plan))["new"] == 2
    a_plan(shop, path).discard()


def test_what_a_dead_process_has_staged_is_swept(shop: Shop) -> None:
    path = a_file(shop.path.parent, PEOPLE)
    dead = a_plan(shop, path)
    dead._lock.release()
    assert told(imported(shop, PEOPLE))["new"] == 2
    with shop.reading() as session:
        assert session.scalars(select(StagedRow)).all() == []
        assert session.scalars(select(ImportRun.state)).all() == [RunState.DONE]


@pytest.mark.parametrize("batches", [-3, 1, 2, 3], ids=lambda number: f"{number} after the first look")
def test_a_stop_leaves_everything_as_it_was(shop: Shop, batches: int) -> None:
    before = everything(shop)
    rows = "".join(f"p{n}@example.com,Brno\n" for n in range(2 * staging.BATCH + 1))
    path = a_file(shop.path.parent, "email,city\n" + rows)
    looks = -(-path.stat().st_size // charset.BLOCK)
    asked: list[int] = []
    done: list[tuple[int, int]] = []

    def stopped() -> bool:
        asked.append(1)
        return len(asked) == looks + batches

    request = Request(path=path, kind=ImportKind.SIGNUPS)
    with pytest.raises(Stopped):
        Plan(shop, request, lambda *each: done.append(each), stopped)
    assert everything(shop) == before
    assert not is_held(shop.path, "import")
    assert done == sorted(done)
    assert all(of == path.stat().st_size for _done, of in done)


def test_a_mistake_further_down_leaves_everything_as_it_was(shop: Shop) -> None:
    imported(shop, "email\nold@example.com\n")
    before = everything(shop)
    rows = "".join(f"p{n}@example.com,Brno\n" for n in range(staging.BATCH + 10))
    path = a_file(shop.path.parent, f'email,city\n{rows}x@example.com,"Brno\n', name="broken.csv")
    with pytest.raises(FileRefused, match="never closed"):
        a_plan(shop, path)
    assert everything(shop) == before
    assert not is_held(shop.path, "import")


def test_a_file_that_changes_meanwhile_is_refused(shop: Shop) -> None:
    before = everything(shop)
    rows = "".join(f"p{n}@example.com,{'Brno' * 20}\n" for n in range(2 * staging.BATCH))
    path = a_file(shop.path.parent, "email,note\n" + rows)

    def progress(_done: int, _total: int) -> None:
        with path.open("a", encoding="utf-8") as file:
            file.write("late@example.com,Brno\n")

    with pytest.raises(FileRefused, match="was changed"):
        Plan(shop, Request(path=path, kind=ImportKind.SIGNUPS), progress, lambda: False)
    assert everything(shop) == before


@pytest.mark.parametrize(
    ("wishes", "said"),
    [
        ({"origin": "bought-or-public"}, "did not agree"),
        ({"collected_on": "31. 5. 2024"}, "“31. 5. 2024” is not a date"),
        ({"collected_on": "2024-02-30"}, "“2024-02-30” is not a date"),
        ({"replace": ["phone"]}, "no column for the field “phone”"),
        ({"replace": ["tags"]}, "no column for the field “tags”"),
        ({"maps": ["city=basis"]}, "can't be called so"),
    ],
)
def test_a_request_that_can_not_be_is_refused(shop: Shop, wishes: dict[str, Any], said: str) -> None:
    before = everything(shop)
    with pytest.raises(InputRefused) as caught:
        a_plan(shop, a_file(shop.path.parent, PEOPLE), **wishes)
    assert said in str(caught.value)
    assert everything(shop) == before


def test_a_bought_list_is_refused_before_the_file_is_looked_at(shop: Shop) -> None:
    with pytest.raises(InputRefused, match="did not agree"):
        a_plan(shop, Path("nowhere.csv"), origin="bought-or-public")


@pytest.mark.parametrize(
    ("kind", "origin", "expected"),
    [
        (ImportKind.SIGNUPS, "", "own-form"),
        (ImportKind.CUSTOMERS, "", "orders"),
        (ImportKind.OLD_LIST, "", "own-form"),
        (ImportKind.CUSTOMERS, "counter", "counter"),
    ],
)
def test_the_origin_follows_from_the_kind(shop: Shop, kind: ImportKind, origin: str, expected: str) -> None:
    imported(shop, PEOPLE, kind, origin=origin, name="My list.csv")
    with shop.reading() as session:
        source = session.scalars(select(Source)).one()
    assert (source.name, source.origin) == ("My list", expected)


def test_what_could_not_be_taken_is_told_with_how_often(shop: Shop) -> None:
    text = (
        "email,status,confirmed_at\na@example.com,kvak,\nb@example.com,kvak,\nc@example.com,confirmed,soon\n"
    )
    path = a_file(shop.path.parent, text)
    with a_plan(shop, path, maps=["status=status", "confirmed_at=confirmed_at"]) as plan:
        assert plan.remarks == {
            "“kvak” is no status word that shopmail knows.": 2,
            "“soon” in “confirmed_at” can't be read as a date.": 1,
        }


def test_of_very_many_remarks_the_first_kinds_are_told(shop: Shop) -> None:
    rows = "".join(f"p{n}@example.com,word {n % 12_000}\n" for n in range(12_500))
    path = a_file(shop.path.parent, "email,status\n" + rows)
    with a_plan(shop, path, maps=["status=status"]) as plan:
        assert len(plan.remarks) == staging.MOST_REMARKS
        assert set(plan.remarks.values()) == {2}
