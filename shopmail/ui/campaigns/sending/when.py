"""When a campaign is to leave: soon with time to take it back, later at a time, or now."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui.campaigns.sending import moments
from shopmail.ui.widgets.inputs import Choice, Radio, TextInput, mark_as_wrong
from shopmail.ui.widgets.text import label
from shopmail.wording import _

Kind = Literal["soon", "later", "now"]

SOON_MINUTES = 30
LEAST_MINUTES = 20
MOST_HOURS = 71
RECALL_SECONDS = 12 * 60
"""SendGrid takes mails back until ten minutes before their time; two more are kept for clocks and answers.

The same as in ``sending.fence``, which is not imported here because of the GUI thread; a test compares.
"""
_DAYS = 4
"""Today and as many days as 71 hours can reach."""


@dataclass(frozen=True)
class When:
    """What was chosen; ``text`` is a time as ``sending.fence.at_time`` reads it, for ``later`` only."""

    kind: Kind
    text: str = ""


@dataclass(frozen=True)
class Leaving:
    """When it leaves and until when it can be taken back, Unix seconds; or what is wrong with the choice."""

    at: int = 0
    recall_until: int = 0
    problem: str = ""


def leaving(chosen: When, zone: str, now: int) -> Leaving:
    """What a choice means at ``now`` on the wall clock of ``zone``."""
    if chosen.kind == "now":
        return Leaving(at=now)
    if chosen.kind == "soon":
        at = now + SOON_MINUTES * 60
        return Leaving(at, at - RECALL_SECONDS)
    try:
        wanted = datetime.fromisoformat(chosen.text).replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return Leaving(problem=_("Write a time such as 9:00 or 18:30."))
    if wanted.astimezone(UTC).astimezone(wanted.tzinfo).replace(tzinfo=None) != wanted.replace(tzinfo=None):
        return Leaving(problem=_("There is no such time on that day: the clocks go forward."))
    at = int(wanted.timestamp())
    if at - now < LEAST_MINUTES * 60:
        return Leaving(
            problem=_(
                "That is too soon: choose a time at least {least} minutes from now.", least=LEAST_MINUTES
            )
        )
    if at - now > MOST_HOURS * 3600:
        return Leaving(
            problem=_("That is too late: SendGrid keeps mails for at most {most} hours.", most=MOST_HOURS)
        )
    return Leaving(at, at - RECALL_SECONDS)


class WhenChoice(QWidget):
    """The three ways; ``changed`` when another one, another day or another time is chosen."""

    changed = Signal()

    def __init__(self, zone: str, now: int) -> None:
        super().__init__()
        self._zone = zone
        self.soon, self.later, self.at_once = Radio(), Radio(_("Later, on")), Radio(_("Now"))
        self.soon.setChecked(True)
        self._group = QButtonGroup(self)
        for radio in (self.soon, self.later, self.at_once):
            self._group.addButton(radio)
        self.day = Choice(small=True)
        self.day.setAccessibleName(_("Day"))
        self.time = TextInput("9:00", small=True)
        self.time.setText("9:00")
        self.time.setFixedWidth(72)
        self.time.setAccessibleName(_("Time"))
        self._wrong = label("", "small", wrap=True)
        self._wrong.setProperty("state", "bad")
        self._wrong.hide()
        self.show_now(now)
        # By nine in the evening, nine in the morning is tomorrow.
        self.day.setCurrentIndex(1)
        self._lay_out()
        for radio in (self.soon, self.later, self.at_once):
            radio.toggled.connect(lambda on: self._changed() if on else None)
        self.day.chosen.connect(self._chosen_later)
        self.time.textEdited.connect(self._chosen_later)

    def choice(self) -> When:
        """What is chosen."""
        if self.later.isChecked():
            return When("later", f"{self.day.key} {_padded(self.time.text())}")
        return When("now" if self.at_once.isChecked() else "soon")

    def show_now(self, now: int) -> None:
        """Time goes on: the words follow."""
        at = moments.clock_time(now + SOON_MINUTES * 60, self._zone)
        self.soon.setText(_("In {minutes} minutes, at {time}", minutes=SOON_MINUTES, time=at))
        today = datetime.fromtimestamp(now, ZoneInfo(self._zone)).date()
        days = [today + timedelta(days=ahead) for ahead in range(_DAYS)]
        if self.day.itemData(0) != days[0].isoformat():
            self.day.fill((day.isoformat(), moments.weekday(day)) for day in days)

    def show_problem(self, problem: str) -> None:
        """Say below the time what is wrong with it; empty: nothing."""
        self._wrong.setText(problem)
        self._wrong.setVisible(bool(problem))
        self.time.setAccessibleDescription(problem)
        mark_as_wrong(self.time, wrong=bool(problem))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(_line(self.soon, label(_("advised: time to notice a mistake"), "muted", wrap=True)))
        later = QHBoxLayout()
        later.setSpacing(8)
        later.addWidget(self.later)
        later.addWidget(self.day)
        later.addWidget(label(_("at")))
        later.addWidget(self.time)
        later.addStretch(1)
        column.addLayout(later)
        column.addWidget(self._wrong)
        column.addLayout(_line(self.at_once, label(_("it can't be taken back then"), "muted", wrap=True)))

    def _chosen_later(self) -> None:
        if self.later.isChecked():
            self._changed()
        else:
            self.later.setChecked(True)

    def _changed(self) -> None:
        self.changed.emit()


def _line(radio: Radio, words: QWidget) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(8)
    line.addWidget(radio)
    line.addWidget(words, 1)
    return line


def _padded(time: str) -> str:
    """``09:00`` for ``9:00``, ``9.00`` or ``9``: what people write."""
    hour, _colon, minute = time.strip().replace(".", ":").partition(":")
    return f"{hour.strip().zfill(2)}:{minute.strip() or '00'}"
