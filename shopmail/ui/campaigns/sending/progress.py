"""The strip of a hand-over that is under way: how far it is, and a button to pause it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from shopmail.ui import numbers
from shopmail.ui.campaigns.sending.work import UnderWay
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _

_BEGINS = {
    "sending": N_("Reading who must not be mailed …"),
    "recalling": N_("Taking the mails back …"),
    "settling": N_("Asking SendGrid …"),
    "again": N_("Reading who must not be mailed …"),
}


class HandOverStrip(Card):
    """``paused`` when the owner wants it to stop after the requests under way."""

    paused = Signal()

    def __init__(self) -> None:
        super().__init__(margins=(16, 8, 16, 8))
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(_("Handing over"))
        self._words = label("")
        self.pause = Button(_("Pause"), small=True)
        self.pause.clicked.connect(self.paused)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        row.addWidget(self._words)
        row.addWidget(self.pause)
        self.column.addLayout(row)
        self.hide()

    def show_act(self, act: UnderWay | None) -> None:
        """How far ``act`` is; None: nothing is under way."""
        self.setVisible(act is not None)
        if act is None:
            return
        if act.stops:
            words = _("Stopping after what is under way …")
        elif act.total:
            words = _("{done} of {people}", done=numbers.number(act.done), people=numbers.people(act.total))
        else:
            words = _(_BEGINS[act.kind])
        self._words.setText(words)
        self._bar.setRange(0, max(act.total, 1))
        self._bar.setValue(act.done)
        self.pause.setVisible(act.kind in ("sending", "again"))
        self.pause.setEnabled(not act.stops)
