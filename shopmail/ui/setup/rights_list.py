"""What shopmail can do with a key, line by line, and which right is missing where it can't."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.delivery.allowance import Credits
    from shopmail.delivery.rights import Feature


class RightsList(QWidget):
    """Empty until ``show_rights``."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(1, 1)
        self.hide()

    def show_rights(self, missing: "tuple[Feature, ...]", allowance: "Credits | None" = None) -> None:
        """All features, those of ``missing`` with the right that the key lacks; last, the mails left."""
        from shopmail.delivery.rights import FEATURES

        self.clear()
        for row, feature in enumerate(FEATURES):
            lacks = feature in missing
            icon = IconLabel("circle-x" if lacks else "circle-check", "bad" if lacks else "good")
            words = label(_(feature.words), wrap=True)
            says = _("lacks the right “{right}”", right=feature.right) if lacks else _("may do this")
            state = label(says, "small")
            state.setProperty("state", "bad" if lacks else "good")
            self._grid.addWidget(icon, row, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(words, row, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(state, row, 2, Qt.AlignmentFlag.AlignTop)
        if allowance:
            self._grid.addWidget(IconLabel("mail", "muted"), len(FEATURES), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(label(_credits_in_words(allowance), wrap=True), len(FEATURES), 1, 1, 2)
        self.show()

    def clear(self) -> None:
        """Nothing is known."""
        self.hide()
        while (item := self._grid.takeAt(0)) is not None:
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()


def _credits_in_words(allowance: "Credits") -> str:
    left, of = numbers.number(allowance.remain), numbers.number(allowance.total)
    return n_(
        "{left} mail of {of} is left on your plan.",
        "{left} mails of {of} are left on your plan.",
        allowance.remain,
        left=left,
        of=of,
    )
