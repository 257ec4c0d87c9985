"""Acts on many people at once: whom they reach, how they stop, and that each can be undone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from shopmail.consent.mailable import Standing
from shopmail.contacts import bulk, editing, listing, tagging
from shopmail.contacts.bulk import Chosen, Entered, Plan, Tagged
from shopmail.contacts.details import details
from shopmail.contacts.exporting import export
from shopmail.contacts.fields import add_own
from shopmail.contacts.listing import Query
from shopmail.errors import InputRefused, Stopped
from shopmail.model import Act, Contact, Suppression, Tag, Way
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, AClock, a_contact, a_refusal, a_shop, a_source

EVERYBODY = Chosen(query=Query())


@pytest.fixture
def people(shop: Shop) -> tuple[int, ...]:
    """Adam, Bára, Cyril, Dana by name; Dana has left."""
    names = ("Cyril", "Adam", "Dana", "Bára")
    with shop.transaction() as session:
        ids = {
            name: a_contact(
                session, shop, f"{name[0].lower()}@example.com", (Act.CONFIRMED,), first_name=name
            ).id
            for name in names
        }
        a_refusal(session, shop, "d@example.com", way=Way.LINK, at=NOON - DAY)
    return tuple(ids[name] for name in ("Adam", "Bára", "Cyril", "Dana"))


def of(shop: Shop, question: Callable[[Session], object]) -> object:
    with shop.reading() as session:
        return question(session)


def can_be_mailed(shop: Shop) -> int:
    with shop.reading() as session:
        return listing.counts_by_standing(session, Query(), NOON)[Standing.CAN_BE_MAILED]


@pytest.mark.parametrize(
    ("chosen", "places"),
    [
        (EVERYBODY, (0, 1, 2, 3)),
        (Chosen(query=Query(descending=True)), (3, 2, 1, 0)),
        (Chosen(query=Query(search="ada")), (0,)),
        (Chosen(query=Query(standing=Standing.MUST_NOT)), (3,)),
        (Chosen(query=Query(search="nobody")), ()),
        (Chosen(), ()),
    ],
)
def test_whom_a_choice_means(
    shop: Shop, people: tuple[int, ...], chosen: Chosen, places: tuple[int, ...]
) -> None:
    with shop.reading() as session:
        assert list(bulk.ids(session, chosen, NOON)) == [people[place] for place in places]
        assert bulk.planned_unsubscribe(session, chosen, NOON).people == len(places)


def test_some_can_be_left_out_and_some_be_named(shop: Shop, people: tuple[int, ...]) -> None:
    adam, bara, cyril, dana = people
    but_two = Chosen(query=Query(), without=(bara, dana, 4711))
    named = Chosen(ids=(dana, adam, 4711))
    with shop.reading() as session:
        assert list(bulk.ids(session, but_two, NOON)) == [adam, cyril]
        assert bulk.planned_unsubscribe(session, but_two, NOON).people == 2
        assert list(bulk.ids(session, named, NOON)) == [adam, dana], "by name, and only who is there"
        assert bulk.planned_unsubscribe(session, named, NOON).people == 2


def test_the_plan_says_what_entering_does(shop: Shop, people: tuple[int, ...]) -> None:
    assert of(shop, lambda session: bulk.planned_unsubscribe(session, EVERYBODY, NOON)) == Plan(4, 3, 1)
    entered = bulk.unsubscribe(shop, EVERYBODY, " moved\taway ")
    assert entered.people == len(entered.ids) == 3
    assert of(shop, lambda session: bulk.planned_unsubscribe(session, EVERYBODY, NOON)) == Plan(4, 0, 4)
    assert can_be_mailed(shop) == 0
    with shop.reading() as session:
        notes = session.scalars(select(Suppression.note).where(Suppression.way == Way.BY_HAND)).all()
    assert notes == ["moved away"] * 3


def test_entering_by_standing_reaches_all_who_had_it(shop: Shop, people: tuple[int, ...]) -> None:
    """Though none of them has it any more once they are entered."""
    entered = bulk.unsubscribe(shop, Chosen(query=Query(standing=Standing.CAN_BE_MAILED)), "")
    assert entered.people == 3


def test_entering_is_taken_back_by_what_it_answered(shop: Shop, people: tuple[int, ...]) -> None:
    entered = bulk.unsubscribe(shop, Chosen(ids=people), "")
    assert bulk.take_back(shop, entered) == 3
    assert can_be_mailed(shop) == 3, "Dana left by herself"
    assert bulk.take_back(shop, Entered((), 0)) == 0


def test_an_hour_later_it_can_not_be_taken_back(tmp_path: Path) -> None:
    clock = AClock()
    with a_shop(tmp_path, clock) as shop:
        with shop.transaction() as session:
            a_contact(session, shop)
        entered = bulk.unsubscribe(shop, EVERYBODY, "")
        clock.sleep(3_600)
        with pytest.raises(InputRefused):
            bulk.take_back(shop, entered)


def test_a_tag_is_stuck_on_those_without_it_and_taken_off_again(shop: Shop, people: tuple[int, ...]) -> None:
    adam, bara, cyril, _dana = people
    editing.tag(shop, ["b@example.com"], "VIP")
    tagged = bulk.tag(shop, Chosen(ids=(adam, bara, cyril)), " VIP ")
    assert (tagged.name, sorted(tagged.ids)) == ("VIP", sorted((adam, cyril)))
    assert of(shop, lambda session: bulk.tag_names(session, EVERYBODY, NOON)) == (("VIP", 3),)
    assert of(shop, lambda session: bulk.tag_names(session, Chosen(ids=people[3:]), NOON)) == ()
    undone = bulk.untag(shop, Chosen(ids=tagged.ids), tagged.name)
    assert sorted(undone.ids) == sorted(tagged.ids)
    assert of(shop, lambda session: bulk.tag_names(session, EVERYBODY, NOON)) == (("VIP", 1),)


def test_a_tag_that_nobody_has_is_taken_off_nobody(shop: Shop, people: tuple[int, ...]) -> None:
    assert bulk.untag(shop, EVERYBODY, "VIP") == Tagged("VIP", ())
    bulk.untag(shop, EVERYBODY, bulk.tag(shop, EVERYBODY, "VIP").name)
    assert of(shop, tagging.names_in_use) == ()
    bulk.tag(shop, EVERYBODY, "b")
    bulk.tag(shop, Chosen(ids=people[:1]), "a")
    assert of(shop, tagging.names_in_use) == ("a", "b")


@pytest.mark.parametrize("name", ["", " \n", "x" * 101])
@pytest.mark.parametrize("act", [bulk.tag, bulk.untag])
def test_a_name_that_is_no_tag_changes_nothing(
    shop: Shop, act: Callable[[Shop, Chosen, str], Tagged], name: str
) -> None:
    with pytest.raises(InputRefused, match="can't be a tag"):
        act(shop, EVERYBODY, name)
    assert of(shop, lambda session: session.scalars(select(Tag.name)).all()) == []


def test_acts_tell_how_far_they_are(shop: Shop, people: tuple[int, ...]) -> None:
    told: list[tuple[int, int]] = []
    bulk.tag(shop, EVERYBODY, "VIP", lambda done, total: told.append((done, total)))
    bulk.unsubscribe(shop, EVERYBODY, "", lambda done, total: told.append((done, total)))
    assert told == [(4, 4), (4, 4)]


def test_a_stop_leaves_everything_as_it_was(shop: Shop) -> None:
    stretch = bulk._AT_ONCE
    with shop.transaction() as session:
        session.connection().execute(insert(Contact), [_quick(number) for number in range(stretch + 1)])
    done: list[int] = []
    for act in (
        lambda: bulk.tag(shop, EVERYBODY, "VIP", lambda so_far, _of: done.append(so_far), lambda: bool(done)),
        lambda: bulk.unsubscribe(
            shop, EVERYBODY, "", lambda so_far, _of: done.append(so_far), lambda: bool(done)
        ),
    ):
        done.clear()
        with pytest.raises(Stopped):
            act()
        assert done == [stretch], "stopped after the first stretch"
    assert of(shop, tagging.names_in_use) == ()
    assert of(shop, lambda session: session.scalars(select(Suppression.id)).all()) == []


def test_those_chosen_are_exported_in_the_order_of_the_list(
    shop: Shop, people: tuple[int, ...], tmp_path: Path
) -> None:
    adam, _bara, cyril, _dana = people
    file = tmp_path / "some.csv"
    with shop.reading() as session:
        assert export(session, Chosen(ids=(cyril, adam)), file, NOON) == 2
        assert _emails(file) == ["a@example.com", "c@example.com"]
        some = Chosen(query=Query(descending=True), without=(cyril,))
        assert export(session, some, file, NOON, replace=True) == 3
    assert _emails(file) == ["d@example.com", "b@example.com", "a@example.com"]


def test_an_export_that_is_stopped_leaves_no_file(
    shop: Shop, people: tuple[int, ...], tmp_path: Path
) -> None:
    with shop.reading() as session, pytest.raises(Stopped):
        export(session, EVERYBODY, tmp_path / "some.csv", NOON, stopped=lambda: True)
    assert [path for path in tmp_path.iterdir() if "some" in path.name or path.suffix == ".part"] == []


def test_the_details_of_a_line(shop: Shop, people: tuple[int, ...]) -> None:
    adam, bara, *_rest = people
    with shop.transaction() as session:
        add_own(session, "pet", "Pet", NOON)
        contact = session.get_one(Contact, adam)
        contact.own, contact.phone, contact.source_id = {"pet": "Rex"}, "123", a_source(session, "Form").id
    bulk.tag(shop, Chosen(ids=(adam,)), "b")
    bulk.tag(shop, Chosen(ids=(adam,)), "a")
    with shop.reading() as session:
        found = details(session, (adam, bara, 4711), ("pet", "phone"))
    assert found.keys() == {adam, bara}
    assert found[adam].fields == {"phone": "123", "pet": "Rex"}
    assert (found[adam].tags, found[adam].source, found[adam].agreed_at) == (("a", "b"), "Form", NOON)
    assert found[bara].fields == {"phone": "", "pet": ""}
    assert (found[bara].tags, found[bara].source) == ((), "")


def _quick(number: int) -> dict[str, object]:
    email = f"q{number}@example.com"
    return {
        "email": email,
        "email_key": email,
        "address_hash": number.to_bytes(16, "big"),
        "created_at": NOON,
        "updated_at": NOON,
    }


def _emails(file: Path) -> list[str]:
    return [line.split(",")[0] for line in file.read_text(encoding="utf-8-sig").splitlines()[1:]]
