"""What a person's card shows: standing with its proof, fields, and a history of any length."""

import shutil
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.contacts import editing
from shopmail.model import Act, Contact, Reason, Way
from shopmail.storage.shop import Shop
from shopmail.ui.contacts.card import reading
from shopmail.ui.contacts.card.happened import AT_FIRST, AT_MOST
from shopmail.ui.contacts.card.person import Person
from shopmail.wording import LANGUAGES
from tests.builders import NOON, a_contact, a_refusal, a_shop, an_entry
from tests.ui.a_card import HANA, JANA, MARCH_2024, OLGA, ONDREJ, Hands, make_people
from tests.ui.conftest import Open
from tests.ui.walking import cut_off, out_of_order, without_a_name

SLOWEST = 0.05
"""Seconds that the GUI thread may be held."""


pytestmark = pytest.mark.qt_log_ignore("does not support raise", "does not support grabbing the keyboard")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_people(tmp_path_factory.mktemp("people"))


@pytest.fixture
def people(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made, tmp_path))


@pytest.fixture
def hands(open_window: Open, people: Path, qtbot: QtBot) -> Hands:
    return Hands(open_window(people), qtbot)


def read(shop: Shop, email: str = "jana@example.com", now: int = NOON) -> Person:
    with shop.reading() as session:
        found = session.scalars(select(Contact.id).where(Contact.email == email)).one()
        return reading.person(session, shop.settings(), found, now)


HEADLINES: dict[tuple[Act, ...], str] = {
    (Act.SIGNED_UP, Act.CONFIRMED): "Can be mailed: agreed, confirmed",
    (Act.AGREED_AGAIN,): "Can be mailed: agreed, recorded by hand",
    (Act.ORDERED,): "Can be mailed: has bought from you",
    (Act.SIGNED_UP,): "Waiting for answer: signed up, not confirmed",
    (Act.SIGNED_UP, Act.ASKED): "Waiting for answer: asked, not confirmed yet",
    (Act.CONFIRMED_UNDATED,): "Waiting for answer: confirmed, but nobody knows when",
    (): "Waiting for answer: nothing shows that they agreed",
    (Act.DECLINED,): "Must not be mailed: said no to marketing",
}


def test_the_standing_is_one_sentence_with_its_reason(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            for number, acts in enumerate(HEADLINES):
                a_contact(session, shop, f"p{number}@example.com", acts)
        found = [read(shop, f"p{number}@example.com").headline for number in range(len(HEADLINES))]
    assert found == list(HEADLINES.values())


def test_a_refusal_says_when_and_how(tmp_path: Path) -> None:
    every = [(reason, way, f"{reason}.{way}@example.com") for reason in Reason for way in Way]
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            for reason, way, email in every:
                a_contact(session, shop, email)
                a_refusal(session, shop, email, reason, way, MARCH_2024)
        for _reason, _way, email in every:
            found = read(shop, email)
            assert found.headline.startswith("Must not be mailed: ")
            assert "12 Mar 2024" in found.headline
            assert found.state.role == "bad"


def test_waived_and_resting_have_their_own_sentences(tmp_path: Path) -> None:
    with a_shop(tmp_path, consent__double_opt_in="not-required") as shop:
        with shop.transaction() as session:
            a_contact(session, shop, acts=(Act.SIGNED_UP,))
            a_contact(session, shop, "rest@example.com").quarantined = True
            old = a_contact(session, shop, "old@example.com", (Act.CONFIRMED,))
            old.old_list, old.agreed_at = True, 0
        assert read(shop).headline == "Can be mailed: signed up, no confirmation needed"
        assert read(shop, "rest@example.com").headline == "Resting: set aside until you release them"
        assert read(shop, "old@example.com").headline == "Resting: the confirmation is past your age limit"


def test_a_day_without_a_time_is_shown_without_one(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        with shop.transaction() as session:
            contact = a_contact(session, shop)
            an_entry(session, contact, Act.CONFIRMED, MARCH_2024 - (17 * 60 + 42) * 60)
        assert [line.value for line in read(shop).proof] == ["12 Mar 2024"]


def test_the_card_shows_who_it_is_and_what_proves_it(hands: Hands) -> None:
    hands.open(JANA)
    words = hands.words()
    assert {"Jana Dvořáková", JANA} <= set(words)
    block = hands.card.record.standing
    assert block.accessibleName() == words[0] == "Can be mailed: agreed, confirmed"
    assert "Confirmed: 12 Mar 2024 17:49, link" in block.accessibleDescription()
    proof = words[words.index("Signed up") :][:12]
    assert proof == [
        *("Signed up", "12 Mar 2024 17:42, web form", "Confirmed", "12 Mar 2024 17:49, link"),
        *("Where", "Web form", "Told", "“Yes, send me your news.”"),
        *("Proof", "newsletter-2024.csv, row 118"),
        *("Birth date", "14 May 1984"),
    ]
    assert hands.card.record.note.toPlainText() == "Likes <b>peonies</b>."


def test_where_there_is_no_name_the_address_stands_for_it(hands: Hands) -> None:
    hands.open(OLGA)
    assert [word.replace("\u200b", "") for word in hands.words()].count(OLGA) == 1
    assert "Nothing else is known of this person yet." in hands.words()


def test_another_person_is_another_card(hands: Hands) -> None:
    hands.open(JANA)
    hands.open(ONDREJ)
    assert "Must not be mailed: left on 21 Mar 2024 by the link in a mail" in hands.words()
    assert not any("peonies" in word or "Jana" in word for word in hands.words())
    assert hands.card.record.note.toPlainText() == ""


def test_what_somebody_else_changes_appears(hands: Hands) -> None:
    card = hands.open(JANA)
    editing.edit(hands.shop, JANA, {"city": "Tábor"})
    card.refresh()
    hands.settle()
    assert "Tábor" in hands.words()
    assert "Písek" not in hands.words()


def test_somebody_who_is_gone_is_told_on_the_card(hands: Hands) -> None:
    hands.card.show_person(999_999)
    hands.settle()
    assert "This person is no longer in the list." in hands.words()
    assert not hands.card.head.edit.isVisible()
    hands.open(JANA)
    assert "This person is no longer in the list." not in hands.words()


def test_the_address_is_copied(hands: Hands) -> None:
    hands.open(JANA)
    hands.menu("Copy address")
    assert QGuiApplication.clipboard().text() == JANA


def test_esc_and_the_cross_want_the_card_away(hands: Hands, qtbot: QtBot) -> None:
    card = hands.open(JANA)
    with qtbot.waitSignal(card.closed):
        hands.click(card.head.close_card)
    with qtbot.waitSignal(card.closed):
        hands.key(Qt.Key.Key_Escape, card)


class TestHistory:
    def test_the_newest_come_first_and_the_older_when_asked_for(self, hands: Hands) -> None:
        card = hands.open(HANA)
        happened = card.record.happened
        lines = happened.timeline.model()
        assert lines.rowCount() == AT_FIRST
        assert lines.index(1, 0).data().startswith("23 Apr 2024\tOrdered something\torder 2024-997")
        assert happened.more.text() == f"Show {AT_MOST} more"
        hands.click(happened.more)
        assert lines.rowCount() == AT_FIRST + AT_MOST
        for _press in range(4):
            hands.click(happened.more)
        assert lines.rowCount() == 1_000
        assert not happened.more.isVisible()
        assert happened.timeline.height() == happened.timeline.visualRect(lines.index(999, 0)).bottom() + 1

    def test_it_is_narrowed_to_one_kind(self, hands: Hands) -> None:
        card = hands.open(ONDREJ)
        happened = card.record.happened
        offered = [happened.filter.itemText(row) for row in range(happened.filter.count())]
        assert offered == ["Everything", "Agreement", "Imports"]
        happened.filter.setFocus()
        hands.key(Qt.Key.Key_Down, happened.filter)
        lines = happened.timeline.model()
        shown = [lines.index(row, 0).data().split("\t")[1] for row in range(lines.rowCount())]
        assert shown == ["Left: must not be mailed", "Confirmed"]
        card.refresh()
        hands.settle()
        assert happened.filter.key == "agreement"
        hands.open(HANA)
        assert happened.filter.key == "", "another person is seen whole"

    def test_a_line_is_copied_with_its_whole_proof(self, hands: Hands) -> None:
        timeline = hands.open(JANA).record.happened.timeline
        timeline.setFocus()
        for _press in range(2):
            hands.key(Qt.Key.Key_Down)
        QGuiApplication.clipboard().clear()
        assert timeline.currentIndex().row() == 2

        QTest.keyClick(timeline, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        copied = QGuiApplication.clipboard().text()
        assert copied.startswith("12 Mar 2024\tSigned up\thow: web form")
        assert "line 118 of “newsletter-2024.csv”" in copied

    def test_the_keyboard_is_followed_by_what_is_seen(self, hands: Hands) -> None:
        card = hands.open(HANA)
        timeline = card.record.happened.timeline
        card.record.happened.filter.setFocus()
        for key, row in (
            (Qt.Key.Key_Tab, 0),
            (Qt.Key.Key_End, AT_FIRST - 1),
            (Qt.Key.Key_Home, 0),
        ):
            hands.key(key)
            place = timeline.visualRect(timeline.currentIndex())
            place.moveTopLeft(timeline.mapTo(card, place.topLeft()))
            assert timeline.currentIndex().row() == row
            assert card.rect().contains(place)


def test_a_thousand_things_hold_nobody_up(hands: Hands, qtbot: QtBot) -> None:
    """The part on the GUI thread: fill the card, lay it out, paint it."""
    card = hands.open(JANA)
    found = read(hands.shop, HANA, hands.shop.clock.now())
    assert len(found.history) == 1_000
    took = []
    for _try in range(3):
        hands.open(JANA)
        began = time.perf_counter()
        card._show(found)
        card.grab()
        took.append(time.perf_counter() - began)
    assert min(took) < SLOWEST, f"the card took {min(took) * 1000:.0f} ms"


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read_and_reached(
    open_window: Open, people: Path, qtbot: QtBot, language: str
) -> None:
    with Shop(people) as shop:
        shop.change_settings({"shop.language": language})
        name = "Maximiliána Kunhuta Bartholoměusová-Wolfeschlegelsteinhausenbergerdorffová"
        editing.edit(shop, JANA, {"last_name": name, "street": "x" * 300, "phone": "1"}, {"Pet " * 9: "Rex"})
        editing.tag(shop, [JANA], "very long tag " * 7)
    hands = Hands(open_window(people), qtbot)
    for email in (JANA, ONDREJ, OLGA):
        card = hands.open(email)
        assert list(without_a_name(card)) == []
        assert list(cut_off(card)) == []
        assert list(out_of_order(card)) == []
        card.edit()
        hands.settle()
        assert list(without_a_name(card)) == []
        assert list(cut_off(card)) == []
        card.back()
