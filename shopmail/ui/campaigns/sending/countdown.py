"""The countdown: how long until the mails leave, as words and as a line from one moment to the other."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from shopmail.ui import theme
from shopmail.ui.campaigns.sending import moments
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

_BAR, _WORDS, _GAP = 8, 16, 8
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Countdown(Card):
    """``show_moment`` at every tick; hidden when there is nothing to wait for."""

    def __init__(self) -> None:
        super().__init__(margins=(24, 20, 24, 20))
        self._left = label("", "number")
        self._words = label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._left)
        row.addWidget(self._words, 1)
        self.column.addLayout(row)
        self.column.addSpacing(12)
        self.line = TimeLine()
        self.column.addWidget(self.line)
        self.hide()

    def show_moment(self, begun: int, leaves: int, recall_until: int, now: int, zone: str) -> None:
        """Unix seconds; ``recall_until`` 0 where it can't be taken back any more."""
        self._left.setText(_duration(max(0, leaves - now)))
        time = moments.near(leaves, now, zone)
        if recall_until > now:
            words = _(
                "until it leaves, at {time}. It can be recalled until {until}; nobody notices.",
                time=time,
                until=moments.near(recall_until, now, zone),
            )
        else:
            words = _("until it leaves, at {time}. It is too late to recall it.", time=time)
        self._words.setText(words)
        self.line.show_moment(begun, leaves, now, zone)
        self.setAccessibleName(f"{self._left.text()} {words}")


class TimeLine(QWidget):
    """A bar from the moment of handing over to the moment of leaving, with a mark where now is."""

    def __init__(self) -> None:
        super().__init__()
        self._begun = self._leaves = self._now = 0
        self._labels = ("", "", "")
        self.setFixedHeight(_BAR + 8 + _GAP + _WORDS)

    def show_moment(self, begun: int, leaves: int, now: int, zone: str) -> None:
        """The same moments as the countdown."""
        self._begun, self._leaves, self._now = begun, leaves, min(max(now, begun), leaves)
        self._labels = (
            _("{time} handed over", time=moments.near(begun, now, zone)),
            _("{time} now", time=moments.clock_time(now, zone)),
            _("{time} leaves", time=moments.near(leaves, now, zone)),
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRect(0, 4, self.width(), _BAR)
        painter.setBrush(theme.colour("quiet-bg"))
        painter.drawRoundedRect(bar, 4, 4)
        whole = max(1, self._leaves - self._begun)
        place = round(bar.width() * (self._now - self._begun) / whole)
        painter.setBrush(theme.colour("chart-strong"))
        painter.drawRoundedRect(QRect(0, 4, max(place, _BAR), _BAR), 4, 4)
        painter.fillRect(QRect(min(place, bar.width() - 2), 0, 2, _BAR + 8), theme.colour("text"))
        self._paint_words(painter, place)

    def _paint_words(self, painter: QPainter, place: int) -> None:
        begun, now, leaves = self._labels
        top = _BAR + 8 + _GAP
        plain, strong = theme.sized(self.font(), 12), theme.sized(self.font(), 12, strong=True)
        before, middle, after = (
            theme.width_of(begun, plain),
            theme.width_of(now, strong),
            theme.width_of(leaves, plain),
        )
        start = min(max(place - middle // 2, 0), self.width() - middle)
        painter.setPen(theme.colour("muted"))
        painter.setFont(plain)
        # What "now" would run into gives way to it.
        if before + 16 < start:
            painter.drawText(QRect(0, top, before + 1, _WORDS), _LEFT, begun)
        if start + middle + 16 < self.width() - after:
            painter.drawText(QRect(self.width() - after, top, after + 1, _WORDS), _LEFT, leaves)
        painter.setPen(theme.colour("text"))
        painter.setFont(strong)
        painter.drawText(QRect(start, top, middle + 1, _WORDS), _LEFT, now)


def _duration(seconds: int) -> str:
    if seconds < 60:
        return n_("{count} second", "{count} seconds", seconds)
    minutes = seconds // 60
    if minutes < 120:
        return n_("{count} minute", "{count} minutes", minutes)
    return n_("{count} hour", "{count} hours", minutes // 60)
