"""The card of one column whose words are translated: each word, what it means, how many people have it."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.widgets.card import Card, hairline
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.inputs import Choice
from shopmail.ui.widgets.text import ElidedLabel, label, plain_tooltip
from shopmail.wording import N_, _, n_

if TYPE_CHECKING:
    from shopmail.importing.status_words import ColumnWords, Word

NOT_KNOWN = ""
MEANINGS: dict[str, str] = {
    "confirmed": N_("Confirmed"),
    "subscribed": N_("Signed up"),
    "pending": N_("Waiting for answer"),
    "no": N_("Said no"),
    "unsubscribed": N_("Left, must not be mailed"),
    "bounced": N_("Came back"),
    "complained": N_("Complained"),
    NOT_KNOWN: N_("Not known"),
}
"""By the value of ``importing.statuses.Status``."""

_HELP = N_(
    "“Confirmed” means the person clicked a link in a mail and so proved the address is theirs."
    " If you are not certain, choose “Not known”."
)
_REFUSED = N_("shopmail knows this word as a refusal: it can be another refusal, but never a yes.")
_CHOICE, _COUNTED, _ROOMY, _HELP_WIDTH = 224, 46, 700, 272
_ROW, _BETWEEN, _INSIDE = 28, 8, 17
_WORD, _ARROW, _MEANING, _COUNT, _PEOPLE = range(5)


class WordsCard(Card):
    """``chosen`` carries the word, what the owner says it means, and what it means by itself."""

    chosen = Signal(str, str, str)

    def __init__(self, found: "ColumnWords", said: Mapping[str, str]) -> None:
        """``said`` is what the owner said before."""
        super().__init__(margins=(16, 12, 16, 16))
        self.header, self.field = found.header, found.field
        self.choices: dict[str, Choice] = {}
        self.setAccessibleName(_("The words found in “{column}”", column=found.header))
        self._found, self._said = found, said
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(_BETWEEN)
        self._grid.setColumnStretch(_WORD, 1)
        self._grid.setColumnMinimumWidth(_WORD, 64)
        self.column.addLayout(self._title(found))
        self.column.addSpacing(10)
        self._parts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._parts.setSpacing(24)
        self._parts.addLayout(self._grid, 1)
        self._upright, self._lying = hairline(upright=True), hairline()
        self._help = _help()
        for part in (self._upright, self._lying, self._help):
            self._parts.addWidget(part)
        self.complete = False
        """Whether all rows are there."""
        self.column.addLayout(self._parts)

    def arrange(self, width: int, *, explained: bool) -> None:
        """Lay out for ``width``; whether what "Confirmed" means stands here: once on the page is enough."""
        roomy = width >= _ROOMY
        way = QBoxLayout.Direction.LeftToRight if roomy else QBoxLayout.Direction.TopToBottom
        self._parts.setDirection(way)
        self._parts.setSpacing(24 if roomy else 12)
        self._upright.setVisible(explained and roomy)
        self._lying.setVisible(explained and not roomy)
        self._help.setVisible(explained)
        self._help.setFixedWidth(_HELP_WIDTH if roomy else max(0, width - 2 * _INSIDE))

    def rows(self) -> Iterator[None]:
        """Make the rows, one at each turn."""
        for row, word in enumerate(self._found.words):
            self._add(row, word)
            yield
        row = len(self._found.words)
        if self._found.others:
            self._add_fixed(row, _("(rarer words)"), _("As shopmail knows them"), self._found.others)
            yield
        if self._found.empty:
            self._add_fixed(row + 1, _("(empty)"), _(MEANINGS[NOT_KNOWN]), self._found.empty)
            yield
        self.complete = True

    def _title(self, found: "ColumnWords") -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        total = sum(word.rows for word in found.words) + found.others + found.empty
        name = label(_("The words found in “{column}”", column=_short(found.header)), "strong")
        name.setToolTip(plain_tooltip(found.header if len(found.header) > _LONG else ""))
        row.addWidget(name)
        told = _("each is translated once; the sum is {number}", number=numbers.number(total))
        row.addWidget(ElidedLabel(told, "muted"), 1)
        return row

    def _add(self, row: int, word: "Word") -> None:
        usual = word.status.value if word.status else NOT_KNOWN
        said = self._said.get(word.word, usual)
        made = Choice(small=True)
        made.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.fill((key, _(words)) for key, words in MEANINGS.items() if key in word.choices)
        made.choose(said if said in word.choices else usual)
        made.setAccessibleName(_("{word}: means", word=word.word))
        why = _(_REFUSED) if word.fixed else ""
        made.setAccessibleDescription(why)

        def tell() -> None:
            made.setToolTip(plain_tooltip("\n".join(filter(None, (made.currentText(), why)))))

        tell()
        made.chosen.connect(lambda status: self.chosen.emit(word.word, status, usual))
        made.currentIndexChanged.connect(tell)
        self.choices[word.word] = made
        self._place(row, ElidedLabel(word.word), made, word.rows)

    def _add_fixed(self, row: int, words: str, meaning: str, people: int) -> None:
        told = ElidedLabel(meaning, "muted")
        # Its words stand under those of the choices.
        told.setContentsMargins(11, 0, 0, 0)
        self._place(row, ElidedLabel(words, "muted"), told, people)

    def _place(self, row: int, word: ElidedLabel, meaning: QWidget, people: int) -> None:
        count = label(numbers.number(people))
        count.setMinimumWidth(_COUNTED)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        count.setAlignment(right)
        meaning.setFixedSize(_CHOICE, _ROW)
        self._grid.addWidget(word, row, _WORD)
        self._grid.addWidget(IconLabel("arrow-right"), row, _ARROW)
        self._grid.addWidget(meaning, row, _MEANING)
        self._grid.addWidget(count, row, _COUNT)
        self._grid.addWidget(label(n_("person", "people", people), "muted"), row, _PEOPLE)
        self._grid.setRowMinimumHeight(row, _ROW)


_LONG = 40
"""Characters of a column's name that its card shows."""


class WaitingCard(Card):
    """The card of a column whose words are still being counted; ``WordsCard`` takes its place."""

    def __init__(self, header: str) -> None:
        super().__init__()
        self._state = label(_("The words are being counted …"), "muted")
        self.column.addWidget(
            label(_("The words found in “{column}”", column=_short(header)), "strong", wrap=True)
        )
        self.column.addSpacing(4)
        self.column.addWidget(self._state)

    def show_progress(self, done: int, total: int) -> None:
        """How much of the file is counted, in bytes."""
        if total:
            self._state.setText(
                _("The words are being counted: {percent} %", percent=numbers.number(100 * done // total))
            )


def _short(header: str) -> str:
    return header if len(header) <= _LONG else f"{header[: _LONG - 1]}…"


def _help() -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(8)
    column.addWidget(IconLabel("help-circle", "muted", 20))
    column.addWidget(label(_(_HELP), "muted", wrap=True))
    column.addStretch(1)
    return made
