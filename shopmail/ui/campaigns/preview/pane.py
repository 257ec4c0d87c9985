"""The live mail beside the editor: as one person will get it, a moment after each change."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout

from shopmail.errors import ShopmailError
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.preview import leading, reading
from shopmail.ui.campaigns.preview.controls import WITHOUT_PICTURES, Controls
from shopmail.ui.campaigns.preview.device import Device
from shopmail.ui.campaigns.preview.person_popup import PersonPopup
from shopmail.ui.campaigns.preview.remark import Remark
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

if TYPE_CHECKING:
    from shopmail.campaigns.hard_cases import Case
    from shopmail.campaigns.previewing import Person

PAUSE = 120
"""Milliseconds without a change after which the mail is drawn."""


class PreviewPane(Card):
    """Follows ``keeper``. A mistake in the mail stands over the last one that could be drawn."""

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(margins=(15, 15, 15, 0))
        self.setProperty("ground", "sunken")
        self.setAccessibleName(_("Preview"))
        self.setMinimumWidth(344)
        self._desk, self.keeper = desk, keeper
        self._drawing, self._casing = desk.latest("reading", self), desk.latest("counting", self)
        self.person: Person | None = None
        """As whom the mail is looked at; None until the first answer, or when the audience is empty."""
        self.cases: tuple[Case, ...] = ()
        """The hard cases of the audience."""
        self._cases_of: tuple[object, ...] = ()
        self._case = -1
        self._anybody, self._stays = True, False
        self._segment = keeper.written.segment_id
        self._shown: tuple[str, bool] | None = None
        self._is_stale, self._is_asking = True, False
        self._furnish()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._draw)
        keeper.changed.connect(self._changed)

    @property
    def is_behind(self) -> bool:
        """Whether something was written that is not drawn yet."""
        return self._is_stale or self._is_asking

    def refresh(self) -> None:
        """The shop file is another one now, perhaps by the draft itself: draw the mail again.

        Hard cases wait until the pane comes in sight anew: they are a walk over the whole audience.
        """
        self._is_stale = True
        self._anybody = self._anybody or self.person is None
        if self.isVisible():
            self._draw()

    def look_as(self, person: "Person") -> None:
        """Draw the mail of this person, whoever the audience is."""
        self._turn_to(person)
        self._stays = True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._cases_of = ()
        if self._is_stale:
            self.refresh()

    def _furnish(self) -> None:
        self.controls = Controls()
        self.controls.changed.connect(self._show_otherwise)
        self.controls.stepped.connect(self._show_case)
        self.controls.person.wanted.connect(self._find_person)
        self.legend = label("", "small", wrap=True)
        self.legend.hide()
        self.mistake = Remark("warn")
        self._link = ""
        copy = Button(_("Copy"), "quiet", small=True)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._link))
        self.link = Remark("quiet", copy)
        self._allow = Button("", "quiet", small=True)
        self._allow.clicked.connect(self._turn_pictures)
        self.pictures = Remark("quiet", self._allow)
        self.device = Device()
        self.device.hide()
        self.device.view.link_pressed.connect(self._tell_link)
        for part in (self.controls, self.legend, self.mistake, self.pictures, self.link):
            self.column.addWidget(part)
        self.column.setSpacing(8)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.device, 1000)
        middle.addStretch(1)
        self.column.addLayout(middle, 1)

    def _changed(self) -> None:
        self._is_stale = True
        if self.keeper.written.segment_id != self._segment:
            self._segment = self.keeper.written.segment_id
            # Somebody of the new audience, unless the owner has picked a person.
            self._anybody = not self._stays
        if self.isVisible():
            self._timer.start()

    def _draw(self) -> None:
        self._timer.stop()
        self._is_stale, self._is_asking = False, True
        asked = reading.Asked(
            self.keeper.written, self.keeper.letters, self.person, self._anybody, self.controls.is_marked
        )
        now = self._desk.now()
        self._drawing.ask(
            self._desk.reading(lambda session, settings: reading.sight(session, settings, asked, now)),
            self._came,
            self._failed,
        )

    def _came(self, sight: reading.Sight) -> None:
        self._is_asking = False
        if sight.person != self.person:
            self.person, self._case = sight.person, -1
        # Looked for once: as the same person, the owner sees what the last key has changed.
        self._anybody = False
        self.mistake.say("")
        self._show_who()
        self._tell_fields(sight)
        self._tell_pictures(0 if self.controls.look in WITHOUT_PICTURES else len(sight.drawn.remote_pictures))
        self.device.show_head(sight)
        if self.device.text.toPlainText() != sight.drawn.text:
            self.device.text.setPlainText(sight.drawn.text)
        self.device.show()
        shown = (sight.drawn.html, self.keeper.written.remote_pictures)
        if shown != self._shown:
            self._shown = shown
            self.link.say("")
            self.device.view.show_html(*shown, keep_place=True)
        self._look_for_cases(self._segment, *sorted((*sight.filled, *sight.fell_back)))

    def _failed(self, problem: Exception) -> None:
        self._is_asking = False
        if isinstance(problem, ShopmailError):
            # One thing at a time: in a small window, the mail needs the room.
            for other in (self.pictures, self.link):
                other.say("")
            self.mistake.say("\n".join(filter(None, (problem.message, problem.remedy))))
        else:
            self._desk.background.unforeseen(problem)

    def _show_otherwise(self) -> None:
        self.device.show_on(self.controls.device, self.controls.look)
        self._draw()

    def _show_who(self) -> None:
        person = self.person
        self.controls.show_person((person.name or person.email) if person else _("Somebody unknown"))
        self.controls.show_cases(self.cases, self._case)

    def _look_for_cases(self, *of: object) -> None:
        """Ask for them where audience or fields are others now."""
        if of == self._cases_of:
            return
        self._cases_of = of
        written, now = self.keeper.written, self._desk.now()
        self._casing.ask(
            self._desk.reading(lambda session, settings: reading.cases(session, settings, written, now)),
            self._cases_came,
        )

    def _cases_came(self, cases: "tuple[Case, ...]") -> None:
        self.cases = cases
        if not 0 <= self._case < len(cases) or cases[self._case].person != self.person:
            self._case = -1
        self._show_who()

    def _show_case(self, number: int) -> None:
        self._turn_to(self.cases[number].person, number)

    def _find_person(self) -> None:
        popup = PersonPopup(self._desk, self)
        popup.chosen.connect(self.look_as)
        popup.open_below(self.controls.person)

    def _turn_to(self, person: "Person", case: int = -1) -> None:
        self.person, self._case = person, case
        self._anybody = self._stays = False
        self._show_who()
        self._draw()

    def _tell_fields(self, sight: reading.Sight) -> None:
        sentences = []
        if sight.filled:
            sentences.append(_("Known of this person: {fields}.", fields=", ".join(sight.filled)))
        if sight.fell_back:
            sentences.append(
                _("Not known, other words stand there: {fields}.", fields=", ".join(sight.fell_back))
            )
        self.legend.setText("\n".join(sentences))
        self.legend.setVisible(self.controls.is_marked and bool(sentences))

    def _tell_pictures(self, count: int) -> None:
        if self.keeper.written.remote_pictures:
            words = n_(
                "{count} picture is fetched from the web.",
                "{count} pictures are fetched from the web.",
                count,
            )
            self._allow.setText(_("Don't fetch them"))
        else:
            words = n_(
                "{count} picture on the web is not shown.",
                "{count} pictures on the web are not shown.",
                count,
            )
            self._allow.setText(_("Show them in this campaign"))
        self._allow.setToolTip(
            _("The website that holds the pictures sees that somebody looked at them from here.")
        )
        self.pictures.say(words if count else "")

    def _turn_pictures(self) -> None:
        self.keeper.change(remote_pictures=not self.keeper.written.remote_pictures)

    def _tell_link(self, address: str) -> None:
        self._link = address
        self.link.say(leading.words(address))
