"""What the owner says of the place is kept with it: the first answer stays, and a plan alone says nothing."""

from typing import Any

import pytest
from sqlalchemy import select

from shopmail.contacts.fields import all_fields
from shopmail.errors import InputRefused
from shopmail.importing.applying import apply
from shopmail.model import Source
from shopmail.storage.shop import Shop
from tests.importing.imports import a_plan, everything, imported
from tests.importing.tables import a_file

FILE = "email,size\njana@example.com,42\n"


def facts(shop: Shop) -> list[tuple[str, str, str]]:
    with shop.reading() as session:
        return [
            (one.name, one.captcha.value, one.confirmed_there.value)
            for one in session.scalars(select(Source))
        ]


def test_the_first_answer_stays(shop: Shop) -> None:
    imported(shop, FILE, source_name="Form")
    assert facts(shop) == [("Form", "unknown", "unknown")]
    imported(shop, FILE, source_name="Form", captcha="yes")
    imported(shop, FILE, source_name="Form", captcha="no", confirmed_there="no")
    imported(shop, FILE, source_name="Form")
    assert facts(shop) == [("Form", "yes", "no")]


def test_a_plan_alone_says_nothing_of_a_place_that_is_known(shop: Shop) -> None:
    imported(shop, FILE, source_name="Form")
    before = everything(shop)
    for name in ("Form", "Another"):
        path = a_file(shop.path.parent, FILE)
        with a_plan(shop, path, source_name=name, captcha="yes", confirmed_there="yes"):
            pass
    assert everything(shop) == before


@pytest.mark.parametrize("wish", [{"captcha": "perhaps"}, {"confirmed_there": ""}])
def test_an_answer_is_one_of_three(shop: Shop, wish: dict[str, Any]) -> None:
    with pytest.raises(InputRefused, match="is no answer"):
        a_plan(shop, a_file(shop.path.parent, FILE), **wish)


def test_a_new_field_has_the_title_that_was_written_for_it(shop: Shop) -> None:
    text = "email,size,Flower\njana@example.com,42,rose\n"
    wishes: dict[str, Any] = {"maps": ["size=size", "Flower=flower"], "titles": {"size": "Shoe size"}}
    with a_plan(shop, a_file(shop.path.parent, text), **wishes) as plan:
        apply(plan)
    with shop.reading() as session:
        titles = {field.key: field.title for field in all_fields(session) if field.own}
    assert titles == {"size": "Shoe size", "flower": "Flower"}
