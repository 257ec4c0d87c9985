"""What is done to the chosen people: the sheets before it, the strip while it lasts, and the way back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from shopmail.consent.mailable import Standing
from shopmail.contacts import bulk, listing
from shopmail.contacts.bulk import Chosen
from shopmail.contacts.listing import Query
from shopmail.errors import FileRefused, Stopped
from shopmail.model import Act, ConsentEntry, Contact, Suppression, Way
from shopmail.ui import background
from shopmail.ui.background import Progress
from shopmail.ui.contacts.add_sheet import AddSheet
from shopmail.ui.contacts.long_act import LATE, LongAct
from shopmail.ui.contacts.page import ContactsPage
from shopmail.ui.contacts.suppress_sheet import SuppressSheet
from shopmail.ui.contacts.tag_sheet import TagSheet, UntagSheet
from shopmail.ui.main_window import MainWindow
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.toast import Toast
from tests.ui.conftest import Open

EVERYBODY = Chosen(query=Query())
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(open_window: Open, filled: Path, qtbot: QtBot) -> ContactsPage:
    window = open_window(filled).window
    window.show_page(1)
    page = window.page
    assert isinstance(page, ContactsPage)
    qtbot.waitUntil(lambda: page.model.rowCount() == 600 and bool(page.head.state))
    return page


def window_of(page: ContactsPage) -> MainWindow:
    window = page.window()
    assert isinstance(window, MainWindow)
    return window


def toast_of(page: ContactsPage, qtbot: QtBot, words: str) -> Toast:
    """The toast, once it says ``words``."""
    toast = window_of(page).toast
    assert toast is not None
    qtbot.waitUntil(lambda: toast.isVisible() and words in toast.words, timeout=3000)
    return toast


def choose(page: ContactsPage, *rows: int) -> None:
    for row in rows:
        page.table.ticked.emit(row)


def standings(page: ContactsPage) -> dict[Standing, int]:
    with page.desk.shop.reading() as session:
        return listing.counts_by_standing(session, Query(), page.desk.now())


def tags(page: ContactsPage) -> dict[str, int]:
    with page.desk.shop.reading() as session:
        return dict(bulk.tag_names(session, EVERYBODY, page.desk.now()))


# ---- tags -------------------------------------------------------------------------------------------


def test_a_new_tag_is_stuck_on_and_taken_back(page: ContactsPage, qtbot: QtBot) -> None:
    before = tags(page)
    choose(page, 0, 1, 2)
    page.bar.tag.click()
    qtbot.waitUntil(lambda: isinstance(window_of(page).sheet, TagSheet))
    sheet = window_of(page).sheet
    assert isinstance(sheet, TagSheet)
    assert sheet.go.text() == "Tag 3 people"
    sheet.go.click()
    qtbot.waitUntil(lambda: bool(sheet.field.error))
    QTest.keyClicks(sheet.name, "Fair 2026")
    assert sheet.field.error == ""
    sheet.go.click()
    toast = toast_of(page, qtbot, "3 people tagged “Fair 2026”.")
    assert tags(page) == before | {"Fair 2026": 3}
    assert page.choosing.count == 0
    toast.undo.click()
    toast_of(page, qtbot, "“Fair 2026” taken off 3 people.")
    assert tags(page) == before


def test_a_tag_that_is_there_is_picked(page: ContactsPage, qtbot: QtBot) -> None:
    bulk.tag(page.desk.shop, EVERYBODY, "regular & dear")
    choose(page, 0)
    page.bar.tag.click()
    qtbot.waitUntil(lambda: isinstance(window_of(page).sheet, TagSheet))
    sheet = window_of(page).sheet
    assert isinstance(sheet, TagSheet)
    next(button for button in sheet.offered if button.accessibleName() == "regular & dear").click()
    assert sheet.name.text() == "regular & dear"
    sheet.go.click()
    toast_of(page, qtbot, "0 people tagged “regular & dear”.")


def test_a_tag_is_taken_off_and_put_back(page: ContactsPage, qtbot: QtBot) -> None:
    with page.desk.shop.reading() as session:
        some = tuple(bulk.ids(session, EVERYBODY, page.desk.now())[:4])
    bulk.tag(page.desk.shop, Chosen(ids=some), "VIP")
    page.choosing.set(some[:3], chosen=True)
    choose(page, 9)
    page.bar.untag.click()
    qtbot.waitUntil(lambda: isinstance(window_of(page).sheet, UntagSheet))
    sheet = window_of(page).sheet
    assert isinstance(sheet, UntagSheet)
    sheet.tag.choose("VIP")
    assert sheet.go.text() == "Take it off 3 people"
    sheet.go.click()
    toast = toast_of(page, qtbot, "“VIP” taken off 3 people.")
    assert tags(page)["VIP"] == 1
    toast.undo.click()
    toast_of(page, qtbot, "3 people tagged “VIP”.")
    assert tags(page)["VIP"] == 4


def test_who_has_no_tag_can_lose_none(page: ContactsPage, qtbot: QtBot) -> None:
    with page.desk.shop.reading() as session:
        tagged = bulk.tag_names(session, EVERYBODY, page.desk.now())
    for name, _count in tagged:
        bulk.untag(page.desk.shop, EVERYBODY, name)
    choose(page, 0)
    page.bar.untag.click()
    toast_of(page, qtbot, "None of these people has a tag.")
    assert window_of(page).sheet is None


# ---- must not be mailed -----------------------------------------------------------------------------


def open_plan(page: ContactsPage, qtbot: QtBot) -> SuppressSheet:
    page.bar.suppress.click()
    qtbot.waitUntil(lambda: isinstance(window_of(page).sheet, SuppressSheet))
    sheet = window_of(page).sheet
    assert isinstance(sheet, SuppressSheet)
    return sheet


def test_all_found_are_entered_after_the_plan_and_taken_back(page: ContactsPage, qtbot: QtBot) -> None:
    before = standings(page)
    page.chips["must-not-be-mailed"].click()
    qtbot.waitUntil(lambda: 0 < page.model.rowCount() < 200)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_A, CONTROL)
    sheet = open_plan(page, qtbot)
    people = before[Standing.MUST_NOT]
    with page.desk.shop.reading() as session:
        left = len(session.scalars(select(Suppression.id).where(Suppression.reason == "left")).all())
    new = people - left
    assert sheet.plan.text() == f"{people} people: {new} will be unsubscribed, {left} already are."
    assert sheet.go.text() == f"Unsubscribe {new} people"
    QTest.keyClicks(sheet.reason, "called us")
    QTest.keyClick(sheet.reason, Qt.Key.Key_Return)
    assert window_of(page).sheet is sheet, "Enter must not enter anybody"
    sheet.go.click()
    toast = toast_of(page, qtbot, f"{new} people are unsubscribed.")
    with page.desk.shop.reading() as session:
        notes = session.scalars(select(Suppression.note).where(Suppression.way == Way.BY_HAND)).all()
        assert notes == ["called us"] * new
    toast.undo.click()
    toast_of(page, qtbot, f"Taken back: {new} people stand as before.")
    assert standings(page) == before


def test_esc_leaves_everybody_alone(page: ContactsPage, qtbot: QtBot) -> None:
    before = standings(page)
    choose(page, 0, 1)
    sheet = open_plan(page, qtbot)
    QTest.keyClick(sheet.reason, Qt.Key.Key_Escape)
    assert window_of(page).sheet is None
    assert standings(page) == before
    assert page.choosing.count == 2


def test_where_all_have_left_there_is_nothing_to_do(page: ContactsPage, qtbot: QtBot) -> None:
    with page.desk.shop.reading() as session:
        some = tuple(bulk.ids(session, EVERYBODY, page.desk.now())[:2])
    bulk.unsubscribe(page.desk.shop, Chosen(ids=some), "")
    page.choosing.set(some, chosen=True)
    sheet = open_plan(page, qtbot)
    assert sheet.plan.text() == "2 people are chosen, and all of them are unsubscribed already."
    assert not sheet.go.isVisible()
    sheet.close_sheet()


# ---- a file of them ---------------------------------------------------------------------------------


def save_as(page: ContactsPage, path: Path) -> None:
    """Answer the file dialog that is open."""
    (dialog,) = page.findChildren(QFileDialog)
    dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)
    dialog.fileSelected.emit(str(path))
    dialog.reject()


def test_those_found_are_saved(page: ContactsPage, tmp_path: Path, qtbot: QtBot) -> None:
    page.chips["waiting"].click()
    qtbot.waitUntil(lambda: page.model.rowCount() == 16)
    page.tools.save.click()
    save_as(page, tmp_path / "waiting.csv")
    toast_of(page, qtbot, "16 people saved in waiting.csv.")
    lines = (tmp_path / "waiting.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == 17


def test_those_chosen_are_saved_in_place_of_a_file(page: ContactsPage, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "some.csv").write_text("old", encoding="utf-8")
    choose(page, 3, 4)
    page.bar.save.click()
    save_as(page, tmp_path / "some.csv")
    toast_of(page, qtbot, "2 people saved in some.csv.")
    assert len((tmp_path / "some.csv").read_text(encoding="utf-8-sig").splitlines()) == 3
    assert page.choosing.count == 2, "they stay chosen"


def test_a_folder_that_is_not_there_is_told_in_the_page(
    page: ContactsPage, tmp_path: Path, qtbot: QtBot
) -> None:
    page.tools.save.click()
    save_as(page, tmp_path / "nowhere" / "some.csv")
    qtbot.waitUntil(lambda: len(page.findChildren(Notice)) == 1)
    (notice,) = page.findChildren(Notice)
    assert notice.accessibleName() == "The list was not exported"
    page.show_problem(FileRefused("Another matter", "It was refused."))
    qtbot.waitUntil(lambda: [one.accessibleName() for one in page.findChildren(Notice)] == ["Another matter"])


def test_a_long_act_shows_how_far_it_is_and_can_be_stopped(page: ContactsPage, qtbot: QtBot) -> None:
    strip: LongAct = page.saving
    ended: list[int] = []

    def count(progress: Progress, stopped: background.Stopped) -> int:
        while not stopped():
            progress(40, 90)
            page.desk.shop.clock.sleep(0.01)
        raise Stopped("Nothing was counted", "You stopped it.")

    strip.begin(count, ended.append)
    strip.begin(count, ended.append)
    toast_of(page, qtbot, "Please wait")
    assert not strip.isVisible()
    qtbot.waitUntil(strip.isVisible, timeout=LATE + 1000)
    assert any(words.text() == "40 of 90 people" for words in strip.findChildren(QLabel))
    strip.stopped.emit()
    toast_of(page, qtbot, "You stopped it.")
    assert not strip.isVisible()
    assert not strip.is_busy
    assert ended == []


# ---- one more person --------------------------------------------------------------------------------


def open_add(page: ContactsPage) -> AddSheet:
    QTest.keyClick(page.window(), Qt.Key.Key_N, CONTROL)
    sheet = window_of(page).sheet
    assert isinstance(sheet, AddSheet)
    return sheet


def test_a_person_is_added_and_waits_for_an_agreement(page: ContactsPage, qtbot: QtBot) -> None:
    sheet = open_add(page)
    assert sheet.email.hasFocus()
    QTest.keyClicks(sheet.email, "adela@example")
    QTest.keyClick(sheet.email, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: bool(sheet.address.error))
    assert sheet.first.hasFocus()
    sheet.email.setFocus()
    sheet.email.clear()
    QTest.keyClicks(sheet.email, "adela@example.com")
    assert sheet.address.error == ""
    for field, words in ((sheet.first, "Adéla"), (sheet.last, "Žáková"), (sheet.tags, "VIP, fair , ")):
        field.setText(words)
    QTest.keyClick(sheet.last, Qt.Key.Key_Return)
    toast_of(page, qtbot, "adela@example.com is in the list now.")
    with page.desk.shop.reading() as session:
        person = session.scalars(select(Contact).where(Contact.email == "adela@example.com")).one()
        assert (person.first_name, person.last_name, person.agreement) == ("Adéla", "Žáková", "none")
        assert bulk.tag_names(session, Chosen(ids=(person.id,)), page.desk.now()) == (("VIP", 1), ("fair", 1))
    assert page.beside.card is not None
    assert page.beside.card.shown == person.id
    qtbot.waitUntil(lambda: page.model.rowCount() == 601, timeout=3000)


def test_a_person_who_agreed_is_added_with_the_proof(page: ContactsPage, qtbot: QtBot) -> None:
    sheet = open_add(page)
    QTest.keyClicks(sheet.email, "adela@example.com")
    sheet.agreed.click()
    assert sheet.agreement.isVisible()
    sheet.go.click()
    qtbot.waitUntil(lambda: bool(sheet.findChildren(Notice)))
    (notice,) = sheet.findChildren(Notice)
    assert notice.accessibleName() == "The agreement was not recorded"
    sheet.agreement.how.setText("signed paper")
    sheet.agreement.by.setText("Eva")
    sheet.go.click()
    toast_of(page, qtbot, "adela@example.com is in the list now.")
    with page.desk.shop.reading() as session:
        person = session.scalars(select(Contact).where(Contact.email == "adela@example.com")).one()
        entry = session.scalars(select(ConsentEntry).where(ConsentEntry.contact_id == person.id)).one()
        assert (entry.act, entry.method, entry.by_whom) == (Act.AGREED_AGAIN, "signed paper", "Eva")


def test_who_is_there_already_is_not_added_twice(page: ContactsPage, qtbot: QtBot) -> None:
    there = page.model.index(0, 2).data()
    sheet = open_add(page)
    QTest.keyClicks(sheet.email, there.upper())
    sheet.go.click()
    qtbot.waitUntil(lambda: sheet.address.error.endswith("is already in the list."))
    assert window_of(page).sheet is sheet
    sheet.close_sheet()
