"""What the owner does on a card: each act on the writing lane, answered by a sentence with Undo."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from shopmail.errors import ShopmailError
from shopmail.ui.contacts.card import writing
from shopmail.ui.contacts.card.agreement import Testimony
from shopmail.ui.contacts.card.person import Person
from shopmail.ui.desk import Desk
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.contacts.bulk import Entered, Tagged
    from shopmail.contacts.editing import Edited

T = TypeVar("T")
Refuse = Callable[[ShopmailError], object]
"""Shows in its place what was refused."""


class Acting(QObject):
    """``done`` is emitted when something was written. An act goes through even if the card goes away."""

    done = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk

    def edit(
        self,
        person: Person,
        changes: dict[str, str],
        new_fields: dict[str, str],
        *,
        saved: Callable[[], object],
        wrong: Callable[[dict[str, str]], object],
        refuse: Refuse,
    ) -> None:
        """Change fields; ``wrong`` gets a sentence for each whose value can't be, ``refuse`` any other no."""

        def then(answer: "Edited | dict[str, str]") -> None:
            if not isinstance(answer, dict):
                self._say_edited(answer, _("{name} was changed.", name=person.name))
            if isValid(self):
                wrong(answer) if isinstance(answer, dict) else saved()

        self._write(partial(writing.edit, self._desk.shop, person.email, changes, new_fields), then, refuse)

    def write_note(self, person: Person, note: str, *, wrong: Callable[[dict[str, str]], object]) -> None:
        """Keep another note."""

        def then(answer: "Edited | dict[str, str]") -> None:
            if not isinstance(answer, dict):
                self._say_edited(answer, _("The note on {name} was changed.", name=person.name))
            if isValid(self):
                wrong(answer if isinstance(answer, dict) else {})

        self._write(partial(writing.edit, self._desk.shop, person.email, {"note": note}, {}), then)

    def tag(self, person: Person, name: str, *, refuse: Refuse) -> None:
        """Stick a tag on."""

        def then(tagged: "Tagged") -> None:
            words = _("{name} has the tag “{tag}” now.", name=person.name, tag=tagged.name)
            back = partial(writing.untag, self._desk.shop, person.id, tagged.name)
            self._say(words, back if tagged.ids else None)

        self._write(partial(writing.tag, self._desk.shop, person.id, name), then, refuse)

    def untag(self, person: Person, name: str) -> None:
        """Take a tag off."""

        def then(tagged: "Tagged") -> None:
            words = _("The tag “{tag}” was taken off {name}.", name=person.name, tag=tagged.name)
            back = partial(writing.tag, self._desk.shop, person.id, tagged.name)
            self._say(words, back if tagged.ids else None)

        self._write(partial(writing.untag, self._desk.shop, person.id, name), then)

    def unsubscribe(self, person: Person) -> None:
        """Enter the person as one who must not be mailed: no question, since there is a way back."""

        def then(entered: "Entered") -> None:
            words = _(
                "{name} is unsubscribed. Nobody will mail this person again, in any campaign.",
                name=person.name,
            )
            back = partial(writing.take_back, self._desk.shop, entered)
            self._say(words, back if entered.people else None)

        self._write(partial(writing.unsubscribe, self._desk.shop, person.id), then)

    def agree(
        self, person: Person, testimony: Testimony, *, recorded: Callable[[], object], refuse: Refuse
    ) -> None:
        """Record an agreement: evidence is only ever added, so there is no Undo, and a sheet asks before."""

        def then(_nothing: None) -> None:
            self._desk.say(_("The agreement of {name} is recorded.", name=person.name))
            if isValid(self):
                recorded()

        self._write(partial(writing.agreed, self._desk.shop, person.email, testimony), then, refuse)

    def _say_edited(self, edited: "Edited", words: str) -> None:
        if edited.after:
            self._desk.say(words, undo=lambda: self._undo_edit(edited))

    def _undo_edit(self, edited: "Edited") -> None:
        def then(kept: list[str]) -> None:
            words = _("Everything is as it was before.")
            if kept:
                fields = ", ".join(kept)
                words = _("Changed again since, so left as it is now: {fields}.", fields=fields)
            self._desk.say(words)

        self._write(partial(writing.edit_back, self._desk.shop, edited), then)

    def _say(self, words: str, back: Callable[[], object] | None) -> None:
        if back is None:
            self._desk.say(words)
            return
        undo = partial(
            self._write, back, lambda _answer: self._desk.say(_("Everything is as it was before."))
        )
        self._desk.say(words, undo=undo)

    def _write(
        self, work: Callable[[], T], then: Callable[[T], object], refuse: Refuse | None = None
    ) -> None:
        def finished(answer: T) -> None:
            then(answer)
            self._desk.changed()
            if isValid(self):
                self.done.emit()

        def failed(problem: Exception) -> None:
            if refuse and isinstance(problem, ShopmailError) and isValid(self):
                refuse(problem)
            else:
                self._desk.background.unforeseen(problem)

        self._desk.background.run("writing", work, finished, failed)
