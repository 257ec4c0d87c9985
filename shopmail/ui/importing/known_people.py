"""What the import does to people whom the shop knows: who can be mailed from then on, and who no more."""

from typing import TYPE_CHECKING

from shopmail.ui import numbers
from shopmail.ui.importing.fact_line import fact_line
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.consent.sources import Effect


class KnownPeople(Card):
    """Hidden where nothing changes for anybody."""

    def __init__(self) -> None:
        super().__init__()
        self.column.setSpacing(8)
        self.said: tuple[str, ...] = ()
        """The sentences that stand there."""
        self.hide()

    def show_effect(self, effect: "Effect | None") -> None:
        """Say what changes; None: it was not worked out."""
        self._clear()
        lines = _unknown() if effect is None else _lines(effect)
        self.said = tuple(sentence for _icon, _role, sentence in lines)
        self.column.addWidget(label(_("People whom you know already"), "strong"))
        for icon, role, sentence in lines:
            self.column.addWidget(fact_line(icon, role, sentence))
        self.setVisible(bool(lines))

    def _clear(self) -> None:
        while item := self.column.takeAt(0):
            gone = item.widget()
            assert gone is not None
            gone.hide()
            gone.deleteLater()


def _lines(effect: "Effect") -> list[tuple[str, str, str]]:
    lines = []
    if effect.gained:
        words = n_(
            "{number} could not be mailed so far, and can be after this import.",
            "{number} could not be mailed so far, and can be after this import.",
            effect.gained,
            number=numbers.number(effect.gained),
        )
        lines.append(("circle-check", "good", words))
    if effect.lost:
        words = n_(
            "{number} could be mailed so far, and can't be any more.",
            "{number} could be mailed so far, and can't be any more.",
            effect.lost,
            number=numbers.number(effect.lost),
        )
        lines.append(("ban", "bad", words))
    return lines


def _unknown() -> list[tuple[str, str, str]]:
    return [("help-circle", "quiet", _("Whether any of them can be mailed afterwards was not worked out."))]
