"""Files held over a widget and dropped onto it, as the desktop does it."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

_COPY = Qt.DropAction.CopyAction
_LEFT = Qt.MouseButton.LeftButton
_NONE = Qt.KeyboardModifier.NoModifier


def hold(target: QWidget, *paths: Path) -> bool:
    """Hold files over the middle of ``target``; whether it would take them."""
    # The event does not keep the files alive.
    files = _files(paths)
    event = QDragEnterEvent(target.rect().center(), _COPY, files, _LEFT, _NONE)
    event.ignore()
    QApplication.sendEvent(target, event)
    return event.isAccepted()


def drop(target: QWidget, *paths: Path) -> bool:
    """Drop them there, if it takes them; whether it did."""
    if not hold(target, *paths):
        return False
    files, middle = _files(paths), target.rect().center().toPointF()
    QApplication.sendEvent(target, QDropEvent(middle, _COPY, files, _LEFT, _NONE))
    return True


def _files(paths: tuple[Path, ...]) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data
