"""A widget on which one file can be dropped."""

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrops(QObject):
    """``dropped`` carries the path of the file; ``over`` tells while one is held over the widget."""

    dropped = Signal(str)
    over = Signal(bool)

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _widget: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            taken = dropped_file(event.mimeData()) is not None
            event.setAccepted(taken)
            self.over.emit(taken)
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.over.emit(False)
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            path = dropped_file(event.mimeData())
            self.over.emit(False)
            if path is not None:
                event.acceptProposedAction()
                self.dropped.emit(str(path))
            return True
        return False


def dropped_file(data: QMimeData) -> Path | None:
    """The file on this computer that is dropped; None for several, a web address, a piece of text."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    return Path(urls[0].toLocalFile())
