"""The tab To: everyone or a segment, and who of them gets the mail, who does not, and why."""

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from shopmail.ui import days, numbers
from shopmail.ui.campaigns.draft import reading
from shopmail.ui.campaigns.draft.reading import Counted, Segments
from shopmail.ui.campaigns.draft.scrolled import Scrolled
from shopmail.ui.campaigns.draft.tab import Tab
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.card import Card
from shopmail.ui.widgets.inputs import Choice, Radio
from shopmail.ui.widgets.notice import Notice
from shopmail.ui.widgets.text import label
from shopmail.wording import N_, _


class ToTab(Tab):
    """Counts anew whenever somebody else is chosen or the file has changed."""

    TITLE = N_("To")

    def __init__(self, desk: Desk, keeper: Keeper) -> None:
        super().__init__(desk, keeper)
        self._listing, self._counting = self.latest("reading"), self.latest("counting")
        self._segment = keeper.written.segment_id
        self.names: dict[str, str] = {}
        """The segments that can be chosen: id -> name."""
        self._is_gone = False
        """Whether the segment that is chosen was deleted."""
        self.counted: Counted | None = None
        """Who is meant now; None until it is known."""
        self.everyone = Radio(_("Everyone who can be mailed"))
        self.some = Radio(_("A segment"))
        self.segment = Choice()
        self.segment.setAccessibleName(_("Segment"))
        self.open_segment = Button(_("Open it"), "quiet", "external-link")
        self.new_segment = Button(_("New segment"), "quiet", "plus")
        self._meant = label("", "muted", wrap=True)
        # Under the word of the choice, not under its dot.
        self._meant.setContentsMargins(24, 0, 0, 0)
        self._waiting = Card()
        self._waiting.column.addWidget(label(_("Counting who gets it …"), "muted"))
        self._below = QVBoxLayout()
        self._result: QWidget | None = None
        self._lay_out()
        self._connect()
        self._show_choice()

    def enter(self) -> None:
        segment = self.keeper.written.segment_id
        self._listing.ask(
            self.desk.reading(lambda session, _settings: reading.segments(session, segment)),
            self._show_segments,
        )
        self._count()

    def is_done(self) -> bool:
        return self.mailable > 0

    def count(self) -> str:
        return numbers.people(self.counted.mailable) if self.counted and not self.counted.problem else ""

    @property
    def mailable(self) -> int:
        """How many get the mail; 0 while that is not known."""
        return self.counted.mailable if self.counted else 0

    def first(self) -> QWidget:
        return self.some if self.some.isChecked() else self.everyone

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        group.addButton(self.everyone)
        group.addButton(self.some)
        card = Card()
        card.column.setSpacing(8)
        card.column.addWidget(self.everyone)
        row = QHBoxLayout()
        row.setSpacing(8)
        for part in (self.some, self.segment, self.open_segment, self.new_segment):
            row.addWidget(part)
        row.addStretch(1)
        card.column.addLayout(row)
        card.column.addWidget(self._meant)
        scrolled = Scrolled(_("Whom it is for"))
        self.column.addWidget(scrolled)
        scrolled.column.addWidget(card)
        self._below.addWidget(self._waiting)
        scrolled.column.addLayout(self._below)

    def _connect(self) -> None:
        self.everyone.clicked.connect(lambda: self.keeper.change(segment_id=None))
        self.some.clicked.connect(self._choose_segment)
        self.segment.chosen.connect(lambda key: self.keeper.change(segment_id=int(key)))
        self.open_segment.clicked.connect(
            lambda: self.wanted.emit(f"segment/{self.keeper.written.segment_id}")
        )
        self.new_segment.clicked.connect(lambda: self.wanted.emit("segment/new"))
        self.keeper.changed.connect(self._follow)

    def _choose_segment(self) -> None:
        if self.segment.key:
            self.keeper.change(segment_id=int(self.segment.key))

    def _follow(self) -> None:
        if self.keeper.written.segment_id != self._segment:
            self._segment = self.keeper.written.segment_id
            self.counted = None
            self._show_choice()
            self.enter()
            self.changed.emit()

    def _show_choice(self) -> None:
        chosen = self._segment is not None
        (self.some if chosen else self.everyone).setChecked(True)
        self.segment.setVisible(bool(self.names))
        self.segment.setEnabled(chosen)
        self.some.setEnabled(bool(self.names) or chosen)
        self.open_segment.setVisible(chosen and not self._is_gone)
        if chosen:
            self.segment.choose(str(self._segment))

    def _show_segments(self, found: Segments) -> None:
        choices = dict(found.choices)
        self._is_gone = bool(found.gone)
        if found.gone:
            choices[str(self._segment)] = _("{name} (deleted)", name=found.gone)
        if choices != self.names:
            self.names = choices
            self.segment.fill(choices.items())
        self._show_choice()

    def _count(self) -> None:
        segment, now = self._segment, self.desk.now()
        work = self.desk.reading(lambda session, settings: reading.counted(session, settings, segment, now))
        self._counting.ask(work, self._show_count)

    def _show_count(self, counted: Counted) -> None:
        same = counted == self.counted
        self.counted = counted
        if not same or self._result is None:
            self._show_result(counted)
        self.changed.emit()

    def _show_result(self, counted: Counted) -> None:
        from shopmail.ui.campaigns.sending.who_gets_it import WhoGetsIt

        if self._result:
            self._result.hide()
            self._result.deleteLater()
        self._waiting.hide()
        self._meant.setText(days.spelled(counted.words))
        self._meant.setVisible(bool(counted.words))
        if counted.problem:
            self._result = Notice("bad", _("Nobody gets the mail"), counted.problem)
        else:
            name = self.names.get(str(self._segment), _("The segment")) if self._segment else ""
            who = WhoGetsIt(name, counted.matches, counted.left_out, counted.mailable)
            who.names_wanted.connect(self.names_wanted)
            card = Card()
            card.column.addWidget(who)
            self._result = card
        self._below.addWidget(self._result)

    def names_wanted(self, which: str, title: str) -> None:
        """Open the people behind a line; ``which`` as ``PeopleSheet`` has it."""
        from shopmail.ui.segments.people_sheet import PeopleSheet

        if self.counted:
            self.desk.open_sheet(PeopleSheet(self.desk, title, self.counted.definition, which))
