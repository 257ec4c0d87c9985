"""Nothing is cut off at 1024×640: labels, buttons and headers of every page, in the three languages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from shopmail.storage.shop import Shop
from shopmail.ui.main_window import MainWindow
from shopmail.ui.pages import PAGES
from shopmail.ui.widgets.header import Header
from shopmail.ui.widgets.text import ElidedLabel
from shopmail.wording import LANGUAGES, _
from tests.ui.conftest import Open


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_word_has_room(open_window: Open, filled: Path, code: str, qtbot: QtBot) -> None:
    with Shop(filled) as shop:
        shop.change_settings({"shop.language": code})
    window = open_window(filled).window
    window.resize(1024, 640)
    cut: list[str] = []
    for number in range(len(PAGES)):
        window.show_page(number)
        cut += cut_off_once_settled(window, qtbot)
    window.go("reports", "2")
    cut += cut_off_once_settled(window, qtbot)
    assert cut == []


def cut_off_once_settled(window: MainWindow, qtbot: QtBot) -> list[str]:
    """Numbers arrive a moment after their page, and make room for themselves then."""
    for _look in range(20):
        qtbot.wait(100)
        cut = list(cut_off(window))
        if not cut:
            break
    return cut


def cut_off(window: MainWindow) -> Iterator[str]:
    """What can't be read whole, or lies outside of the window."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        place = f"{type(window.page).__name__}: "
        if isinstance(widget, QLabel | QPushButton) and not isinstance(widget, ElidedLabel):
            words = widget.text()
            if widget.width() < _needed(widget):
                yield f"{place}“{words}” has {widget.width()} of {_needed(widget)} px"
            if not window.rect().contains(
                QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())
            ):
                yield f"{place}“{words}” is outside"
        if isinstance(widget, ElidedLabel) and widget.property("voice") != "muted" and widget.toolTip():
            yield f"{place}“{widget.accessibleName()}” ends in …"
        if isinstance(widget, Header):
            yield from (place + words for words in _cut_columns(widget))


def _needed(widget: QLabel | QPushButton) -> int:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.minimumSizeHint().width()
    return widget.sizeHint().width()


def _cut_columns(header: Header) -> Iterator[str]:
    for number, column in enumerate(header.columns):
        size, needed = header.sectionSize(number), header.needed(number)
        if size < needed:
            yield f"column “{_(column.title)}” has {size} of {needed} px"
