"""Qt's own words follow the owner's language, back and forth."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox
from pytestqt.qtbot import QtBot

from shopmail.ui.qt_words import QtWords


@pytest.fixture
def words(qapp: QApplication) -> Iterator[QtWords]:
    made = QtWords(qapp)
    yield made
    made.stop()
    made.deleteLater()


def test_they_follow(words: QtWords, qtbot: QtBot) -> None:
    said = []
    for code in ("cs", "ru", "en"):
        words.speak(code)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        qtbot.addWidget(box)
        said.append(box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", ""))
    assert said == ["Zrušit", "Отмена", "Cancel"]
