"""What was refused, over what the page shows; it takes no room while there is nothing to say."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.widgets.notice import Notice

_BELOW = 12


class Refusal(QWidget):
    """One notice at a time, 12 px over what follows."""

    def __init__(self) -> None:
        super().__init__()
        self._notice: Notice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, _BELOW)
        self.hide()

    @property
    def is_there(self) -> bool:
        """Whether something was refused."""
        return self._notice is not None

    def show_problem(self, problem: ShopmailError, step: QPushButton | None = None) -> None:
        """Say what was refused, and have it read out; ``step`` is the button beside it."""
        self.clear()
        self._notice = Notice("bad", problem.title, problem.message, problem.remedy, step=step)
        self._column.addWidget(self._notice)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self._notice, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Nothing is refused any more."""
        if self._notice:
            self._notice.hide()
            self._notice.deleteLater()
            self._notice = None
        self.hide()
