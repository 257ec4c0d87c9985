"""The search field asks while one types, and is emptied by Esc and by its ×."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from shopmail.ui.theme import Theme
from shopmail.ui.widgets.search import SearchField


def test_what_was_searched_is_forgotten_by_key_and_by_mouse(qapp: QApplication, qtbot: QtBot) -> None:
    Theme(qapp, "light")
    field = SearchField("Name or address")
    qtbot.addWidget(field)
    field.show()
    asked: list[str] = []
    field.asked.connect(asked.append)
    cross = field.findChildren(QToolButton)[0]
    assert not cross.isVisible()
    QTest.keyClicks(field, "Eva")
    qtbot.waitUntil(lambda: asked == ["Eva"])
    assert cross.isVisible()
    assert field.rect().contains(cross.geometry())
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton)
    assert asked == ["Eva", ""], "at once, not after a pause"
    assert not cross.isVisible()
    QTest.keyClicks(field, "Eva")
    QTest.keyClick(field, Qt.Key.Key_Return)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert asked == ["Eva", "", "Eva", ""]
    assert field.text() == ""
