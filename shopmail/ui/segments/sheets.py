"""The small questions about a segment: what it is called, whether a used one may go, unsaved changes."""

from collections.abc import Sequence

from PySide6.QtCore import Signal

from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.name_sheet import NameSheet
from shopmail.ui.widgets.sheet import Sheet
from shopmail.ui.widgets.text import label
from shopmail.wording import _, n_

_NAMED = 8
"""Campaigns that are named."""


def asked_name(title: str, name: str, verb: str) -> NameSheet:
    """The sheet that asks what a segment is called."""
    hint, example = _("Call it by what the people have in common."), _("For example: Regulars from Písek")
    return NameSheet(title, name, verb, hint, example)


class DeleteSheet(Sheet):
    """Asked where campaigns are for the segment; ``wanted`` when it is to go all the same."""

    wanted = Signal()

    def __init__(self, name: str, drafts: Sequence[str], sent: Sequence[str]) -> None:
        super().__init__(_("Delete the segment “{name}”?", name=name), width=480)
        if drafts:
            words = n_(
                "{count} draft is for this segment. If you delete it, the draft is for nobody until you"
                " choose again:",
                "{count} drafts are for this segment. If you delete it, they are for nobody until you"
                " choose again:",
                len(drafts),
            )
            self._say(words, drafts)
        if sent:
            words = n_(
                "{count} campaign was sent to it. Its report stays as it is:",
                "{count} campaigns were sent to it. Their reports stay as they are:",
                len(sent),
            )
            self._say(words, sent)
        self.body.addStretch(1)
        keep = self.add_button(Button(_("Keep it"), "primary"))
        keep.clicked.connect(self.close_sheet)
        self.primary = keep
        self.delete = self.add_button(Button(_("Delete the segment")), at_left=True)
        self.delete.clicked.connect(self._confirmed)

    def _say(self, words: str, names: Sequence[str]) -> None:
        self.body.addWidget(label(words, wrap=True))
        shown = [*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])]
        self.body.addWidget(label("\n".join(shown), "muted", wrap=True))

    def _confirmed(self) -> None:
        self.close_sheet()
        self.wanted.emit()


class UnsavedSheet(Sheet):
    """``saved``: save and go; ``discarded``: go without. Esc stays."""

    saved = Signal()
    discarded = Signal()

    def __init__(self, name: str) -> None:
        super().__init__(_("Save your changes?"), width=560)
        unsaved = _("What you have changed in “{name}” is not saved yet.", name=name)
        self.body.addWidget(label(unsaved, wrap=True))
        self.body.addStretch(1)
        self.discard = self.add_button(Button(_("Discard the changes"), "quiet"), at_left=True)
        self.discard.clicked.connect(self._discard)
        self.add_button(Button(_("Stay here"))).clicked.connect(self.close_sheet)
        self.save = self.add_button(Button(_("Save"), "primary"))
        self.save.clicked.connect(self._save)
        self.primary = self.save

    def _save(self) -> None:
        self.close_sheet()
        self.saved.emit()

    def _discard(self) -> None:
        self.close_sheet()
        self.discarded.emit()
