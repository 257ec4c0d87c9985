"""Where everything that went wrong becomes a dialog: what the program refuses, and what broke."""

import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QWidget

from shopmail.errors import Stopped


class Errors:
    """Shows one problem at a time over ``window``; the window goes on running."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._shown: QDialog | None = None

    def show(self, problem: BaseException) -> None:
        """Say what happened. Another problem while one is on screen is not piled on top of it."""
        if isinstance(problem, Stopped) or self._shown is not None:
            return
        from shopmail.ui.error_dialogs import dialog_for

        dialog = dialog_for(self._window, problem)
        dialog.finished.connect(self._closed)
        self._shown = dialog
        dialog.open()

    @property
    def shown(self) -> QDialog | None:
        """The dialog that is on screen."""
        return self._shown

    def catch_all(self) -> Callable[[], None]:
        """Take over what nobody catches, slots of Qt included; the answer undoes that."""
        before = sys.excepthook

        def hook(_kind: type[BaseException], problem: BaseException, _trace: TracebackType | None) -> None:
            if isinstance(problem, KeyboardInterrupt):
                QCoreApplication.quit()
            else:
                self.show(problem)

        sys.excepthook = hook

        def undo() -> None:
            sys.excepthook = before

        return undo

    def _closed(self) -> None:
        if self._shown is not None:
            self._shown.deleteLater()
            self._shown = None
