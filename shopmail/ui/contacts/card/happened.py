"""“What happened”: the history with its filter; the newest first, the older ones when asked for."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.contacts.card.person import GROUPS, Happening
from shopmail.ui.contacts.card.timeline import Timeline
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.inputs import Choice
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

AT_FIRST, AT_MOST = 50, 200
"""Lines shown at first, and added at once: what is drawn within a blink."""


class Happened(QWidget):
    """``line_reached`` is emitted when the keyboard goes to another line."""

    line_reached = Signal()

    def __init__(self, width: int) -> None:
        super().__init__()
        self._history: tuple[Happening, ...] = ()
        self._waiting: tuple[Happening, ...] = ()
        self.filter = Choice(small=True)
        self.filter.setProperty("plain", "true")
        self.filter.setAccessibleName(_("Show of the history"))
        self.filter.chosen.connect(lambda _key: self._show_chosen(AT_FIRST))
        self.timeline = Timeline()
        self.timeline.setFixedWidth(width)
        self.timeline.selectionModel().currentChanged.connect(lambda: self.line_reached.emit())
        self.more = Button("", "quiet", small=True)
        self.more.clicked.connect(self._show_more)
        head = QHBoxLayout()
        head.addWidget(label(_("What happened"), "strong"), 1)
        head.addWidget(self.filter)
        foot = QHBoxLayout()
        foot.addWidget(self.more)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(6)
        column.addWidget(self.timeline)
        column.addLayout(foot)

    def show_history(self, history: tuple[Happening, ...], *, anew: bool) -> None:
        """``anew``: of another person; else the filter stays, and as many lines as were asked for."""
        if not anew and history == self._history:
            return
        shown = AT_FIRST if anew else max(AT_FIRST, self.timeline.model().rowCount())
        self._history = history
        there = {line.group for line in history}
        choices = [(key, _(words)) for key, words in GROUPS if key in there]
        self.filter.fill([("", _("Everything")), *choices])
        if anew:
            self.filter.choose("")
        self._show_chosen(shown)

    def _show_chosen(self, count: int) -> None:
        wanted = self.filter.key
        chosen = tuple(line for line in self._history if wanted in ("", line.group))
        self.timeline.show_lines(chosen[:count])
        self._wait(chosen[count:])

    def _show_more(self) -> None:
        self.timeline.add_lines(self._waiting[:AT_MOST])
        self._wait(self._waiting[AT_MOST:])
        if not self._waiting:
            self.timeline.setFocus()

    def _wait(self, lines: tuple[Happening, ...]) -> None:
        self._waiting = lines
        self.more.setText(n_("Show {count} more", "Show {count} more", min(len(lines), AT_MOST)))
        self.more.setVisible(bool(lines))
