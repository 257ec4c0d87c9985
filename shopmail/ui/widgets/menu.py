"""The menu of a button: a few acts, by mouse and by key."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QMenu

Act = tuple[str, Callable[[], object]]


def menu_of(button: QAbstractButton, acts: Callable[[], Sequence[Act]]) -> None:
    """Pressing ``button`` opens what ``acts`` gives at that moment: words and what they do."""
    button.clicked.connect(lambda: open_menu(button, acts()))


def open_menu(button: QAbstractButton, acts: Sequence[Act]) -> QMenu:
    """Open the menu below ``button``; it goes away by itself."""
    menu = QMenu(button)
    menu.setAccessibleName(button.accessibleName() or button.text())
    for words, act in acts:
        menu.addAction(words.replace("&", "&&")).triggered.connect(lambda _on=False, act=act: act())
    menu.aboutToHide.connect(menu.deleteLater)
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
    return menu
