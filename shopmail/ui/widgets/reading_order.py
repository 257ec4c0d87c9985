"""The order in which a window is read: what Tab follows, whatever order its parts were made in."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QLayout, QScrollArea, QStackedWidget, QWidget


def stops(root: QWidget) -> list[QWidget]:
    """What Tab stops at inside of ``root``, in the order of its layouts: down, and from left to right."""
    return [widget for widget in _inside(root) if _takes_tab(widget)]


def neighbour(root: QWidget, now: QWidget | None, *, forward: bool) -> QWidget | None:
    """The stop after ``now``, or the one before it; after the last comes the first. None: there is none."""
    found = stops(root)
    if not found:
        return None
    at = next((place for place, stop in enumerate(found) if stop is now), None)
    if at is None:
        # The focus is on something that Tab does not stop at, such as a list that was clicked.
        at = next((place for place, stop in enumerate(found) if now and stop.isAncestorOf(now)), None)
    if at is None:
        return found[0] if forward else found[-1]
    return found[(at + (1 if forward else -1)) % len(found)]


def _takes_tab(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return takes and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None


def _inside(widget: QWidget) -> Iterator[QWidget]:
    if isinstance(widget, QAbstractItemView):
        # The header of a table stands above its rows.
        yield from (child for child in _children(widget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus)
        yield widget
        return
    yield widget
    if not widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
        for child in _parts(widget):
            yield from _inside(child)


def _parts(widget: QWidget) -> list[QWidget]:
    """The children as they are read: those that are laid out, then those that lie over them."""
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        return [inside] if inside else []
    layout = widget.layout()
    if isinstance(widget, QStackedWidget):
        shown = widget.currentWidget()
        placed = [shown] if shown else []
    else:
        placed = list(_of_layout(layout)) if layout else []
    others = [child for child in _children(widget) if child not in placed]
    return placed + sorted(others, key=lambda child: (child.y(), child.x()))


def _of_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        inner, child = item.layout(), item.widget()
        if inner is not None:
            yield from _of_layout(inner)
        elif child is not None and child.isVisible():
            yield child


def _children(widget: QWidget) -> list[QWidget]:
    return [child for child in widget.children() if isinstance(child, QWidget) and child.isVisible()]
