"""The preview follows the draft: as whom, how, what is wrong, what is left out."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.hard_cases import Case
from shopmail.campaigns.previewing import Person
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.model import Contact, Segment
from shopmail.ui.campaigns.preview.person_popup import PersonPopup
from tests.ui.campaigns.preview.a_pane import BLOCKS, PATIENCE, WITH_PICTURE, APane, a_pane
from tests.ui.campaigns.preview.listening import Servers
from tests.ui.conftest import Open

a_popup_opens = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
"""The offscreen platform can neither raise a popup nor grab the keys for it, and says so."""


def test_the_mail_follows_what_is_written(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    pane, person = shown.pane, shown.pane.person
    assert person is not None
    assert f"Dear {person.name.split()[0]}," in shown.words()
    assert pane.device.subject.accessibleName() == "Baskets for you"
    assert pane.device.preview_text.accessibleName() == "Two weeks"
    assert pane.device.from_to.accessibleName() == f"Květiny U Mostu · to {person.name}"
    assert pane.controls.person.currentText() == person.name
    for number in range(5):
        shown.keeper.change(subject=f"Draft {number}")
    shown.change(subject="Hello {{ first_name }}!")
    assert pane.device.subject.accessibleName() == f"Hello {person.name.split()[0]}!"
    # A mistake stands over the last mail that could be drawn, and goes with it.
    shown.change(subject="Hello {{ first")
    assert "Subject, line 1, column 7" in pane.mistake.words
    assert pane.device.subject.accessibleName() == f"Hello {person.name.split()[0]}!"
    assert "Autumn baskets" in shown.words()
    shown.change(subject="Hello", blocks=shown.keeper.written.blocks[:1])
    assert pane.mistake.words == ""
    assert pane.mistake.isHidden()
    assert "Dear" not in shown.words()


def test_an_empty_mail_is_told_in_words_alone(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot, ()).open()
    assert "it is empty" in shown.pane.mistake.words
    assert not shown.pane.device.isVisible()
    assert not shown.pane.controls.person.isVisible(), "nobody to choose from yet"
    assert shown.pane.device.view.engine is None


def test_nothing_is_drawn_out_of_sight(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot)
    shown.keeper.change(subject="Not seen yet")
    assert shown.pane.is_behind
    shown.open()
    assert shown.pane.device.subject.accessibleName() == "Not seen yet"
    shown.pane.hide()
    shown.keeper.change(subject="Changed meanwhile")
    shown.pane.show()
    shown.wait()
    assert shown.pane.device.subject.accessibleName() == "Changed meanwhile"


def test_hard_cases_are_looked_for_once_while_the_pane_is_in_sight(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    found, shown.pane.cases = shown.pane.cases, ()
    shown.keeper.change(subject="Written on")
    shown.keeper.flush()
    shown.pane.refresh()
    assert shown.wait().pane.cases == (), "not at each keeping: that would be a walk over everybody"
    shown.pane.hide()
    shown.pane.show()
    shown.pane.refresh()
    assert shown.wait().pane.cases == found
    assert found


def test_through_the_hard_cases_and_back_to_somebody(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    controls = shown.pane.controls
    cases = shown.pane.cases
    assert len(cases) > 1
    shown.pane.look_as(an_easy_one(shown, cases))
    shown.wait()
    assert controls.place.text() == f"{len(cases)} hard cases"
    assert not controls.case_words.isVisible()
    for number, case in enumerate((*cases, cases[0])):
        QTest.mouseClick(controls.next, Qt.MouseButton.LeftButton)
        shown.wait()
        at = number % len(cases)
        assert controls.place.text() == f"Hard case {at + 1} of {len(cases)}"
        assert controls.case_words.text() == case.words
        assert shown.pane.person == case.person
        assert shown.pane.device.from_to.accessibleName().endswith(case.person.name or case.person.email)
    QTest.mouseClick(controls.before, Qt.MouseButton.LeftButton)
    assert shown.wait().pane.person == cases[-1].person
    # From none of them, back leads to the last.
    shown.pane.look_as(an_easy_one(shown, cases))
    QTest.mouseClick(controls.before, Qt.MouseButton.LeftButton)
    assert shown.wait().pane.person == cases[-1].person


def an_easy_one(shown: APane, cases: Sequence[Case]) -> Person:
    """Somebody who is none of the hard cases."""
    known = {case.person.contact_id for case in cases}
    with shown.shop.reading() as session:
        row = session.scalars(select(Contact).where(Contact.id.not_in(known)).order_by(Contact.id)).first()
        assert row is not None
        return Person(row.id, row.email, f"{row.first_name} {row.last_name}".strip())


@a_popup_opens
def test_somebody_is_found_by_name_and_looked_as(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    shown.pane.controls.person.setFocus()
    QTest.keyClick(shown.pane.controls.person, Qt.Key.Key_Space)
    (popup,) = shown.pane.findChildren(PersonPopup)
    QTest.keyClicks(popup.field, "nobody at all")
    qtbot.waitUntil(popup.nobody.isVisible)
    popup.field.clear()
    QTest.keyClicks(popup.field, "novak")
    qtbot.waitUntil(lambda: popup.list.model().rowCount() > 1)
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    wanted = str(popup.list.currentIndex().data())
    assert popup.list.currentIndex().row() == 1
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    person = shown.wait().pane.person
    assert person is not None
    assert wanted == f"{person.name} · {person.email}"
    assert "Nov" in person.name
    assert f"to {person.name}" in shown.pane.device.from_to.accessibleName()


def test_what_came_from_data_is_marked_and_named(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot)
    with shown.shop.transaction() as session:
        nameless = session.scalars(select(Contact).order_by(Contact.id)).first()
        assert nameless is not None
        nameless.first_name, nameless.city = "", "Písek"
        person = Person(nameless.id, nameless.email, nameless.last_name)
    shown.open()
    QTest.mouseClick(shown.pane.controls.mark, Qt.MouseButton.LeftButton)
    shown.wait()
    assert shown.pane.legend.isVisible()
    shown.pane.look_as(person)
    shown.wait()
    assert shown.pane.legend.text() == (
        "Known of this person: City.\nNot known, other words stand there: First name."
    )
    assert "Dear friend," in shown.words()
    QTest.mouseClick(shown.pane.controls.mark, Qt.MouseButton.LeftButton)
    shown.wait()
    assert not shown.pane.legend.isVisible()


def test_pictures_on_the_web_are_a_choice(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot, WITH_PICTURE).open()
    pictures = shown.pane.pictures
    assert pictures.words == "1 picture on the web is not shown."
    assert pictures.step is not None
    assert pictures.step.text() == "Show them in this campaign"
    for look in ("dark", "no-pictures", "text", "light"):
        shown.pane.controls.looks.choose(look)
        shown.pane.controls.looks.chosen.emit(look)
        shown.wait()
        assert pictures.isVisible() == (look in ("dark", "light")), "plain text has no pictures to miss"
    shown.change(blocks=(*shown.keeper.written.blocks[:-1],))
    assert not pictures.isVisible()
    with Servers() as servers:
        here = Picture(url=f"http://{servers.web}/rose.gif", alt="A rose")
        shown.change(blocks=(*BLOCKS, here))
        assert pictures.isVisible()
        QTest.mouseClick(pictures.step, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: servers.asked == ["/rose.gif"], timeout=PATIENCE)
        assert shown.wait().keeper.written.remote_pictures
        assert pictures.words == "1 picture is fetched from the web."
        assert pictures.step.text() == "Don't fetch them"
        QTest.mouseClick(pictures.step, Qt.MouseButton.LeftButton)
        assert not shown.wait().keeper.written.remote_pictures
        shown.change(subject="Other", blocks=(here,))
        assert servers.asked == ["/rose.gif"]


def test_phone_desktop_dark_and_plain_text(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    pane = shown.pane
    assert pane.device.view.width() == 375
    desktop = next(half for half in pane.findChildren(QPushButton) if half.text() == "Desktop")
    QTest.mouseClick(desktop, Qt.MouseButton.LeftButton)
    shown.wait()
    engine = pane.device.view.engine
    assert engine is not None
    assert pane.device.view.width() > 400
    assert engine.view.zoomFactor() == pytest.approx(pane.device.view.width() / 640)
    pane.controls.looks.setFocus()
    for look in ("dark", "no-pictures", "text"):
        QTest.keyClick(pane.controls.looks, Qt.Key.Key_Down)
        assert pane.controls.look == look
        shown.wait()
    assert "AUTUMN BASKETS" in shown.text().upper()
    assert UNSUBSCRIBE_URL in shown.text()


def test_a_pressed_link_is_told_and_can_be_copied(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    link = shown.pane.link
    shown.pane.device.view.link_pressed.emit("https://example.com/basket")
    assert link.words == "This link leads to https://example.com/basket"
    assert link.step is not None
    QTest.mouseClick(link.step, Qt.MouseButton.LeftButton)
    assert QGuiApplication.clipboard().text() == "https://example.com/basket"
    shown.change(subject="Other")
    assert link.words, "the mail is the same one"
    shown.change(blocks=BLOCKS[:1])
    assert link.words == ""


def test_another_audience_is_looked_at_through_its_own_people(
    open_window: Open, filled: Path, qtbot: QtBot
) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    first = shown.pane.person
    with shown.shop.reading() as session:
        segments = session.scalars(select(Segment.id)).all()
    people = {first, *(shown.change(segment_id=segment).pane.person for segment in segments)}
    assert len(people) > 1
    chosen = shown.pane.cases[0].person
    shown.pane.look_as(chosen)
    assert shown.change(segment_id=None).pane.person == chosen


def test_somebody_who_was_erased_is_not_looked_as(open_window: Open, filled: Path, qtbot: QtBot) -> None:
    shown = a_pane(open_window, filled, qtbot).open()
    first = shown.pane.person
    shown.pane.look_as(Person(10**9, "gone@example.com", "Gone"))
    assert shown.wait().pane.person == first
    assert shown.pane.mistake.words == ""
    assert first is not None
    assert shown.pane.controls.person.currentText() == first.name
