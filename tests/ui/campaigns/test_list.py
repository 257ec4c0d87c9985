"""The list of campaigns: by state, searched, sorted; what can be done with one, and its way back."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from shopmail.campaigns.saving import Written, begin
from shopmail.model import Campaign, CampaignState
from shopmail.ui.campaigns.draft.page import CampaignPage
from shopmail.ui.campaigns.reading import filled_in, subject_words
from shopmail.ui.reports.page import ReportsPage
from shopmail.ui.widgets.name_sheet import NameSheet
from tests.ui.campaigns.hands import DRAFT, Hands, a_popup_opens
from tests.ui.conftest import Open

ALL = ["Dušičkové věnce", "Podzimní vazby", "Pivoňky jsou tady"]


def test_found_by_state_and_by_letters_and_put_in_order(hands: Hands) -> None:
    hands.go("campaigns")
    page = hands.page
    assert hands.names() == ALL
    assert [chip.accessibleName() for chip in page.chips.values()] == [
        "All campaigns 3",
        "Drafts 1",
        "Being sent 0",
        "Sent 2",
        "Recalled 0",
        "Archived 0",
    ]
    assert page.model.records[1].subject == "‹First name›, podzim je ve váze"
    QTest.mouseClick(page.chips["sent"], Qt.MouseButton.LeftButton)
    assert hands.names() == ALL[1:]
    page.table.header.sort_wanted.emit("name", False)
    assert hands.names() == ["Pivoňky jsou tady", "Podzimní vazby"]
    page.table.header.sort_wanted.emit("recipients", True)
    assert [line.recipients for line in page.model.records] == [147, 74]
    page.search.setText("váze")
    page.search.returnPressed.emit()
    assert hands.names() == ["Podzimní vazby"]
    QTest.mouseClick(page.chips["recalled"], Qt.MouseButton.LeftButton)
    assert hands.names() == []
    assert page.unfound.isVisible()
    assert not page.empty.isVisible()
    hands.key(Qt.Key.Key_Escape)
    assert sorted(hands.names()) == sorted(ALL)


def test_renamed_duplicated_archived_deleted_and_each_taken_back(hands: Hands) -> None:
    hands.go("campaigns")
    hands.act(0, "Rename")
    sheet = hands.window.sheet
    assert isinstance(sheet, NameSheet)
    sheet.name.setText(" ")
    sheet.primary.click()  # type: ignore[union-attr]
    hands.settle()
    assert sheet.field.error.startswith("A campaign needs a name."), "the sheet stays"
    sheet.name.setText("Věnce")
    hands.press("Rename")
    assert hands.names()[0] == "Věnce"
    hands.undo()
    assert hands.names() == ALL

    hands.act(1, "Duplicate")
    assert hands.said == "“Podzimní vazby (2)” is a new draft."
    assert hands.names() == ["Podzimní vazby (2)", *ALL]
    hands.undo()
    assert hands.names() == ALL

    hands.act(2, "Archive")
    assert hands.names() == ALL[:2]
    QTest.mouseClick(hands.page.chips["archived"], Qt.MouseButton.LeftButton)
    assert hands.names() == ALL[2:]
    hands.act(0, "Take out of the archive")
    assert hands.names() == []
    hands.undo()
    assert hands.names() == ALL[2:]

    hands.page.go_to("")
    assert "Delete" not in [words for words, _act in hands.page.menu_of(1)], "it was sent"
    before = hands.opened()
    hands.act(0, "Delete")
    assert hands.names() == ALL[1:2]
    hands.undo()
    assert hands.names() == ALL[:2]
    assert hands.opened() == before


def test_what_was_refused_is_said_over_the_list(hands: Hands) -> None:
    hands.go("campaigns")
    line = hands.page.model.records[0]
    hands.act(0, "Delete")
    hands.page.acts.duplicate(line)
    hands.settle()
    assert "There is no such campaign" in hands.words()
    hands.press("Close")
    assert "There is no such campaign" not in hands.words()
    hands.page.acts.duplicate(line)
    hands.settle()
    assert "There is no such campaign" in hands.words()
    hands.go("segments")
    hands.go("campaigns")
    assert "There is no such campaign" not in hands.words(), "it was of then"


def test_a_name_that_is_refused_after_its_sheet_was_closed_is_told_over_the_list(hands: Hands) -> None:
    hands.go("campaigns")
    hands.act(0, "Rename")
    sheet = hands.window.sheet
    assert isinstance(sheet, NameSheet)
    sheet.wanted.emit(" ")
    sheet.close_sheet()
    QCoreApplication.sendPostedEvents(sheet, QEvent.Type.DeferredDelete)
    hands.settle()
    assert "A campaign needs a name." in hands.words()


def test_what_is_copied_is_what_can_be_read(hands: Hands) -> None:
    hands.go("campaigns")
    hands.page.table.selectRow(0)
    hands.page.table.copy_wanted.emit()
    hands.settle()
    cells = QApplication.clipboard().text().split("\t")
    assert cells[0] == ALL[0]
    assert len(cells) == hands.page.model.columnCount() - 1, "the dots of the menu are no words"


@a_popup_opens
def test_the_menu_of_a_row_opens_at_its_dots_by_the_right_button_and_by_key(hands: Hands) -> None:
    hands.go("campaigns")
    table, menu = hands.page.table, hands.page.menu
    dots = hands.page.model.columnCount() - 1
    wanted = ["Open", "Rename", "Duplicate", "Archive", "Delete"]
    for row, by in ((0, "click"), (1, "mouse"), (0, "key")):
        place = table.visualRect(hands.page.model.index(row, dots if by == "click" else 0)).center()
        if by == "click":
            QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
        else:
            reason = QContextMenuEvent.Reason.Mouse if by == "mouse" else QContextMenuEvent.Reason.Keyboard
            table.setCurrentIndex(hands.page.model.index(0, 0))
            target = table.viewport() if by == "mouse" else table
            at = place if by == "mouse" else QPoint(0, 0)
            QApplication.sendEvent(target, QContextMenuEvent(reason, at, target.mapToGlobal(at)))
        assert menu.menu is not None
        assert [act.text() for act in menu.menu.actions()] == wanted[: 5 - row], by
        assert table.currentIndex().row() == row
        menu.menu.close()
        hands.settle()
        assert menu.menu is None


def test_a_campaign_is_opened_where_something_can_be_done_with_it(hands: Hands) -> None:
    hands.go("campaigns")
    assert [line.page for line in hands.page.model.records] == ["campaign", "reports", "reports"]
    with hands.shop.transaction() as session:
        session.get_one(Campaign, 1).state = CampaignState.STOPPED
    hands.go("campaigns")
    assert [line.page for line in hands.page.model.records] == ["campaign", "reports", "sending"]
    hands.page.table.opened.emit(1)
    assert isinstance(hands.window.page, ReportsPage)
    hands.go("campaigns")
    hands.page.table.opened.emit(0)
    hands.settle()
    assert isinstance(hands.window.page, CampaignPage)
    assert hands.keeper.campaign_id == DRAFT
    hands.key(Qt.Key.Key_Escape)
    assert hands.page


def test_an_empty_list_has_the_step_that_fills_it(open_window: Open, tmp_path: Path, qtbot: QtBot) -> None:
    hands = Hands(open_window(tmp_path / "shop.shopmail"), qtbot)
    hands.go("campaigns")
    assert hands.page.empty.isVisible()
    assert not hands.page.begin.isVisible()
    begin(hands.shop, Written(name="Roses"))
    hands.go("campaigns")
    assert hands.names() == ["Roses"]
    assert not hands.page.empty.isVisible()
    assert hands.page.begin.isVisible()


def test_fields_are_shown_by_their_titles_or_their_stand_ins() -> None:
    titles = {"first_name": "First name"}
    subject = "{{ first_name | default: 'you' }}, {{first_name}}, {{ size }} {% if x %}"
    assert subject_words(subject, titles) == "‹First name›, ‹First name›, ‹size› {% if x %}"
    assert filled_in(subject, titles) == "you, ‹First name›, ‹size› {% if x %}"
    assert filled_in('{{ first_name | default: "dear" | upcase }}', titles) == "dear"
