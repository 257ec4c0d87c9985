"""The blocks in the tab Mail: opened, written, moved, added, deleted, and every step taken back."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from shopmail.campaigns.blocks.catalog import BLOCKS as BLOCKS_THERE_ARE
from shopmail.campaigns.blocks.drawn import Divider, Picture
from shopmail.campaigns.blocks.spacing import Spacing
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.saving import Written
from shopmail.ui.campaigns.mail.editors import ButtonEditor, SpacingEditor, WordsEditor
from shopmail.ui.campaigns.mail.kinds import KINDS, kind_of, new
from shopmail.ui.campaigns.mail.picture_editor import PictureEditor
from shopmail.ui.campaigns.mail.tab import MailTab
from shopmail.ui.campaigns.mail.text_tools import TextTools
from tests.ui.campaigns.hands import Hands, a_popup_opens
from tests.ui.campaigns.mail.conftest import OpenMail
from tests.ui.importing.dropping import drop
from tests.ui.screens.mail import a_picture, all_blocks

pytestmark = a_popup_opens

HEADING, TEXT, BUTTON = Heading("One"), Text("two **three**"), Button("Go", "https://a.example")
BLOCKS = (HEADING, TEXT, Divider(), BUTTON)
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def tab(open_tab: OpenMail) -> MailTab:
    return open_tab(Written(name="Blocks", subject="x", blocks=BLOCKS))


def kinds(tab: MailTab) -> list[str]:
    return [type(block).__name__ for block in tab.keeper.written.blocks]


def press(key: Qt.Key, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, keys)


def by_shortcut(hands: Hands, key: Qt.Key) -> None:
    """Press a key of the window's own, which only a window with the keyboard hears."""
    hands.window.activateWindow()
    hands.qtbot.waitUntil(hands.window.isActiveWindow)
    hands.key(key, CONTROL)


def test_words_are_written_kept_and_taken_back(tab: MailTab, hands: Hands) -> None:
    tab.blocks.lines[1].head.setFocus()
    press(Qt.Key.Key_Return)
    editor = tab.blocks.lines[1].editor
    assert isinstance(editor, WordsEditor)
    assert editor.text.hasFocus()
    QTest.keyClicks(editor.text, "* ")
    assert tab.keeper.written.blocks[1] == Text(r"\* two **three**")
    assert tab.undo_button.isEnabled()
    by_shortcut(hands, Qt.Key.Key_Z)
    assert tab.keeper.written.blocks == BLOCKS
    assert editor.text.source() == "two **three**"
    by_shortcut(hands, Qt.Key.Key_Y)
    assert tab.keeper.written.blocks[1] == Text(r"\* two **three**")
    tab.keeper.flush()
    hands.settle()
    assert hands.opened(tab.keeper.campaign_id).written.blocks[1] == Text(r"\* two **three**")
    QTest.keyClick(editor.text, Qt.Key.Key_Escape)
    assert tab.blocks.opened is None
    assert tab.blocks.lines[1].head.hasFocus()


def test_the_editor_knows_every_kind_of_block() -> None:
    assert {block.__struct_config__.tag for block in BLOCKS_THERE_ARE} == {kind.key for kind in KINDS}
    assert [kind_of(new(kind.key)) for kind in KINDS] == list(KINDS)


def test_the_tools_show_how_the_words_look(tab: MailTab) -> None:
    tab.blocks.open_block(1)
    editor = tab.blocks.lines[1].editor
    assert isinstance(editor, WordsEditor)
    assert isinstance(editor.tools, TextTools)
    editor.text.moveCursor(QTextCursor.MoveOperation.End)
    assert (editor.tools.bold.isChecked(), editor.tools.italic.isChecked()) == (True, False)
    editor.tools.list.click()
    assert tab.keeper.written.blocks[1] == Text("- two **three**")
    assert editor.tools.list.isChecked()
    editor.text.selectAll()
    editor.tools.italic.click()
    assert tab.keeper.written.blocks[1] == Text("- *two **three***")
    assert editor.tools.italic.isChecked()


def test_a_picture_dropped_where_no_picture_is_open_is_one_more(
    tab: MailTab, hands: Hands, tmp_path: Path
) -> None:
    tab.blocks.open_block(1)
    editor = tab.blocks.lines[1].editor
    assert isinstance(editor, WordsEditor)
    Image.new("RGB", (300, 200), (9, 99, 9)).save(tmp_path / "basket.png")
    assert drop(editor.text.viewport(), tmp_path / "basket.png")
    hands.settle()
    assert tab.keeper.written.blocks[1] == TEXT
    block = tab.keeper.written.blocks[2]
    assert isinstance(block, Picture)
    assert block.url.startswith("cid:")


def test_by_key_alone(tab: MailTab) -> None:
    tab.first().setFocus()
    press(Qt.Key.Key_Down, ALT)
    assert kinds(tab) == ["Text", "Heading", "Divider", "Button"]
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_D, CONTROL)
    assert kinds(tab) == ["Text", "Heading", "Divider", "Divider", "Button"]
    press(Qt.Key.Key_Delete)
    press(Qt.Key.Key_Up, ALT)
    assert kinds(tab) == ["Text", "Heading", "Button", "Divider"]
    for _step in range(4):
        tab.undo()
    assert tab.keeper.written.blocks == BLOCKS
    tab.redo()
    assert kinds(tab) == ["Text", "Heading", "Divider", "Button"]


def test_the_open_block_stays_open_wherever_it_goes(tab: MailTab) -> None:
    tab.blocks.open_block(3)
    editor = tab.blocks.lines[3].editor
    assert isinstance(editor, ButtonEditor)
    tab.blocks.lines[3].wanted.emit("up")
    assert (tab.blocks.opened, tab.blocks.lines[2].editor) == (2, editor)
    tab.blocks.lines[0].wanted.emit("delete")
    assert (tab.blocks.opened, tab.blocks.lines[1].editor) == (1, editor)
    tab.blocks.lines[0].wanted.emit("duplicate")
    assert (tab.blocks.opened, tab.blocks.lines[2].editor) == (2, editor)
    QTest.keyClicks(editor.text, "!")
    assert tab.keeper.written.blocks[2] == Button("!Go", "https://a.example")
    tab.undo()
    tab.undo()
    assert (tab.blocks.opened, tab.blocks.lines[1].editor) == (1, editor)
    tab.blocks.lines[1].wanted.emit("delete")
    assert tab.blocks.opened is None
    assert kinds(tab) == ["Text", "Divider"]


def test_added_behind_the_open_one_or_at_the_end(tab: MailTab) -> None:
    tab.blocks.adding["spacing"].click()
    editor = tab.blocks.lines[4].editor
    assert isinstance(editor, SpacingEditor)
    editor.size_choice.choose("large")
    editor.size_choice.chosen.emit("large")
    assert tab.keeper.written.blocks[4] == Spacing("large")
    tab.blocks.open_block(0)
    tab.blocks.adding["heading"].click()
    assert kinds(tab) == ["Heading", "Heading", "Text", "Divider", "Button", "Spacing"]
    assert tab.blocks.opened == 1
    tab.blocks.adding["divider"].click()
    assert kinds(tab)[2] == "Divider"
    assert tab.blocks.lines[2].head.hasFocus()


def test_dragged_by_the_handle(tab: MailTab) -> None:
    head, last = tab.blocks.lines[0].head, tab.blocks.lines[3].head
    below = head.mapFromGlobal(last.mapToGlobal(QPoint(10, 35)))
    QTest.mousePress(head, Qt.MouseButton.LeftButton, pos=QPoint(14, 20))
    QTest.mouseMove(head, QPoint(14, 60))
    QTest.mouseMove(head, below)
    QTest.mouseRelease(head, Qt.MouseButton.LeftButton, pos=below)
    assert kinds(tab) == ["Text", "Divider", "Button", "Heading"]
    assert tab.blocks.opened is None


def test_the_menu_of_a_block(tab: MailTab) -> None:
    tab.blocks.lines[0].more.click()
    (menu,) = tab.blocks.lines[0].more.findChildren(QMenu)
    assert [act.text() for act in menu.actions()] == ["Move up", "Move down", "Duplicate", "Delete"]
    menu.actions()[3].trigger()
    menu.close()
    assert kinds(tab) == ["Text", "Divider", "Button"]


def test_where_a_button_leads_is_made_whole(tab: MailTab) -> None:
    tab.blocks.open_block(3)
    editor = tab.blocks.lines[3].editor
    assert isinstance(editor, ButtonEditor)
    editor.url.selectAll()
    QTest.keyClicks(editor.url, "shop.example")
    press(Qt.Key.Key_Tab)
    editor.url.editingFinished.emit()
    assert tab.keeper.written.blocks[3] == Button("Go", "https://shop.example")


def test_what_a_closed_block_says(tab: MailTab, hands: Hands, open_tab: OpenMail) -> None:
    said = [line.head.accessibleName() for line in tab.blocks.lines]
    assert said == [
        "Heading: One",
        "Text: two three",
        "Divider: A thin line between two subjects",
        "Button: Go a.example",
    ]
    assert "unsubscribe link" in tab.blocks.footer.head.accessibleName()
    other = open_tab(Written(name="More", subject="x", blocks=all_blocks(a_picture(hands.application))))
    names = [line.head.accessibleName() for line in other.blocks.lines]
    assert names[1].startswith("Text: Dobrý den, ‹First name›, zahrada")
    assert names[2] == "Picture: podzimni-kosik.jpg “Košík s jiřinami” · 2 kB"


def test_a_picture_from_this_computer_or_from_the_web(tab: MailTab, hands: Hands, tmp_path: Path) -> None:
    tab.blocks.adding["picture"].click()
    editor = tab.blocks.lines[4].editor
    assert isinstance(editor, PictureEditor)
    (tmp_path / "no.jpg").write_text("no picture")
    editor.take(str(tmp_path / "no.jpg"))
    hands.settle()
    assert editor.refused.startswith("It is no picture")
    Image.new("RGB", (300, 200), (9, 99, 9)).save(tmp_path / "basket.png")
    editor.take(str(tmp_path / "basket.png"))
    hands.settle()
    assert editor.refused == ""
    block = tab.keeper.written.blocks[4]
    assert isinstance(block, Picture)
    assert block.url.startswith("cid:")
    assert "300 × 200" in editor.about.accessibleName()
    QTest.keyClicks(editor.alt, "Basket")
    QTest.keyClicks(editor.url, "https://a.example/b.png")
    QTest.keyClicks(editor.link, "a.example")
    editor.link.editingFinished.emit()
    assert tab.keeper.written.blocks[4] == Picture("https://a.example/b.png", "Basket", "https://a.example")
    tab.undo()
    tab.undo()
    tab.undo()
    assert tab.keeper.written.blocks[4] == block


def test_a_picture_that_comes_late_goes_where_it_was_meant(
    tab: MailTab, hands: Hands, tmp_path: Path
) -> None:
    for name, size in (("basket.png", (300, 200)), ("wreath.png", (90, 60))):
        Image.new("RGB", size, (9, 99, 9)).save(tmp_path / name)
    tab.blocks.adding["picture"].click()
    editor = tab.blocks.lines[4].editor
    assert isinstance(editor, PictureEditor)
    editor.take(str(tmp_path / "basket.png"))
    QTest.keyClicks(editor.alt, "Basket")
    tab.blocks.add("picture")
    editor.take(str(tmp_path / "wreath.png"))
    tab.blocks.open_block(1)
    hands.settle()
    assert tab.keeper.written.blocks[:4] == BLOCKS, "nothing is written over"
    basket, wreath = tab.keeper.written.blocks[4:]
    assert isinstance(basket, Picture)
    assert isinstance(wreath, Picture)
    assert basket.alt == "Basket"
    assert basket.url.startswith("cid:")
    assert wreath.url.startswith("cid:")
    assert basket.url != wreath.url
    assert tab.blocks.opened == 1


def test_what_was_refused_stands_at_its_own_picture_only(tab: MailTab, hands: Hands, tmp_path: Path) -> None:
    (tmp_path / "no.jpg").write_text("no picture")
    tab.blocks.adding["picture"].click()
    editor = tab.blocks.lines[4].editor
    assert isinstance(editor, PictureEditor)
    editor.take(str(tmp_path / "no.jpg"))
    hands.settle()
    assert editor.refused
    QTest.keyClicks(editor.alt, "x")
    assert editor.refused, "the owner is still there"
    tab.blocks.add("picture")
    assert editor.refused == ""
