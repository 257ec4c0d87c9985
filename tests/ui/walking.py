"""Walks over a window as somebody does who can't see it, or uses no mouse: what is wanting, in words."""

import itertools
from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QWidget,
)

from shopmail.ui.widgets import reading_order
from shopmail.ui.widgets.header import Header
from shopmail.ui.widgets.text import ElidedLabel
from shopmail.wording import _

_OPERATED = (QAbstractButton, QLineEdit, QPlainTextEdit, QComboBox, QAbstractItemView, QProgressBar)
_MAY_END = ("muted", "small")
"""Voices of what stands second, such as a path, and may end in "…" with the whole as its tooltip."""


def without_a_name(window: QWidget) -> Iterator[str]:
    """Controls that a screen reader could only call "button" or "edit"."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, _OPERATED) or _is_part(widget):
            continue
        found = QAccessible.queryAccessibleInterface(widget)
        if found is None or not _name_of(found).strip():
            yield _place(widget)


def out_of_order(window: QWidget) -> Iterator[str]:
    """Pairs of stops of the Tab key that are not in the order of reading: down, and from left to right."""
    for before, after in itertools.pairwise(reading_order.stops(window)):
        one, other = _parts_of(before, after, window)
        if _is_above(other, one) or (_is_beside(other, one) and other.right() <= one.left()):
            yield f"{_place(before)} before {_place(after)}"


def cut_off(window: QWidget) -> Iterator[str]:
    """What can't be read whole, or lies outside of the window."""
    for widget in window.findChildren(QWidget):
        # What is a window of its own (a menu) may reach beyond this one.
        if not widget.isVisible() or _is_part(widget) or widget.window() is not window.window():
            continue
        if isinstance(widget, QLabel | QPushButton) and not isinstance(widget, ElidedLabel):
            yield from _cut_words(widget, window)
        if isinstance(widget, ElidedLabel) and widget.property("voice") not in _MAY_END and widget.toolTip():
            yield f"{_place(widget)} ends in …"
        if isinstance(widget, QComboBox) and widget.currentText():
            least = widget.fontMetrics().horizontalAdvance(widget.currentText())
            if widget.width() < least + 30 and not widget.toolTip():
                yield f"{_place(widget)} cuts “{widget.currentText()}”"
        if isinstance(widget, Header):
            yield from _cut_columns(widget)


def _cut_words(widget: QLabel | QPushButton, window: QWidget) -> Iterator[str]:
    needed = widget.sizeHint().width()
    if isinstance(widget, QLabel) and widget.wordWrap():
        needed = widget.minimumSizeHint().width()
        tall = widget.heightForWidth(widget.width())
        if widget.height() < tall:
            yield f"{_place(widget)} has {widget.height()} of {tall} px of height"
    if widget.width() < needed:
        yield f"{_place(widget)} has {widget.width()} of {needed} px"
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    outside = not (place.left() >= 0 and place.right() <= window.width())
    if outside or (not _scrolls(widget) and not window.rect().contains(place)):
        yield f"{_place(widget)} is outside"


def _cut_columns(header: Header) -> Iterator[str]:
    for number, column in enumerate(header.columns):
        size, needed = header.sectionSize(number), header.needed(number)
        if size < needed and not header.isSectionHidden(number):
            yield f"column “{_(column.title)}” has {size} of {needed} px"


def _scrolls(widget: QWidget) -> bool:
    """Whether it lies in something that can be scrolled to it."""
    above = widget.parentWidget()
    while above is not None:
        if above.objectName() == "qt_scrollarea_viewport":
            return True
        above = above.parentWidget()
    return False


def _is_part(widget: QWidget) -> bool:
    """Whether it is a part that Qt made for itself, inside of a control."""
    above = widget.parentWidget()
    return isinstance(above, QComboBox) or widget.objectName().startswith("qt_")


def _name_of(found: QAccessibleInterface) -> str:
    return found.text(QAccessible.Text.Name)


def _place(widget: QWidget) -> str:
    words = widget.accessibleName() or getattr(widget, "text", lambda: "")()
    above = widget.parentWidget()
    return f"{type(widget).__name__} “{words}” in {type(above).__name__}"


def _parts_of(before: QWidget, after: QWidget, window: QWidget) -> tuple[QRect, QRect]:
    """The two places to compare: where the ways up from both meet, the parts through which they came."""
    one, other = _way_up(before, window), _way_up(after, window)
    while len(one) > 1 and len(other) > 1 and one[-2] is other[-2]:
        one.pop()
        other.pop()
    if len(one) < 2 or len(other) < 2:
        return _rect(before, window), _rect(after, window)
    return _rect(one[-2], window), _rect(other[-2], window)


def _way_up(widget: QWidget, window: QWidget) -> list[QWidget]:
    way = [widget]
    above = widget.parentWidget()
    while above is not None:
        way.append(above)
        above = None if above is window else above.parentWidget()
    return way


def _rect(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def _is_above(one: QRect, other: QRect) -> bool:
    return one.bottom() < other.top()


def _is_beside(one: QRect, other: QRect) -> bool:
    """Whether they share most of a line."""
    shared = min(one.bottom(), other.bottom()) - max(one.top(), other.top())
    return shared > min(one.height(), other.height()) // 2
