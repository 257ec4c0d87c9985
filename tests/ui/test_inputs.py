"""Inputs: what is chosen by the owner is told, what is set by the program is not; what is wrong is said."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import CheckBox, Choice, EnterLine, LongInput, TextInput
from shopmail.ui.widgets.steps import StepsList


def test_a_choice_tells_only_what_the_owner_chose(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    told: list[str] = []
    choice.chosen.connect(told.append)
    assert choice.key == ""
    choice.fill([("a", "Address"), ("b", "City"), ("c", "Country")])
    choice.choose("b")
    choice.fill([("b", "Town"), ("c", "Country")])
    assert (choice.key, choice.currentText(), told) == ("b", "Town", [])
    choice.choose("gone")
    assert choice.key == "b", "the first, where there is none of that name"
    choice.show()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    assert told == ["c"]


def test_scrolling_a_page_changes_no_choice(qtbot: QtBot) -> None:
    choice = Choice()
    qtbot.addWidget(choice)
    choice.fill([("a", "Address"), ("b", "City")])
    choice.show()
    down = QWheelEvent(
        QPointF(5, 5),
        choice.mapToGlobal(QPointF(5, 5)),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(choice, down)
    assert choice.key == "a"


def test_a_field_says_what_is_wrong_to_the_eye_and_to_the_ear(qtbot: QtBot) -> None:
    field = Field("Age limit", TextInput(), "In months.")
    qtbot.addWidget(field)
    field.show()
    assert field.control.accessibleName() == "Age limit"
    assert field.control.accessibleDescription() == "In months."
    field.show_error("Write a number.")
    shown = [label.text() for label in field.findChildren(QLabel) if label.isVisible()]
    assert shown == ["Age limit", "Write a number."]
    assert field.control.property("wrong") == "true"
    assert field.control.accessibleDescription() == "Write a number."
    field.clear_error()
    assert field.control.property("wrong") == "false"
    assert field.error == ""


def test_enter_in_a_line_of_its_own_goes_no_further(qtbot: QtBot) -> None:
    line = EnterLine()
    qtbot.addWidget(line)
    entered: list[str] = []
    line.entered.connect(entered.append)
    QTest.keyClicks(line, "rose")
    enter = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(line, enter)
    assert entered == ["rose"]
    assert enter.isAccepted(), "the page, with its primary button, does not hear of it"


def test_tab_leaves_a_long_text(qtbot: QtBot) -> None:
    text = LongInput()
    qtbot.addWidget(text)
    assert text.tabChangesFocus()


def test_a_box_is_ticked_by_its_words_too(qtbot: QtBot) -> None:
    box = CheckBox("Replace what is known")
    qtbot.addWidget(box)
    box.show()
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(box.width() - 4, box.height() // 2))
    assert box.isChecked()


def test_steps_say_where_one_is_and_lead_back_only(qtbot: QtBot) -> None:
    steps = StepsList(["What", "File", "Origin"], "Steps")
    qtbot.addWidget(steps)
    steps.show_at(1, 1)
    steps.show()
    chosen: list[int] = []
    steps.chosen.connect(chosen.append)
    for entry in steps.entries:
        QTest.mouseClick(entry, Qt.MouseButton.LeftButton)
    assert chosen == [0, 1]
    assert [entry.accessibleName() for entry in steps.entries] == [
        "Step 1, done: What",
        "Step 2, here: File",
        "Step 3: Origin",
    ]
