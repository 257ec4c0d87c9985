"""What was refused, as a notice in the page: the one before gives way to it."""

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import _


class Refusal(QWidget):
    """The place of the notice, ``below`` pixels over what follows; it takes no room while there is none."""

    def __init__(self, below: int = 0) -> None:
        super().__init__()
        self.notice: Notice | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, below)
        self.hide()

    def say(self, problem: ShopmailError, step: QPushButton | None = None) -> None:
        """Show ``problem`` and have it read out; ``step`` is the button beside it."""
        self.clear()
        self.notice = Notice("bad", problem.title, problem.message, problem.remedy, step=step)
        self._column.addWidget(self.notice)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.notice, QAccessible.Event.Alert))

    def say_until_read(self, problem: ShopmailError) -> None:
        """The same with a button that puts it away."""
        close = Button(_("Close"), small=True)
        close.clicked.connect(self.clear)
        self.say(problem, close)

    def clear(self) -> None:
        """Nothing is refused any more."""
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
            self.notice = None
        self.hide()
