"""The Start page: of an empty shop, what belongs here; of a filled one, where it stands."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from shopmail.ui import numbers
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.start import reading
from shopmail.ui.start.reading import LastImport, Overview
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.empty import Empty
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.states import STANDINGS
from shopmail.ui.widgets.text import ElidedLabel, label
from shopmail.ui.widgets.tiles import Tile, TileStrip
from shopmail.wording import N_, _, n_

_VERDICTS: tuple[tuple[str, str], ...] = (
    ("new", N_("{number} new")),
    ("changed", N_("{number} changed")),
    ("same", N_("{number} the same")),
    ("duplicate", N_("{number} twice in the file")),
    ("do-not-mail", N_("{number} must not be mailed")),
    ("invalid", N_("{number} skipped")),
)


class StartPage(Page):
    """A few numbers, each a count of rows; pressing one shows the people."""

    TITLE = N_("Start")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview = self.latest("counting")
        self.tiles = TileStrip()
        self.tiles.pressed.connect(lambda standing: desk.go("contacts", standing))
        self.empty = Empty(
            "users",
            _("Your shop file is empty"),
            _(
                "The people who agreed to hear from you belong here, with the proof that they did. Once a"
                " list of them is imported, you can pick who gets a mail, send it, and see who got it."
            ),
        )
        self.imported = Card()
        self._import_words, self._import_rows = ElidedLabel("", "strong"), ElidedLabel("", "muted")
        self._lay_out()

    def refresh(self) -> None:
        now = self.desk.now()
        overview = self.desk.reading(lambda session, _settings: reading.overview(session, now))
        self._overview.ask(overview, self._show)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(IconLabel("download", "muted", 20))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._import_words)
        words.addWidget(self._import_rows)
        row.addLayout(words, 1)
        self.imported.column.addLayout(row)
        self._imported_title = label(_("Last import"), "strong")
        for widget in (self.empty, self.tiles, self._imported_title, self.imported):
            widget.hide()
        self.column.addWidget(self.empty)
        self.column.addWidget(self.tiles)
        self.column.addSpacing(24)
        self.column.addWidget(self._imported_title)
        self.column.addSpacing(8)
        self.column.addWidget(self.imported)
        self.column.addStretch(1)

    def _show(self, overview: Overview) -> None:
        filled = overview.everybody > 0
        shop = self.desk.facts.name
        self.head.show_title((shop or _("Your shop")) if filled else _("Welcome to shopmail"))
        self.head.show_state(_state(overview) if filled else _("Nothing leaves this computer by itself."))
        self.empty.setVisible(not filled)
        self.tiles.setVisible(filled)
        self.tiles.show_tiles(_tiles(overview))
        self._show_import(overview.last_import)

    def _show_import(self, last: LastImport | None) -> None:
        self._imported_title.setVisible(last is not None)
        self.imported.setVisible(last is not None)
        if last:
            when = numbers.day_and_time(last.finished_at, self.desk.now(), self.desk.facts.zone)
            self._import_words.say(f"{last.file_name} · {when}")
            self._import_rows.say(_import_rows(last))


def _state(overview: Overview) -> str:
    mailable = overview.people.get("can-be-mailed", 0)
    return n_(
        "{number} person can be mailed today.",
        "{number} people can be mailed today.",
        mailable,
        number=numbers.number(mailable),
    )


def _tiles(overview: Overview) -> list[Tile]:
    whole = overview.everybody
    tiles = [Tile("", "users", "muted", _("Everybody"), numbers.number(whole))]
    for key, state in STANDINGS.items():
        count = overview.people.get(key, 0)
        tiles.append(
            Tile(
                key,
                state.icon,
                state.role,
                _(state.words),
                numbers.number(count),
                numbers.share(count, whole),
            )
        )
    return tiles


def _import_rows(last: LastImport) -> str:
    rows = sum(last.rows.values())
    parts = [
        _(words, number=numbers.number(last.rows[verdict]))
        for verdict, words in _VERDICTS
        if last.rows.get(verdict)
    ]
    return n_("{number} row", "{number} rows", rows, number=numbers.number(rows)) + ": " + " · ".join(parts)
