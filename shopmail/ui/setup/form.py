"""What every set-up form has in common, and the sheet in which one is filled in from elsewhere."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.background import Lane, Latest, Writes
from shopmail.ui.desk import Desk
from shopmail.ui.widgets.buttons import Button, Kind
from shopmail.ui.widgets.notice import Notice
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.ui.widgets.sheet import Sheet

T = TypeVar("T")


class SetupForm(QWidget):
    """A few fields about one matter. Whoever shows it has the button, and calls ``leave`` at the end.

    A form puts its parts into ``column``, reads in ``fill``, writes in ``save`` and ends that with
    ``finish``; ``touch`` when the owner has changed something, so that news does not wipe it away.
    """

    TITLE = ""
    SENTENCE = ""
    """Marked sentences: what the sheet is called, and what stands below that."""
    ENTER_SAVES = True
    """False where saving sends something or changes more than one person."""

    saved = Signal()
    ready_changed = Signal()
    """``ready`` or ``save_words`` is another one now."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.ready = True
        """Whether there is something to save; a form that waits says beside the button what for."""
        self.touched = False
        self.problem: Notice | None = None
        self._saving = Writes(desk.background, "writing")
        self._asking: list[Latest | Writes] = [self._saving]
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)

    @property
    def over(self) -> bool:
        """Whether all is done and only to be read: nothing is left to cancel."""
        return False

    @property
    def save_words(self) -> str:
        """What the button says."""
        return _("Save")

    def fill(self) -> None:
        """Read, on a lane, what is set, and show it."""
        raise NotImplementedError

    def save(self) -> None:
        """Write what was filled in; a value that is refused is named under its field."""
        raise NotImplementedError

    def refill(self) -> None:
        """Read anew, unless the owner is in the middle of changing something."""
        if not self.touched:
            self.fill()

    def leave(self) -> None:
        """The form goes away: no answer may reach it any more."""
        for latest in self._asking:
            latest.drop()

    def latest(self, lane: Lane) -> Latest:
        """Questions about one matter, which end with the form."""
        made = Latest(self.desk.background, lane)
        self._asking.append(made)
        return made

    def touch(self, *_news: object) -> None:
        """The owner has changed something; takes what any signal of a field carries."""
        self.touched = True
        self.clear_problem()

    def set_ready(self, ready: bool) -> None:
        """Whether the button can be pressed."""
        self.ready = ready
        self.ready_changed.emit()

    def write(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do ``work`` on the writing lane, the button out of reach meanwhile; a refusal is shown above."""
        self.clear_problem()
        self.set_ready(False)

        def answered(result: T) -> None:
            self.set_ready(True)
            done(result)

        self._saving.do(work, answered, self._failed)

    def write_settings(self, changes: Mapping[str, str], said: str) -> None:
        """Set these keys, say ``said``, and offer to set them back."""
        shop = self.desk.shop

        def change() -> dict[str, str]:
            from shopmail import settings

            before = settings.written(shop.settings())
            shop.change_settings(changes)
            return {key: before[key] for key in changes}

        def done(before: dict[str, str]) -> None:
            self.finish(said, lambda: shop.change_settings(before))

        self.write(change, done)

    def finish(self, said: str, undo: Callable[[], object] | None = None) -> None:
        """It is saved: tell the owner and the window. ``undo`` is work for the writing lane."""
        desk = self.desk

        def put_back() -> None:
            assert undo is not None
            desk.background.run("writing", undo, lambda _answer: desk.changed())

        self.touched = False
        desk.say(said, undo=put_back if undo else None)
        desk.changed()
        self.saved.emit()

    def show_problem(self, problem: ShopmailError) -> None:
        """Say above the fields what was refused."""
        self.clear_problem()
        self.problem = Notice("bad", problem.title, problem.message, problem.remedy)
        self.column.insertWidget(0, self.problem)

    def clear_problem(self) -> None:
        """Take the refusal away."""
        if self.problem:
            self.problem.hide()
            self.problem.deleteLater()
            self.problem = None

    def _failed(self, problem: Exception) -> None:
        self.set_ready(True)
        if isinstance(problem, ShopmailError):
            self.show_problem(problem)
        else:
            self.desk.background.unforeseen(problem)


def open_form(desk: Desk, kind: Callable[[Desk], SetupForm]) -> "Sheet":
    """Show a form in a sheet over the window, which closes when it is saved."""
    from shopmail.ui.widgets.sheet import Sheet

    form = kind(desk)
    sheet = Sheet(_(form.TITLE), _(form.SENTENCE) if form.SENTENCE else "")
    sheet.body.addWidget(form)
    cancel = Button(_("Cancel"), "quiet")
    cancel.clicked.connect(sheet.close_sheet)
    sheet.add_button(cancel)
    form.ready_changed.connect(lambda: cancel.setVisible(not form.over))
    save = save_button(form)
    sheet.add_button(save)
    if form.ENTER_SAVES:
        sheet.primary = save
    form.saved.connect(sheet.close_sheet)
    sheet.closed.connect(form.leave)
    desk.open_sheet(sheet)
    form.fill()
    return sheet


def save_button(form: SetupForm, kind: Kind = "primary") -> Button:
    """The button of a form, which follows what the form says of itself."""
    button = Button(form.save_words, kind)
    button.clicked.connect(form.save)

    def follow() -> None:
        button.setText(form.save_words)
        button.setEnabled(form.ready)

    form.ready_changed.connect(follow)
    follow()
    return button
