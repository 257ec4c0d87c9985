"""What was refused, as a notice in the page: the one before gives way to it."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.widgets.notice import Notice


class Refusal(QWidget):
    """The place of the notice; it takes no room while nothing is refused."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.notice: Notice | None = None
        self.hide()

    def say(self, problem: ShopmailError) -> None:
        """Show ``problem`` and have it read out."""
        self.clear()
        self.notice = Notice("bad", problem.title, problem.message, problem.remedy)
        self._column.addWidget(self.notice)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.notice, QAccessible.Event.Alert))

    def clear(self) -> None:
        """Nothing is refused any more."""
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        self.hide()
