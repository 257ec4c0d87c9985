"""The text with fields: any text comes back exactly, a field is one letter; looks, links, lists are kept."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from shopmail.campaigns.blocks.markup import parse, written
from shopmail.ui.campaigns.mail import document
from shopmail.ui.campaigns.mail.field_popup import FieldPopup, LinkPopup, as_address
from shopmail.ui.campaigns.mail.field_text import FieldText
from shopmail.ui.campaigns.mail.pill import LETTER, Field, field_of, source_of
from shopmail.ui.theme import Theme, colour

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

FIELDS = (("email", "Address"), ("first_name", "First name"), ("city", "City"))
NAME = '{{ first_name | default: "dear customer" }}'
SIGNS = st.sampled_from(
    [
        *"ab *[]()\\-.é🌷\n",
        "**",
        "\n- ",
        NAME,
        "{{ city }}",
        "{{ city | upcase }}",
        "{{ foreign }}",
        "](https://a.b)",
    ]
)
TEXTS = st.lists(st.one_of(SIGNS, st.characters(exclude_categories=["Cs"])), max_size=20).map("".join)


@pytest.fixture
def text(qapp: QApplication, qtbot: QtBot) -> FieldText:
    made = FieldText(FIELDS, lists=True)
    qtbot.addWidget(made)
    made.resize(400, 200)
    made.show()
    return made


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS)
def test_any_text_comes_back(text: FieldText, source: str) -> None:
    text.set_source(source)
    assert text.source() == source
    shown = written(document.lines_in(text.document()))
    assert shown == written(parse(document.without_marks(source)))
    text.set_source(shown)
    assert written(document.lines_in(text.document())) == shown


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(TEXTS, st.integers(0, 60), st.integers(0, 60))
def test_what_is_copied_is_put_in_as_it_was(text: FieldText, source: str, start: int, end: int) -> None:
    # Nobody can choose half a flower, which is two places of a document.
    text.set_source(source.replace("\n- ", "\n").lstrip("- ").replace("🌷", "t"))
    shown = document.lines_in(text.document())
    assume(not any(line.is_item or max(map(ord, line.text), default=0) > 0xFFFF for line in shown))
    last = text.document().characterCount() - 1
    choose(text, min(start, last), min(end, last))
    text.insertFromMimeData(text.createMimeDataFromSelection())
    assert written(document.lines_in(text.document())) == written(shown)


@given(st.text(max_size=30))
def test_the_words_of_a_field_are_written_so_that_they_are_read(words: str) -> None:
    field = field_of(source_of(Field("city", words)))
    assert field is not None
    assert field.key == "city"
    assert field_of(source_of(field)) == field


def test_a_field_is_one_letter(text: FieldText) -> None:
    text.set_source(f"Dear {NAME}!")
    assert text.document().characterCount() == len("Dear X!") + 1
    put_cursor(text, 6)
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    assert text.source() == "Dear !"


def test_typing_keeps_what_was_there_and_says_so(text: FieldText, qtbot: QtBot) -> None:
    text.set_source(f"Dear {NAME}*,* **now** [here](https://a.example/?n={{{{ email }}}})")
    put_cursor(text, 0)
    with qtbot.waitSignal(text.edited):
        QTest.keyClicks(text, "My *")
    assert text.source() == rf"My \*Dear {NAME}*,* **now** [here](https://a.example/?n={{{{ email }}}})"


def test_bold_and_italic_by_key(text: FieldText) -> None:
    text.set_source("one two")
    choose(text, 0, 3)
    QTest.keyClick(text, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(text, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier)
    assert text.source() == "***one*** two"
    QTest.keyClick(text, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert text.source() == "*one* two"


def test_a_list_begins_with_a_dash_and_ends_with_an_empty_item(text: FieldText) -> None:
    QTest.keyClicks(text, "- a")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "b")
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClick(text, Qt.Key.Key_Return)
    QTest.keyClicks(text, "c")
    assert text.source() == "- a\n- b\nc"
    put_cursor(text, 0)
    QTest.keyClick(text, Qt.Key.Key_Backspace)
    assert text.source() == "a\n- b\nc"
    text.selectAll()
    text.toggle_list()
    assert text.source() == "- a\n- b\n- c"
    text.toggle_list()
    assert text.source() == "a\nb\nc"


def test_a_field_is_asked_for_with_what_stands_in_for_it(text: FieldText) -> None:
    text.set_source("Dear ")
    put_cursor(text, 5)
    popup = text.insert_field()
    assert isinstance(popup, FieldPopup)
    popup.field.choose("first_name")
    assert popup.fallback.isVisible()
    QTest.keyClicks(popup.fallback, "dear customer")
    QTest.keyClick(popup.fallback, Qt.Key.Key_Return)
    assert text.source() == f"Dear {NAME}"
    QTest.keyClicks(text, ",")
    assert text.source() == f"Dear {NAME},"


def test_an_address_needs_nothing_to_stand_in(text: FieldText) -> None:
    popup = text.insert_field()
    popup.field.choose("email")
    assert not popup.fallback.isVisible()
    popup.go.click()
    assert text.source() == "{{ email }}"


def test_before_the_fields_are_read_there_is_nothing_to_put_in(text: FieldText) -> None:
    text.set_fields(())
    popup = text.insert_field()
    assert not popup.go.isEnabled()
    QTest.keyClick(popup.fallback, Qt.Key.Key_Return)
    assert text.source() == ""
    popup.close()


def test_a_pill_that_is_clicked_is_changed(text: FieldText) -> None:
    text.set_source(f"Dear {NAME}")
    place = text.cursorRect(at(text, 5)).center() + QPoint(12, 0)
    QTest.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=place)
    (popup,) = text.findChildren(FieldPopup)
    assert popup.fallback.text() == "dear customer"
    popup.field.choose("city")
    popup.fallback.setText('you "there"')
    popup.go.click()
    assert text.source() == "Dear {{ city | default: 'you \"there\"' }}"


def test_words_lead_somewhere_and_what_follows_does_not(text: FieldText) -> None:
    text.set_source(f"See {NAME} here")
    choose(text, 4, 10)
    popup = text.ask_link()
    assert isinstance(popup, LinkPopup)
    popup.address.setText("shop.example")
    popup.go.click()
    assert text.source() == f"See [{NAME} here](https://shop.example)"
    put_cursor(text, 10)
    QTest.keyClicks(text, "!")
    assert text.source() == f"See [{NAME} here](https://shop.example)!"
    put_cursor(text, 7)
    off = text.ask_link()
    assert off.address.text() == "https://shop.example"
    off.chosen.emit("")
    off.close()
    assert text.source() == f"See {NAME} here!"


def test_enter_on_a_button_of_the_window_presses_that_one(text: FieldText) -> None:
    text.set_source("[here](https://a.example)")
    put_cursor(text, 2)
    popup = text.ask_link()
    off = next(button for button in popup.findChildren(QPushButton) if button.text() == "No link")
    off.setFocus()
    assert off.hasFocus()
    QTest.keyClick(off, Qt.Key.Key_Return)
    assert text.source() == "here"


def test_a_link_whose_words_are_gone_is_asked_for_anew(text: FieldText) -> None:
    text.set_source("[here](https://a.example)")
    text.selectAll()
    QTest.keyClick(text, Qt.Key.Key_Delete)
    assert text.source() == ""
    popup = text.ask_link()
    popup.address.setText("b.example")
    popup.go.click()
    assert text.source() == "[https://b.example](https://b.example)"


def test_an_empty_address_is_refused_in_the_window(text: FieldText) -> None:
    text.set_source("here")
    text.selectAll()
    popup = text.ask_link()
    popup.go.click()
    assert popup.isVisible()
    popup.close()
    assert text.source() == "here"


@pytest.mark.parametrize(
    ("words", "address"),
    [
        (" shop.example ", "https://shop.example"),
        ("http://a", "http://a"),
        ("anna@shop.example", "mailto:anna@shop.example"),
        ("//a.example", "https://a.example"),
        ("HTTPS://a.example", "HTTPS://a.example"),
        ("{{ own_page }}", "{{ own_page }}"),
        ("javascript:x()", "https://javascript:x()"),
        ("", ""),
    ],
)
def test_an_address_is_made_whole(words: str, address: str) -> None:
    assert as_address(words) == address


def test_a_field_written_by_hand_becomes_a_pill(text: FieldText) -> None:
    QTest.keyClicks(text, "x {{ city }}")
    assert text.document().toPlainText() == f"x {LETTER}"
    QTest.keyClicks(text, " {{ foreign }}{% if city %}")
    assert text.source() == "x {{ city }} {{ foreign }}{% if city %}"
    text.set_source("\U0001f337{{ city } and more")
    put_cursor(text, 11)
    QTest.keyClicks(text, "}")
    assert text.document().toPlainText() == f"\U0001f337{LETTER} and more"


def test_one_line_takes_no_other_and_no_looks(qtbot: QtBot) -> None:
    line = FieldText(FIELDS, one_line=True, rich=False, own_undo=True)
    qtbot.addWidget(line)
    line.show()
    line.set_source(f"*News* for {NAME}\nmore")
    assert line.source() == f"*News* for {NAME}\nmore"
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert line.source() == f"*News* for {NAME}\nmore"
    QApplication.clipboard().setText("a\nb")
    line.moveCursor(QTextCursor.MoveOperation.End)
    line.paste()
    assert line.source() == f"*News* for {NAME} morea b"
    assert line.height() == 36
    line.undo()
    assert line.source() == f"*News* for {NAME} more"


def test_it_is_as_high_as_its_text(text: FieldText) -> None:
    low = text.height()
    text.set_source("\n".join("line" for _line in range(6)))
    assert text.height() == low + 5 * 24


def test_a_chosen_field_has_the_colour_of_the_choice_from_head_to_foot(
    qapp: QApplication, text: FieldText
) -> None:
    Theme(qapp, "light")
    text.set_source(f"a {NAME}")
    plain = colours_down_a_field(text)
    text.selectAll()
    assert colours_down_a_field(text) == {colour("accent").name()}
    text.moveCursor(QTextCursor.MoveOperation.Start)
    assert colours_down_a_field(text) == plain == {colour("side").name()}


def colours_down_a_field(text: FieldText) -> set[str]:
    """Below each other, left of the words in the field and inside its border."""
    text.viewport().repaint()
    picture = text.viewport().grab().toImage()
    before = text.cursorRect(at(text, 2))
    line = before.bottom() - 5
    return {picture.pixelColor(before.left() + 5, y).name() for y in range(line - 12, line + 5)}


def test_links_have_the_colours_of_the_palette_in_use(qapp: QApplication, text: FieldText) -> None:
    dressed = Theme(qapp, "light")
    text.set_source(f"[{NAME} a](https://a.example)")
    light = colour_of_first_letter(text)
    dressed.choose("dark")
    assert colour_of_first_letter(text) != light
    assert text.source() == f"[{NAME} a](https://a.example)"
    dressed.choose("light")


def colour_of_first_letter(text: FieldText) -> str:
    return at(text, 1).charFormat().foreground().color().name()


def at(text: FieldText, place: int) -> QTextCursor:
    cursor = text.textCursor()
    cursor.setPosition(place)
    return cursor


def put_cursor(text: FieldText, place: int) -> None:
    text.setTextCursor(at(text, place))


def choose(text: FieldText, start: int, end: int) -> None:
    cursor = at(text, start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    text.setTextCursor(cursor)
