"""The Start page: how to begin with an empty shop, where a filled one stands, what is left to set up."""

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from shopmail.ui import numbers
from shopmail.ui.desk import Desk
from shopmail.ui.page import Page
from shopmail.ui.setup.form import open_form
from shopmail.ui.start import lines, reading, sample
from shopmail.ui.start.choices import ChoiceCard, Choices
from shopmail.ui.start.getting_ready import GettingReady
from shopmail.ui.start.last_import import LastImportCard
from shopmail.ui.start.readiness import Readiness, readiness
from shopmail.ui.start.reading import Overview
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.states import STANDINGS
from shopmail.ui.widgets.text import label
from shopmail.ui.widgets.tiles import Tile, TileStrip
from shopmail.wording import N_, _, n_


class StartPage(Page):
    """Of an empty shop the choices, of a filled one its numbers; below, what is left to set up."""

    TITLE = N_("Start")

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._overview = self.latest("counting")
        self._ready = self.latest("reading")
        self._filled: bool | None = None
        self._readiness: Readiness | None = None
        self.sample_process = 0
        """The id of the process of the sample shop's window."""
        self.begin = Button(_("Import your customers"), "primary", "upload")
        self.look_around = Button(_("Open the sample shop"), "secondary", "eye")
        self.bring_in = Button(_("Import people"), "primary", "upload")
        self.choices = self._make_choices()
        self.tiles = TileStrip()
        self.imported = LastImportCard()
        self.getting_ready = GettingReady()
        self.rehearsal = self._make_rehearsal()
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        now, shop = self.desk.now(), self.desk.shop
        overview = self.desk.reading(lambda session, _settings: reading.overview(session, now))
        self._overview.ask(overview, self._show)
        self._ready.ask(lambda: readiness(shop), self._show_ready)

    def _connect(self) -> None:
        self.tiles.pressed.connect(lambda standing: self.desk.go("contacts", standing))
        for button in (self.begin, self.bring_in):
            button.clicked.connect(lambda: self.desk.go("import", ""))
        self.look_around.clicked.connect(self._open_sample)
        self.getting_ready.wanted.connect(lambda key: open_form(self.desk, lines.form_of(key)))
        self.open_outbox.clicked.connect(self._open_outbox)

    # ---- how it is laid out ----

    def _make_choices(self) -> Choices:
        bring_in = ChoiceCard(
            "users",
            _("Import your customers"),
            _("From a table: .csv, .tsv or .txt. You see every row before anything is saved."),
            self.begin,
        )
        look = ChoiceCard(
            "tulip",
            _("Look around with a sample shop"),
            _("600 invented people and three campaigns, in a window of their own; gone when you close it."),
            self.look_around,
        )
        return Choices(bring_in, look)

    def _make_rehearsal(self) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(12)
        row.addWidget(IconLabel("shield-check", "muted", 20))
        row.addWidget(
            label(
                _(
                    "Until SendGrid is set up, everything works and mails go to the rehearsal outbox, where"
                    " you can open and look at them. Nobody gets one."
                ),
                "muted",
                wrap=True,
            ),
            1,
        )
        self.open_outbox = Button(_("Open the rehearsal outbox"), small=True)
        row.addWidget(self.open_outbox)
        return line

    def _lay_out(self) -> None:
        self.head.add_action(self.bring_in)
        inside = QWidget()
        inside.setObjectName("scrolled")
        body = QVBoxLayout(inside)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(24)
        self._import_part = _together(8, label(_("Last import"), "strong"), self.imported)
        self._setup_part = _together(16, self.getting_ready, self.rehearsal)
        for part in (self.choices, self.tiles, self._import_part, self._setup_part):
            part.hide()
            body.addWidget(part)
        body.addStretch(1)
        self.bring_in.hide()
        scroll = QScrollArea()
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.column.addWidget(scroll, 1)

    # ---- what it shows ----

    def _show(self, overview: Overview) -> None:
        filled = overview.everybody > 0
        if self._filled is None and not filled and self.isVisible():
            self.begin.setFocus()  # with nothing else to do, Enter begins
        self._filled = filled
        self.primary = self.bring_in if filled else self.begin
        self.head.show_title((self.desk.facts.name or _("Your shop")) if filled else _("Welcome to shopmail"))
        begin = _("Your shop file is empty. Begin with the people you already know, or look around first.")
        self.head.show_state(_state(overview) if filled else begin)
        self.choices.setVisible(not filled)
        self.bring_in.setVisible(filled)
        self.tiles.setVisible(filled)
        self.tiles.show_tiles(_tiles(overview))
        last = overview.last_import
        self._import_part.setVisible(last is not None)
        if last:
            self.imported.show_import(last, self.desk.now(), self.desk.facts.zone)
        self._show_setup()

    def _show_ready(self, ready: Readiness) -> None:
        self._readiness = ready
        self._show_setup()

    def _show_setup(self) -> None:
        """A shop that is in use needs no list of what is done, only of what is left."""
        if self._filled is None or self._readiness is None:
            return
        ready = self._readiness
        six = lines.lines(ready, self.desk.now())
        self.getting_ready.show_lines(six, remaining_only=self._filled)
        self.getting_ready.setVisible(bool(self.getting_ready.rows))
        self.rehearsal.setVisible(ready.key is None)
        self._setup_part.setVisible(bool(self.getting_ready.rows) or ready.key is None)
        self.open_outbox.setVisible(bool(ready.outbox))

    # ---- what can be done ----

    def _open_sample(self) -> None:
        self.sample_process = sample.open_window()
        if self.sample_process:
            self.desk.say(_("The sample shop opens in a window of its own."))
        else:
            self.desk.say(
                _("The sample shop could not be opened. In a terminal, “shopmail --demo” opens it.")
            )

    def _open_outbox(self) -> None:
        if self._readiness:
            QDesktopServices.openUrl(QUrl.fromLocalFile(self._readiness.outbox))


def _together(gap: int, *parts: QWidget) -> QWidget:
    """Parts that come and go as one."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(gap)
    for part in parts:
        column.addWidget(part)
    return whole


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
        share = numbers.share(count, whole)
        tiles.append(Tile(key, state.icon, state.role, _(state.words), numbers.number(count), share))
    return tiles
