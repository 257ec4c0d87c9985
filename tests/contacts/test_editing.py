"""The owner's own acts: what they change, what they refuse, and that a refusal changes nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from shopmail.clock import local_day, start_of_day
from shopmail.consent.mailable import WhyNot
from shopmail.contacts import editing
from shopmail.contacts.card import Card, card
from shopmail.contacts.editing import Unsubscribed
from shopmail.contacts.fields import add_own
from shopmail.errors import InputRefused
from shopmail.model import Act, ConsentEntry, Contact, Reason, Suppression, Tag, Way
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, AClock, a_contact, a_refusal

ZONE = "Europe/Prague"
TODAY = local_day(NOON, ZONE)
YESTERDAY = TODAY - timedelta(days=1)


def known(shop: Shop, *acts: Act, email: str = "jana@example.com") -> None:
    with shop.transaction() as session:
        a_contact(session, shop, email, acts)


def refused(shop: Shop, at: int, reason: Reason = Reason.LEFT, email: str = "jana@example.com") -> None:
    with shop.transaction() as session:
        a_refusal(session, shop, email, reason, at=at)


def jana(shop: Shop) -> Card:
    with shop.reading() as session:
        return card(session, "jana@example.com", shop.clock.now())


def agreed(shop: Shop, on: date, how: str = "signed paper", by: str = "Eva") -> None:
    editing.agreed(shop, "Jana@Example.com", on, how, by)


class TestAdding:
    def test_a_person_added_by_hand_has_no_basis(self, shop: Shop) -> None:
        with shop.transaction() as session:
            add_own(session, "pet", "Pet", NOON)
        editing.add(
            shop, " Jana@Example.COM ", {"last_name": " Malá ", "pet": "Rex", "city": "Brno"}, ["VIP", "new"]
        )
        found = jana(shop)
        assert (found.email, found.fields) == (
            "Jana@example.com",
            {"last_name": "Malá", "city": "Brno", "pet": "Rex"},
        )
        assert (found.tags, found.basis, found.why_not) == (("VIP", "new"), "none", WhyNot.NO_BASIS)

    def test_an_address_is_there_once(self, shop: Shop) -> None:
        known(shop)
        with pytest.raises(InputRefused, match="already in the list"):
            editing.add(shop, "JANA@example.com", {})

    @pytest.mark.parametrize(
        ("email", "values", "tags"),
        [
            ("jana", {}, ()),
            ("jana@example.com", {"shoe": "39"}, ()),
            ("jana@example.com", {"birth_date": "x"}, ()),
            ("jana@example.com", {}, ("good", "")),
        ],
    )
    def test_a_mistake_adds_nobody(
        self, shop: Shop, email: str, values: dict[str, str], tags: tuple[str, ...]
    ) -> None:
        with pytest.raises(InputRefused):
            editing.add(shop, email, values, tags)
        with shop.reading() as session:
            assert session.scalar(select(func.count()).select_from(Contact)) == 0
            assert session.scalar(select(func.count()).select_from(Tag)) == 0

    def test_adding_somebody_who_left_does_not_bring_them_back(self, shop: Shop) -> None:
        refused(shop, NOON - DAY)
        editing.add(shop, "jana@example.com", {})
        assert jana(shop).why_not is WhyNot.LEFT


class TestChanging:
    def test_fields_are_set_and_emptied(self, shop: Shop) -> None:
        with shop.transaction() as session:
            add_own(session, "pet", "Pet", NOON)
        editing.add(shop, "jana@example.com", {"city": "Brno", "pet": "Rex", "first_name": "Jana"})
        editing.edit(shop, "jana@example.com", {"city": "", "pet": " ", "last_name": "Čechová"})
        assert jana(shop).fields == {"first_name": "Jana", "last_name": "Čechová"}

    def test_the_sort_keys_follow(self, shop: Shop) -> None:
        for email, name in (("a@example.com", "Čechová"), ("b@example.com", "Adamová")):
            editing.add(shop, email, {"last_name": name, "city": name})
        editing.edit(shop, "a@example.com", {"last_name": "Aaa", "city": "Aaa"})
        with shop.reading() as session:
            for order in (Contact.name_order, Contact.city_order):
                assert list(session.scalars(select(Contact.email).order_by(order))) == [
                    "a@example.com",
                    "b@example.com",
                ]

    @pytest.mark.parametrize(
        ("changes", "complaint"),
        [
            ({"city": "Brno", "shoe": "39"}, "There is no field “shoe”"),
            ({"city": "Brno", "email": "other@example.com"}, "The address stands for the person"),
            ({"city": "Brno", "birth_date": "tomorrow"}, "is not a birth date"),
        ],
    )
    def test_a_mistake_changes_nothing(self, shop: Shop, changes: dict[str, str], complaint: str) -> None:
        known(shop)
        with pytest.raises(InputRefused, match=complaint):
            editing.edit(shop, "jana@example.com", changes)
        assert jana(shop).fields == {}

    def test_nobody_can_not_be_changed(self, shop: Shop) -> None:
        with pytest.raises(InputRefused, match="is not in the list"):
            editing.edit(shop, "jana@example.com", {"city": "Brno"})


class TestTags:
    def test_a_tag_is_stuck_once_and_taken_off(self, shop: Shop) -> None:
        known(shop)
        known(shop, email="petr@example.com")
        assert editing.tag(shop, ["jana@example.com"], " VIP ") == 1
        assert editing.tag(shop, ["jana@example.com", "petr@example.com"], "VIP") == 1
        assert jana(shop).tags == ("VIP",)
        assert editing.untag(shop, ["jana@example.com"], "VIP") == 1
        assert editing.untag(shop, ["jana@example.com"], "VIP") == 0
        assert editing.untag(shop, ["jana@example.com"], "never seen") == 0
        assert jana(shop).tags == ()

    @pytest.mark.parametrize("name", ["", " \t", "x" * 101])
    def test_a_word_that_is_no_tag_is_refused(self, shop: Shop, name: str) -> None:
        known(shop)
        with pytest.raises(InputRefused, match="can't be a tag"):
            editing.tag(shop, ["jana@example.com"], name)

    def test_one_unknown_person_stops_the_act(self, shop: Shop) -> None:
        known(shop)
        with pytest.raises(InputRefused, match="not in the list"):
            editing.tag(shop, ["jana@example.com", "nobody@example.com"], "VIP")
        assert jana(shop).tags == ()


class TestAgreedAgain:
    def test_the_entry_says_when_how_and_who(self, shop: Shop) -> None:
        known(shop)
        agreed(shop, YESTERDAY, " signed\tpaper ", " Eva ")
        with shop.reading() as session:
            entry = session.scalars(select(ConsentEntry)).one()
        assert (entry.act, entry.recorded_at) == (Act.AGREED_AGAIN, NOON)
        assert (entry.stated_at, entry.stated_text) == (start_of_day(YESTERDAY, ZONE), YESTERDAY.isoformat())
        assert (entry.method, entry.by_whom) == ("signed paper", "Eva")
        found = jana(shop)
        assert (found.mailable, found.basis, found.agreed_at) == (True, "consent-recorded", entry.stated_at)

    @pytest.mark.parametrize("reason", list(Reason))
    def test_it_lifts_what_is_older(self, shop: Shop, reason: Reason) -> None:
        known(shop)
        refused(shop, start_of_day(YESTERDAY, ZONE) - 1, reason)
        agreed(shop, YESTERDAY)
        assert jana(shop).mailable
        with shop.reading() as session:
            lifted = session.scalars(select(Suppression)).one()
            entry = session.scalars(select(ConsentEntry).where(ConsentEntry.act == Act.AGREED_AGAIN)).one()
        assert (lifted.lifted_at, lifted.lifted_by_id) == (NOON, entry.id)

    def test_it_lifts_all_reasons_or_none(self, shop: Shop) -> None:
        known(shop)
        refused(shop, NOON - 9 * DAY, Reason.CAME_BACK)
        refused(shop, NOON - 3 * DAY, Reason.COMPLAINED)
        with pytest.raises(InputRefused):
            agreed(shop, TODAY - timedelta(days=5))
        assert jana(shop).why_not is WhyNot.COMPLAINED
        agreed(shop, YESTERDAY)
        assert jana(shop).mailable

    @pytest.mark.parametrize(
        ("on", "complaint"),
        [
            (TODAY + timedelta(days=1), "has not come yet"),
            (date(1989, 12, 31), "too long ago"),
            (TODAY - timedelta(days=2), "is not later than what stands against jana@example.com since"),
            (YESTERDAY, "is not later than what stands against"),
        ],
    )
    def test_a_day_that_proves_nothing_is_refused(self, shop: Shop, on: date, complaint: str) -> None:
        known(shop)
        refused(shop, start_of_day(YESTERDAY, ZONE))
        with pytest.raises(InputRefused, match=complaint):
            agreed(shop, on)
        assert jana(shop).why_not is WhyNot.LEFT
        with shop.reading() as session:
            acts = session.scalars(select(ConsentEntry.act)).all()
        assert Act.AGREED_AGAIN not in acts

    @pytest.mark.parametrize("ago", [0, 1, 3 * 3600])
    def test_on_the_very_day_it_counts_from_right_after_the_refusal(self, shop: Shop, ago: int) -> None:
        known(shop)
        refused(shop, NOON - ago)
        agreed(shop, TODAY)
        assert jana(shop).mailable
        assert jana(shop).agreed_at == (NOON if ago == 0 else NOON - ago + 1)

    def test_a_refusal_that_is_yet_to_come_can_not_be_answered(self, shop: Shop) -> None:
        known(shop)
        refused(shop, NOON + 60)
        with pytest.raises(InputRefused, match="not later"):
            agreed(shop, TODAY)

    def test_a_no_of_the_same_second_still_counts(self, shop: Shop) -> None:
        known(shop)
        refused(shop, NOON)
        agreed(shop, TODAY)
        editing.unsubscribe(shop, ["jana@example.com"])
        assert jana(shop).why_not is WhyNot.LEFT

    def test_a_later_no_of_the_same_reason_has_to_be_answered_too(self, shop: Shop) -> None:
        known(shop)
        refused(shop, NOON - 9 * DAY)
        refused(shop, NOON - 2 * DAY)
        with pytest.raises(InputRefused, match="not later"):
            agreed(shop, TODAY - timedelta(days=5))

    @pytest.mark.parametrize(("how", "by"), [("", "Eva"), ("call", " "), ("\u200b", "Eva")])
    def test_a_proof_needs_a_way_and_a_witness(self, shop: Shop, how: str, by: str) -> None:
        known(shop)
        with pytest.raises(InputRefused, match="one of the two is missing"):
            agreed(shop, TODAY, how, by)

    def test_nobody_can_not_agree(self, shop: Shop) -> None:
        with pytest.raises(InputRefused, match="not in the list"):
            agreed(shop, TODAY)

    def test_somebody_set_aside_stays_so(self, shop: Shop) -> None:
        with shop.transaction() as session:
            a_contact(session, shop).quarantined = True
        agreed(shop, TODAY)
        assert jana(shop).why_not is WhyNot.QUARANTINED

    def test_it_outweighs_a_no_in_an_imported_file(self, shop: Shop) -> None:
        known(shop, Act.DECLINED)
        agreed(shop, TODAY)
        assert jana(shop).mailable


class TestUnsubscribing:
    def test_new_already_unknown_and_invalid_are_told_apart(self, shop: Shop) -> None:
        known(shop, Act.CONFIRMED)
        known(shop, email="petr@example.com")
        refused(shop, NOON - DAY, email="petr@example.com")
        named = ["JANA@example.com", "jana@example.com", "petr@example.com", "new@example.com", "x y"]
        expected = Unsubscribed(2, 2, 1, ("“x y” has no @.",))
        assert editing.unsubscribe(shop, named, plan_only=True) == expected
        assert jana(shop).mailable
        assert editing.unsubscribe(shop, named, "called\u200b on Monday") == expected
        assert jana(shop).why_not is WhyNot.LEFT
        assert editing.unsubscribe(shop, named) == Unsubscribed(0, 4, 0, ("“x y” has no @.",))
        with shop.reading() as session:
            entered = session.scalars(select(Suppression).where(Suppression.at == NOON)).all()
        notes = {(row.email, row.way, row.note) for row in entered if row.note}
        assert notes == {
            ("jana@example.com", Way.BY_HAND, "called on Monday"),
            ("new@example.com", Way.BY_HAND, "called on Monday"),
        }

    def test_the_address_of_a_stranger_is_kept_for_the_day_they_are_added(self, shop: Shop) -> None:
        editing.unsubscribe(shop, ["Jana@example.com"])
        known(shop, Act.CONFIRMED)
        assert jana(shop).why_not is WhyNot.LEFT

    def test_somebody_whose_mail_came_back_can_still_leave(self, shop: Shop) -> None:
        known(shop)
        refused(shop, NOON - DAY, Reason.CAME_BACK)
        assert editing.unsubscribe(shop, ["jana@example.com"]).new == 1
        assert jana(shop).why_not is WhyNot.LEFT

    def test_many_are_entered_at_once(self, shop: Shop) -> None:
        named = [f"p{number}@example.com" for number in range(1_100)]
        assert editing.unsubscribe(shop, named) == Unsubscribed(1_100, 0, 1_100, ())
        assert editing.unsubscribe(shop, named, plan_only=True) == Unsubscribed(0, 1_100, 0, ())

    def test_it_holds_even_after_the_clock_went_back(self, shop: Shop) -> None:
        known(shop)
        agreed(shop, TODAY)
        assert isinstance(shop.clock, AClock)
        shop.clock.moment = NOON - 400 * DAY
        editing.unsubscribe(shop, ["jana@example.com"])
        assert jana(shop).why_not is WhyNot.LEFT
