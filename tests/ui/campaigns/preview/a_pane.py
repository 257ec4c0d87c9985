"""The preview of a draft in the sample shop, on screen, with a hand to wait for what it draws."""

from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from shopmail.campaigns import saving
from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.content import Written
from shopmail.ui.application import Application
from shopmail.ui.campaigns.keeper import Keeper
from shopmail.ui.campaigns.preview.pane import PreviewPane
from tests.ui.conftest import Open
from tests.ui.settling import settle

PATIENCE = 20_000
"""Milliseconds: the first mail starts a process, on a machine that may be busy."""

GREETING = (
    'Dear {{ first_name | default: "friend" }},\n\nthe dahlias of {{ city | default: "ours" }} are out.'
)
BLOCKS: tuple[Block, ...] = (
    Heading(text="Autumn baskets"),
    Text(text=GREETING),
    Button(text="Order one", url="https://example.com/basket"),
)
WITH_PICTURE = (*BLOCKS, Picture(url="https://example.com/rose.jpg", alt="A rose"))


class APane:
    """``pane`` over a draft; the window stays behind it."""

    def __init__(self, application: Application, qtbot: QtBot, blocks: tuple[Block, ...] = BLOCKS) -> None:
        page = application.window.page
        assert application.shop is not None
        assert page is not None
        self._application, self._qtbot = application, qtbot
        self.shop = application.shop
        written = Written(name="Baskets", subject="Baskets for you", preview_text="Two weeks", blocks=blocks)
        with self.shop.reading() as session:
            number = saving.begin(self.shop, written)
        with self.shop.reading() as session:
            opened = saving.opened(session, number)
        self.keeper = Keeper(page.desk, opened)
        self.pane = PreviewPane(page.desk, self.keeper)
        qtbot.addWidget(self.pane, before_close_func=lambda _pane: self.keeper.end())
        self.pane.resize(464, 620)

    def open(self) -> "APane":
        """Show it, and wait for the first mail."""
        self.pane.show()
        return self.wait()

    def wait(self) -> "APane":
        """Let it draw what was changed."""
        pane = self.pane

        def is_drawn() -> bool:
            return not pane.is_behind and not pane.device.view.is_busy

        self._qtbot.waitUntil(is_drawn, timeout=PATIENCE)
        settle(self._application)
        self._qtbot.waitUntil(is_drawn, timeout=PATIENCE)
        return self

    def change(self, **values: object) -> "APane":
        """Write something else."""
        self.keeper.change(**values)
        return self.wait()

    def words(self) -> str:
        """What the mail says on screen."""
        engine = self.pane.device.view.engine
        assert engine is not None
        said: list[str] = []
        engine.page.toPlainText(said.append)
        self._qtbot.waitUntil(lambda: bool(said), timeout=PATIENCE)
        return said[0]

    def text(self) -> str:
        """What the plain-text part says on screen."""
        (shown,) = (edit for edit in self.pane.findChildren(QPlainTextEdit) if edit.isVisible())
        return shown.toPlainText()


def a_pane(open_window: Open, filled: Path, qtbot: QtBot, blocks: tuple[Block, ...] = BLOCKS) -> APane:
    """The preview of a new draft; not on screen yet."""
    return APane(open_window(filled), qtbot, blocks)
