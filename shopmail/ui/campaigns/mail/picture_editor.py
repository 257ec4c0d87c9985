"""The open picture: from this computer or from the web, with words for who does not see it, and a link."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from shopmail.errors import ShopmailError
from shopmail.ui.background import Writes
from shopmail.ui.campaigns.mail import reading
from shopmail.ui.campaigns.mail.editors import BlockEditor, address_input, set_text
from shopmail.ui.campaigns.mail.field_popup import as_address
from shopmail.ui.campaigns.mail.summary import size_words
from shopmail.ui.desk import Desk
from shopmail.ui.importing.dropping import FileDrops
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.file_dialogs import ask_for_file
from shopmail.ui.widgets.inputs import TextInput
from shopmail.ui.widgets.text import ElidedLabel, label
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.campaigns.pictures import Kept

_INSIDE = "cid:"
"""What the address of a picture in the shop file begins with."""


class PictureEditor(BlockEditor):
    """A file is dropped or chosen, or an address is written; the file is taken into the shop file at once.

    That takes a moment, in which another block may be opened: each picture is for the block it was taken for.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._taking = Writes(desk.background, "files")
        self.destroyed.connect(self._taking.drop)
        self._meant: list[Any] = []
        """The blocks that pictures are being taken for, in the order in which they come."""
        self._refused_of: Any = None
        """The block whose picture was refused."""
        self.edited.connect(self._go_on)
        self._known: dict[str, Kept] = {}
        self.choose = Button(_("Choose a picture…"), icon="folder-open", small=True)
        self.choose.clicked.connect(self._choose)
        self.name, self.about = ElidedLabel("", "strong"), ElidedLabel("", "muted")
        self.url = address_input()
        self.url.textEdited.connect(lambda words: self.change("url", words))
        self.url.editingFinished.connect(lambda: self._make_whole("url", self.url))
        self._address = Field(_("Or its address on the web"), self.url)
        self.alt = TextInput(_("Basket with dahlias"))
        self.alt.textEdited.connect(lambda words: self.change("alt", words))
        self.link = address_input()
        self.link.textEdited.connect(lambda words: self.change("link", words))
        self.link.editingFinished.connect(lambda: self._make_whole("link", self.link))
        self._refused = label("", "small", wrap=True)
        self._refused.setProperty("state", "bad")
        self._refused.hide()
        self._lay_out()
        drops = FileDrops(self)
        drops.dropped.connect(self.take)

    def show_values(self) -> None:
        block = self.block
        self._refused.setVisible(block is self._refused_of)
        inside = block.url.startswith(_INSIDE)
        known = self._known.get(block.url.removeprefix(_INSIDE)) if inside else None
        self.name.say(known.name if known else _("Picture") if inside else _("Drop a picture here"))
        self.about.say(
            _about(known) if known else "" if inside else _("JPEG, PNG, GIF or WebP, up to 20 MB.")
        )
        self.choose.setText(_("Choose another…") if inside else _("Choose a picture…"))
        set_text(self.url, "" if inside else block.url)
        set_text(self.alt, block.alt)
        set_text(self.link, block.link)

    def show_known(self, pictures: "Mapping[str, Kept]") -> None:
        """What the shop file says of its pictures, by Content-ID."""
        self._known |= pictures
        if self.block is not None:
            self.show_values()

    def first(self) -> QWidget:
        return self.choose

    @property
    def refused(self) -> str:
        """Why a file was not taken; empty while nothing is wrong."""
        return self._refused.text() if self._refused.isVisible() else ""

    def take(self, path: str) -> None:
        """Take the picture in the file ``path`` into the shop file, and show it."""
        self._refused.hide()
        self._refused_of = None
        self._meant.append(self.block)
        shop = self._desk.shop
        self._taking.do(lambda: reading.picture_from(shop, path), self._took, self._not_taken)

    def _lay_out(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.name)
        words.addWidget(self.about)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self.choose)
        self.column.addLayout(row)
        for part in (self._refused, self._address):
            self.column.addWidget(part)
        hint = _("Read out, and shown where pictures are off.")
        self.column.addWidget(Field(_("What is on it"), self.alt, hint))
        self.column.addWidget(Field(_("Leads to (may stay empty)"), self.link))

    def _choose(self) -> None:
        ask_for_file(
            self.window(), _("Choose a picture"), _("Pictures (*.jpg *.jpeg *.png *.gif *.webp)"), self.take
        )

    def _took(self, kept: "Kept") -> None:
        self._known[kept.cid] = kept
        meant, url = self._meant.pop(0), _INSIDE + kept.cid
        if meant is self.block:
            self.change("url", url)
            self.show_values()
        else:
            self.edited.emit(meant, replace(meant, url=url), "url")

    def _go_on(self, was: object, block: object, _key: str) -> None:
        """What is about a block is about what becomes of it."""
        self._meant = [block if one is was else one for one in self._meant]
        if self._refused_of is was:
            self._refused_of = block

    def _not_taken(self, problem: Exception) -> None:
        self._refused_of = self._meant.pop(0)
        if not isinstance(problem, ShopmailError):
            raise problem
        self._refused.setText(" ".join(filter(None, (problem.message, problem.remedy))))
        self._refused.setVisible(self.block is self._refused_of)

    def _make_whole(self, key: str, line: TextInput) -> None:
        set_text(line, as_address(line.text()))
        if key != "url" or line.text():
            self.change(key, line.text())


def _about(kept: "Kept") -> str:
    size = f"{kept.width} × {kept.height}"
    return " · ".join((size, size_words(kept.size)))
