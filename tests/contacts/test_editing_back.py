"""What an edit hands back, and undoing it without taking anybody's later change away."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from shopmail.clock import local_day
from shopmail.contacts import editing
from shopmail.contacts.agreeing import AgreedBy
from shopmail.contacts.card import Card, card
from shopmail.contacts.fields import refusals
from shopmail.errors import InputRefused
from shopmail.model import Contact, OwnField
from shopmail.storage.shop import Shop
from tests.builders import NOON, a_contact, a_refusal

TODAY = local_day(NOON, "Europe/Prague")


def jana(shop: Shop) -> Card:
    with shop.reading() as session:
        return card(session, "jana@example.com", NOON)


class TestEditing:
    def test_it_tells_what_was_and_what_is(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {"city": "Brno", "street": "Long 1"})
        done = editing.edit(
            shop, "JANA@example.com", {"city": " Písek ", "street": "Long 1", "first_name": "Jana"}
        )
        assert done.email == "jana@example.com"
        assert done.before == {"city": "Brno", "first_name": ""}
        assert done.after == {"city": "Písek", "first_name": "Jana"}

    def test_a_new_field_comes_with_its_first_value(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {})
        done = editing.edit(shop, "jana@example.com", {"city": "Brno"}, {"Oblíbená květina": " růže "})
        assert done.after == {"city": "Brno", "oblibena_kvetina": "růže"}
        assert jana(shop).fields == {"city": "Brno", "oblibena_kvetina": "růže"}

    def test_a_new_field_that_can_not_be_adds_and_changes_nothing(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {})
        with pytest.raises(InputRefused, match="already means something else"):
            editing.edit(shop, "jana@example.com", {"city": "Brno"}, {"Pet": "Rex", "Status": "gold"})
        assert jana(shop).fields == {}
        with shop.reading() as session:
            assert session.scalar(select(func.count()).select_from(OwnField)) == 0


class TestUndoing:
    def test_everything_is_as_it_was(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {"city": "Brno", "note": "tulips"})
        before = jana(shop)
        done = editing.edit(shop, "jana@example.com", {"city": "Písek", "note": ""}, {"Pet": "Rex"})
        assert editing.edit_back(shop, done) == ()
        assert jana(shop).fields == before.fields

    def test_the_sort_keys_follow(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {"last_name": "Aaa"})
        with shop.reading() as session:
            before = session.scalars(select(Contact.name_order)).one()
        editing.edit_back(shop, editing.edit(shop, "jana@example.com", {"last_name": "Zzz"}))
        with shop.reading() as session:
            assert session.scalars(select(Contact.name_order)).one() == before

    def test_what_somebody_changed_since_stays(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {"city": "Brno", "street": "Long 1"})
        done = editing.edit(shop, "jana@example.com", {"city": "Písek", "street": "Short 2"})
        editing.edit(shop, "jana@example.com", {"city": "Tábor"})
        assert editing.edit_back(shop, done) == ("city",)
        assert jana(shop).fields == {"city": "Tábor", "street": "Long 1"}


class TestAddingWithAnAgreement:
    def test_both_are_one_act(self, shop: Shop) -> None:
        editing.add(shop, "jana@example.com", {}, agreed=AgreedBy(TODAY, "signed paper", "Eva"))
        found = jana(shop)
        assert (found.mailable, found.basis) == (True, "consent-recorded")

    @pytest.mark.parametrize(
        ("on", "how"), [(TODAY + timedelta(days=1), "call"), (TODAY, ""), (date(1970, 1, 1), "call")]
    )
    def test_an_agreement_that_can_not_be_adds_nobody(self, shop: Shop, on: date, how: str) -> None:
        with pytest.raises(InputRefused, match="The agreement was not recorded"):
            editing.add(shop, "jana@example.com", {}, agreed=AgreedBy(on, how, "Eva"))
        with shop.reading() as session:
            assert session.scalar(select(func.count()).select_from(Contact)) == 0

    def test_an_older_agreement_brings_nobody_back(self, shop: Shop) -> None:
        with shop.transaction() as session:
            a_refusal(session, shop, at=NOON)
        earlier = AgreedBy(TODAY - timedelta(days=2), "call", "Eva")
        with pytest.raises(InputRefused, match="not later than what stands against"):
            editing.add(shop, "jana@example.com", {}, agreed=earlier)


def test_a_form_hears_which_value_was_refused() -> None:
    found = refusals({"birth_date": "soon", "city": "x" * 501, "first_name": "Jana", "note": ""})
    assert sorted(found) == ["birth_date", "city"]
    assert found["birth_date"].remedy == "Write it as 1984-05-31."


def test_the_same_again_changes_nothing(shop: Shop) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, first_name="Jana")
    assert editing.edit(shop, "jana@example.com", {"first_name": "Jana"}).after == {}
