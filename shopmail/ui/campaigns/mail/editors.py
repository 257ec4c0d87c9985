"""What the owner writes into when a block is open: words, a button, how much room."""

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from shopmail.ui.campaigns.mail.field_popup import as_address
from shopmail.ui.campaigns.mail.field_text import FieldText
from shopmail.ui.campaigns.mail.summary import SIZES
from shopmail.ui.campaigns.mail.text_tools import TextTools
from shopmail.ui.widgets.field import Field
from shopmail.ui.widgets.inputs import Choice, TextInput
from shopmail.ui.widgets.text import label
from shopmail.wording import _

Fields = Sequence[tuple[str, str]]


class BlockEditor(QWidget):
    """Shows one block after another; ``edited`` carries what it was, what it is now, which key was changed.

    ``tools`` stand in the block's first line. ``first`` is where the keyboard begins.
    """

    edited = Signal(object, object, str)

    def __init__(self) -> None:
        super().__init__()
        self.block: Any = None
        self.tools: QWidget | None = None
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(15, 12, 15, 15)
        self.column.setSpacing(12)

    def show_block(self, block: object) -> None:
        """Show ``block``; what is written into keeps its cursor where nothing has changed."""
        self.block = block
        self.show_values()

    def show_values(self) -> None:
        """Show what ``block`` holds."""

    def show_fields(self, fields: Fields) -> None:
        """The fields of a person that can be put in, as (key, title)."""

    def first(self) -> QWidget | None:
        """Where the keyboard begins; None where there is nothing to write."""
        return None

    def change(self, key: str, value: object) -> None:
        """The owner has written ``value`` for ``key``."""
        if getattr(self.block, key) != value:
            was, self.block = self.block, replace(self.block, **{key: value})
            self.edited.emit(was, self.block, key)


class WordsEditor(BlockEditor):
    """A heading, or paragraphs with lists."""

    def __init__(self, fields: Fields, hint: str, *, lists: bool) -> None:
        super().__init__()
        self.text = FieldText(fields, lists=lists)
        self.text.setProperty("bare", True)
        self.text.setPlaceholderText(hint)
        self.text.setAccessibleName(_("Text") if lists else _("Heading"))
        self.text.edited.connect(lambda: self.change("text", self.text.source()))
        self.tools = TextTools(self.text)
        self.column.setContentsMargins(1, 4, 1, 4)
        self.column.addWidget(self.text)

    def show_values(self) -> None:
        set_source(self.text, self.block.text)

    def show_fields(self, fields: Fields) -> None:
        self.text.set_fields(fields)

    def first(self) -> QWidget:
        return self.text


class ButtonEditor(BlockEditor):
    """The words on a button, and where it leads."""

    def __init__(self, fields: Fields) -> None:
        super().__init__()
        self.text = FieldText(fields, one_line=True)
        self.text.setPlaceholderText(_("Order now"))
        self.text.edited.connect(lambda: self.change("text", self.text.source()))
        self.url = address_input()
        self.url.textEdited.connect(lambda words: self.change("url", words))
        self.url.editingFinished.connect(lambda: self._make_whole())
        self.tools = TextTools(self.text, looks=False)
        self.column.addWidget(Field(_("Words on it"), self.text))
        self.column.addWidget(Field(_("Leads to"), self.url))

    def show_values(self) -> None:
        set_source(self.text, self.block.text)
        set_text(self.url, self.block.url)

    def show_fields(self, fields: Fields) -> None:
        self.text.set_fields(fields)

    def first(self) -> QWidget:
        return self.text

    def _make_whole(self) -> None:
        set_text(self.url, as_address(self.url.text()))
        self.change("url", self.url.text())


class SpacingEditor(BlockEditor):
    """How much room."""

    def __init__(self) -> None:
        super().__init__()
        self.size_choice = Choice()
        self.size_choice.fill((key, _(words)) for key, words in SIZES.items())
        self.size_choice.chosen.connect(lambda key: self.change("size", key))
        self.column.addWidget(Field(_("How much room"), self.size_choice))

    def show_values(self) -> None:
        self.size_choice.choose(self.block.size)

    def first(self) -> QWidget:
        return self.size_choice


class DividerEditor(BlockEditor):
    """Nothing to write."""

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(
            label(_("A thin line between two subjects. There is nothing to set."), "muted", wrap=True)
        )


def address_input() -> TextInput:
    """A line for an address on the web."""
    return TextInput("https://")


def set_text(line: TextInput, words: str) -> None:
    """Show ``words``; the cursor stays where they are there already."""
    if line.text() != words:
        line.setText(words)
        line.setCursorPosition(0)


def set_source(text: FieldText, source: str) -> None:
    """The same for a text with fields."""
    if text.source() != source:
        text.set_source(source)
