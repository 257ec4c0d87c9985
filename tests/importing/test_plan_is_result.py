"""What a plan promises of people who are known is what the import then does, field by field."""

import csv
import io
from collections.abc import Iterator
from itertools import count
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from shopmail.contacts.fields import PROFILE
from shopmail.errors import InputRefused
from shopmail.importing.applying import apply
from shopmail.importing.request import Mode
from shopmail.model import Contact, Verdict
from shopmail.storage.shop import Shop
from tests.builders import a_shop
from tests.importing.imports import a_plan, imported, person, told
from tests.importing.tables import a_file

FIELDS = ("first_name", "city", "birth_date", "size", "flower")
MAPS = [f"{name}={name}" for name in FIELDS]
NUMBERS = count()


def test_an_empty_cell_empties_what_is_known_only_where_the_owner_says_so(shop: Shop) -> None:
    maps = ["size=size", "flower=flower"]
    text = "email,first_name,city,size,flower\njana@example.com,Jana,Brno,42,rose\n"
    imported(shop, text, maps=maps)
    empty = "email,first_name,city,size,flower\njana@example.com,,,,\n"
    assert told(imported(shop, empty, maps=maps)) == {"same": 1}
    result = imported(shop, empty, maps=maps, clears=["city", "size"])
    assert told(result) == {"changed": 1}
    jana = person(shop)
    assert (jana.first_name, jana.city, jana.own) == ("Jana", "", {"flower": "rose"})
    assert told(imported(shop, empty, maps=maps, clears=["city", "size"])) == {"same": 1}


def test_a_field_that_is_cleared_is_replaced_too(shop: Shop) -> None:
    imported(shop, "email,city\njana@example.com,Brno\npetr@example.com,Zlín\n")
    text = "email,city\njana@example.com,Praha\npetr@example.com,\n"
    imported(shop, text, clears=["city"])
    assert (person(shop).city, person(shop, "petr@example.com").city) == ("Praha", "")


def test_the_order_follows_a_name_that_is_emptied(shop: Shop) -> None:
    imported(shop, "email,last_name,city\njana@example.com,Malá,Brno\neva@example.com,,\n")
    imported(shop, "email,last_name,city\njana@example.com,,\n", clears=["last_name", "city"])
    jana, eva = person(shop), person(shop, "eva@example.com")
    assert jana.city_order == eva.city_order
    assert jana.name_order > eva.name_order, "both go by their address now"


def test_a_birthday_that_can_not_be_read_empties_nothing(shop: Shop) -> None:
    imported(shop, "email,birth_date\njana@example.com,1985-05-14\npetr@example.com,1980-01-02\n")
    text = "email,birth_date\njana@example.com,in May\npetr@example.com,\n"
    maps = ["birth_date=birth_date"]
    assert told(imported(shop, text, maps=maps, clears=["birth_date"])) == {"same": 1, "changed": 1}
    assert person(shop).birth_date == "1985-05-14"
    assert person(shop, "petr@example.com").birth_date == ""


@pytest.mark.parametrize("field", ["phone", "tags", "email", "first_name"])
def test_what_no_column_gives_can_not_be_cleared(shop: Shop, field: str) -> None:
    path = a_file(shop.path.parent, "email,city,tags\njana@example.com,Brno,vip\n")
    with pytest.raises(InputRefused, match=f"“{field}”, so it can't empty it"):
        a_plan(shop, path, clears=[field])


def test_both_parts_of_a_full_name_can_be_cleared(shop: Shop) -> None:
    imported(shop, "email,first_name,last_name\njana@example.com,Jana,Malá\n")
    imported(
        shop,
        "email,whole\njana@example.com,Johana\n",
        maps=["whole=full_name"],
        clears=["first_name", "last_name"],
    )
    assert (person(shop).first_name, person(shop).last_name) == ("Johana", "")


VALUES: dict[str, tuple[str, ...]] = {
    "first_name": ("", "Jana", "null"),
    "city": ("", "Brno", "Žďár"),
    "birth_date": ("", "1985-05-14", "14. 5. 1990", "in May", "0000-00-00"),
    "size": ("", "42", '"quoted"', "{}"),
    "flower": ("", "rose"),
}


class Row(NamedTuple):
    person: int
    values: tuple[str, ...]

    def cells(self, example: int) -> list[str]:
        return [f"p{self.person}@e{example}.example.com", *self.values]


ROWS = st.lists(
    st.builds(Row, st.integers(0, 3), st.tuples(*(st.sampled_from(VALUES[name]) for name in FIELDS))),
    min_size=1,
    max_size=6,
)


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with a_shop(tmp_path_factory.mktemp("result")) as shop:
        yield shop


def _text(rows: list[Row], example: int) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([["email", *FIELDS], *(row.cells(example) for row in rows)])
    return out.getvalue()


def _known(shop: Shop, example: int) -> dict[str, dict[str, str]]:
    with shop.reading() as session:
        people = session.scalars(
            select(Contact).where(Contact.email_key.endswith(f"@e{example}.example.com"))
        )
        return {
            one.email_key: {
                name: getattr(one, name) if name in PROFILE else one.own.get(name, "") for name in FIELDS
            }
            for one in people
        }


@settings(max_examples=25)
@given(ROWS, ROWS, st.sets(st.sampled_from(FIELDS)), st.sets(st.sampled_from(FIELDS)), st.sampled_from(Mode))
def test_the_plan_is_the_result(
    peopled: Shop, first: list[Row], then: list[Row], replace: set[str], clears: set[str], mode: Mode
) -> None:
    example = next(NUMBERS)
    imported(peopled, _text(first, example), maps=MAPS)
    before = _known(peopled, example)
    path = a_file(peopled.path.parent, _text(then, example), name="then.csv")
    wishes: dict[str, Any] = {
        "maps": MAPS,
        "replace": sorted(replace),
        "clears": sorted(clears),
        "mode": mode,
    }
    with a_plan(peopled, path, **wishes) as plan:
        rows = plan.rows(Verdict.CHANGED, "", 0, 100)
        promised = {row.email: {each.field: (each.old, each.new) for each in row.changes} for row in rows}
        assert plan.fields_changed == sum(len(row.changes) for row in rows)
        assert len(rows) == plan.counts[Verdict.CHANGED]
        apply(plan)
    after = _known(peopled, example)
    done = {
        email: {
            name: (known[name], after[email][name]) for name in FIELDS if known[name] != after[email][name]
        }
        for email, known in before.items()
    }
    assert {email: changes for email, changes in done.items() if changes} == {
        email: changes for email, changes in promised.items() if changes
    }
    if mode is Mode.ADD_AND_UPDATE:
        with a_plan(peopled, path, **wishes) as plan:
            assert plan.fields_changed == 0, "the same file again changes nothing"
            assert not plan.counts[Verdict.CHANGED]
