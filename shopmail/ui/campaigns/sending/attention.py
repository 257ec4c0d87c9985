"""What stands over the numbers of a sending: what is under way, and what wants the owner's attention."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.campaigns.sending import notices
from shopmail.ui.campaigns.sending.progress import HandOverStrip
from shopmail.ui.campaigns.sending.reading import Shown
from shopmail.ui.campaigns.sending.work import UnderWay
from shopmail.ui.widgets.notice import Notice

UNFINISHED = ("sending", "stopped")
"""States in which not all is handed over."""


class Attention(QWidget):
    """The strip while something is under way, else at most one notice; out of sight without either."""

    pause_wanted = Signal()
    read = Signal()
    """The refusal was read and closed."""
    resume_wanted = Signal()
    settle_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.notice: Notice | None = None
        self._about: object = None
        self.strip = HandOverStrip()
        self.strip.paused.connect(self.pause_wanted)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 16)
        self._column.setSpacing(16)
        self._column.addWidget(self.strip)
        self.hide()

    def show_stand(self, shown: Shown, act: UnderWay | None, problem: ShopmailError | None) -> None:
        """``act`` is under way; ``problem`` is what the last one was refused for."""
        self.strip.show_act(act)
        about = None if act else _about(shown, problem)
        # The same notice is not made anew: somebody may have the focus on its button.
        if about != self._about:
            self._about = about
            self._put(self._made(shown, problem) if about is not None else None)
        self.setVisible(act is not None or self.notice is not None)

    def _made(self, shown: Shown, problem: ShopmailError | None) -> Notice:
        """The most pressing comes first."""
        waiting, resume = shown.places["waiting"], self.resume_wanted.emit
        if problem and shown.state in UNFINISHED:
            return notices.interrupted(problem, waiting, resume)
        if problem:
            return notices.refusal(problem, self.read.emit)
        if shown.state in UNFINISHED:
            return notices.stopped(shown.stand.stopped_because, waiting, resume)
        return notices.doubt(shown.doubts, self.settle_wanted.emit, self.again_wanted.emit)

    def _put(self, notice: Notice | None) -> None:
        if self.notice:
            self.notice.hide()
            self.notice.deleteLater()
        self.notice = notice
        if notice:
            self._column.addWidget(notice)
            notice.show()


def _about(shown: Shown, problem: ShopmailError | None) -> object:
    """What a notice would tell; None where there is nothing to tell."""
    if shown.state in UNFINISHED:
        return problem, shown.stand.stopped_because, shown.places["waiting"]
    return problem or (shown.doubts if shown.doubts.people else None)
