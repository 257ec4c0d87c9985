"""The fields of a person, in two columns where they are short."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui import theme
from shopmail.ui.contacts.card.person import FieldValue
from shopmail.ui.contacts.card.printed import Piece, Printed
from shopmail.ui.widgets.buttons import Button
from shopmail.wording import _, n_

_AT_FIRST = 24
"""Fields shown before all are asked for: a shop may have two hundred."""
_GAP, _MIDDLE, _LINE_GAP, _TITLES = 12, 16, 4, (64, 112)
Row = tuple[FieldValue, ...]


class Facts(QWidget):
    """Title and value of each filled field; ``width`` is what there is room for."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._fields: Sequence[FieldValue] = ()
        self.printed = Printed(width)
        self.more = Button("", "quiet", small=True)
        self.more.clicked.connect(self._show_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.printed)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)

    def show_fields(self, fields: Sequence[FieldValue]) -> None:
        """The first of them; the others when they are asked for."""
        self._fields = fields
        self._print(fields[:_AT_FIRST])
        rest = len(fields) - _AT_FIRST
        self.more.setText(n_("Show {count} more field", "Show {count} more fields", max(0, rest)))
        self.more.setVisible(rest > 0)

    def _show_all(self) -> None:
        self.more.hide()
        self._print(self._fields)

    def _print(self, fields: Sequence[FieldValue]) -> None:
        self.printed.setAccessibleName("\n".join(f"{field.title}: {field.shown}" for field in fields))
        width = self.printed.width()
        if not fields:
            nothing = _("Nothing else is known of this person yet.")
            self.printed.setAccessibleName(nothing)
            self.printed.print_pieces([Piece(0, 0, width, nothing, "muted")])
            return
        pieces: list[Piece] = []
        titles = _title_width(fields)
        half = (width - _MIDDLE) // 2
        values, y = half - titles - _GAP, 0
        for row in _rows(fields, titles, values):
            short = _is_short(row[0], titles, values)
            line = []
            for x, field in zip((0, half + _MIDDLE), row, strict=False):
                room = values if short else width - titles - _GAP
                line.append(Piece(x, y, titles, field.title, "muted"))
                line.append(Piece(x + titles + _GAP, y, room, field.shown))
            pieces += line
            y = max(self.printed.foot_of(piece) for piece in line) + _LINE_GAP
        self.printed.print_pieces(pieces)


def _title_width(fields: Sequence[FieldValue]) -> int:
    """One width for the titles of both columns, so that the values stand below each other."""
    least, most = _TITLES
    widest = max(theme.width_of(field.title, theme.body_font()) + 1 for field in fields)
    return min(max(least, widest), most)


def _rows(fields: Sequence[FieldValue], titles: int, values: int) -> Iterator[Row]:
    """Two short ones side by side, a long one by itself; in their order."""
    waiting: FieldValue | None = None
    for field in fields:
        if not _is_short(field, titles, values):
            if waiting:
                yield (waiting,)
            waiting = None
            yield (field,)
        elif waiting:
            yield waiting, field
            waiting = None
        else:
            waiting = field
    if waiting:
        yield (waiting,)


def _is_short(field: FieldValue, titles: int, values: int) -> bool:
    font = theme.body_font()
    fits = theme.width_of(field.shown, font) <= values and theme.width_of(field.title, font) < titles
    return fits and "\n" not in field.shown
