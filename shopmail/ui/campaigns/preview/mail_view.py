"""A mail as mail programs draw it, in a view in which nothing runs, loads or leads away."""

from typing import TYPE_CHECKING

from msgspec import Struct
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from shopmail.ui.campaigns.preview import sealing
from shopmail.ui.campaigns.preview.cover import Cover
from shopmail.wording import _

if TYPE_CHECKING:
    from shopmail.ui.campaigns.preview.engine import Engine

LOOK_AGAIN, AT_MOST = 5, 200
"""Milliseconds between two looks whether all is on screen, and how many of them: a page that lies behind
another one is not drawn, and not waited for."""

BLANK_AT_MOST, SAMPLED = 20, 28
"""How many looks more a page gets that shows nothing yet, and the pixels across that are looked at."""

PATIENCE = 10_000
"""Milliseconds after which a mail that does not come is given up."""


class _Mail(Struct, frozen=True):
    html: str
    images_allowed: bool


class MailView(QWidget):
    """One mail; the engine is started when the view is first on screen, behind a waiting picture."""

    drawn = Signal()
    """The mail that was last asked for is on screen, or a sentence that says why not."""
    link_pressed = Signal(str)
    """A link was pressed; it leads there, and is not followed."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Mail"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._engine: Engine | None = None
        self._was_painted = False
        self._mail: _Mail | None = None
        self._pictures: tuple[str, ...] = ()
        self._top = 0
        self._is_wanted = self._is_loading = self._keeps_place = False
        self._width = 0
        self._is_dark, self._has_pictures = False, True
        self.cover = Cover(self)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(PATIENCE)
        self._late.timeout.connect(lambda: self._loaded(False))

    @property
    def engine(self) -> "Engine | None":
        """What draws; None until the view was first on screen with a mail."""
        return self._engine

    @property
    def is_busy(self) -> bool:
        """Whether a mail is on its way."""
        return self._is_wanted or self._is_loading

    def show_html(self, html: str, images_allowed: bool = False, *, keep_place: bool = False) -> None:
        """Show a mail; with ``keep_place`` it is another state of the one before, scrolled as far as that.

        ``html``: what ``previewing.draw`` gives, pictures as ``data:`` addresses; with ``images_allowed``
        those from the web are fetched.
        """
        self._mail = _Mail(html, images_allowed)
        self._keeps_place = keep_place
        self._want()

    def show_width(self, width: int) -> None:
        """Draw mails for a window of so many CSS pixels, smaller where there is no room; 0: for this one."""
        self._width = width
        self._fit()

    def show_as(self, *, dark: bool, pictures: bool) -> None:
        """Draw mails as programs do that darken them, or with words in place of pictures."""
        if (dark, pictures) == (self._is_dark, self._has_pictures):
            return
        self._is_dark, self._has_pictures = dark, pictures
        if self._mail:
            self._keeps_place = True
            self._want()

    def sizeHint(self) -> QSize:
        return QSize(375, 480)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            # After this event: the waiting picture is on its way to the screen.
            QTimer.singleShot(0, self, self._go_on)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.cover.setGeometry(self.rect())
        self._fit()

    def _want(self) -> None:
        self._is_wanted = True
        self._go_on()

    def _go_on(self) -> None:
        """Open the mail that is wanted, unless the one before is still on its way."""
        if not self._is_wanted or self._is_loading or not self._was_painted or self._mail is None:
            return
        if self._engine is None and not self._start():
            return
        assert self._engine is not None
        self._is_wanted = False
        mail = sealing.sealed(
            self._mail.html, images_allowed=self._mail.images_allowed, with_pictures=self._has_pictures
        )
        if mail.is_too_long:
            self._say(_("This mail is too long to be shown here. Take something out of it."))
            return
        self._is_loading = True
        self._late.start()
        page, view = self._engine.page, self._engine.view
        self._top = round(page.scrollPosition().y() / view.zoomFactor()) if self._keeps_place else 0
        self._pictures = mail.pictures
        self._engine.gate.images_allowed = self._mail.images_allowed
        self._engine.darken(self._is_dark)
        if self.cover.isHidden():
            self.cover.keep(view.grab())
        self._fit()
        page.open_html(mail.html)

    def _start(self) -> bool:
        """Start the engine; False where this computer can't, which is said in its place."""
        try:
            from shopmail.ui.campaigns.preview.engine import Engine
        except ImportError as fault:
            # A library of the system that the engine needs is missing; all else works without it.
            self._is_wanted = False
            self._say(_("Mails can't be drawn on this computer: {why}", why=str(fault)))
            return False
        self._engine = Engine(self)
        self._engine.view.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._engine.page.link_pressed.connect(self.link_pressed)
        self._engine.page.loadFinished.connect(self._loaded)
        self._engine.page.renderProcessTerminated.connect(lambda *_why: self._loaded(False))
        self._column.addWidget(self._engine.view)
        QApplication.instance().aboutToQuit.connect(self._end)  # type: ignore[union-attr]
        self.cover.raise_()
        return True

    def _loaded(self, is_there: bool) -> None:
        if not is_there:
            self._say(_("The mail could not be drawn. It is drawn again when you change something."))
        elif self._is_loading and self._engine:
            script = sealing.placing(self._pictures, self._top)
            self._engine.page.run_own(script, lambda _nothing: self._look(AT_MOST))

    def _look(self, times: int) -> None:
        """Uncover the mail once it is wholly on screen."""
        if not isValid(self) or not self._is_loading or self._engine is None:
            return

        def answer(is_settled: object) -> None:
            if not isValid(self):
                return
            if is_settled or not times:
                self._uncover(BLANK_AT_MOST)
            else:
                QTimer.singleShot(LOOK_AGAIN, self, lambda: self._look(times - 1))

        self._engine.page.run_own(sealing.IS_SETTLED, answer)

    def _uncover(self, times: int) -> None:
        # What the page has drawn may still be on its way from the engine's process to the window.
        if times and self._is_loading and self._is_blank():
            QTimer.singleShot(LOOK_AGAIN, self, lambda: self._uncover(times - 1))
        elif self._is_loading:
            self.cover.hide()
            self._ended()

    def _is_blank(self) -> bool:
        """Whether the view is of one colour all over, as far as a few hundred of its pixels tell."""
        if self._engine is None:
            return False
        few = self._engine.view.grab().toImage().scaled(SAMPLED, SAMPLED)
        first = few.pixel(0, 0)
        return all(few.pixel(x, y) == first for y in range(SAMPLED) for x in range(SAMPLED))

    def _say(self, sentence: str) -> None:
        self.cover.say(sentence)
        self._ended()

    def _ended(self) -> None:
        self._is_loading = False
        self._late.stop()
        self._go_on()
        if not self.is_busy:
            self.drawn.emit()

    def _end(self) -> None:
        # The window outlives the event loop, and Chromium doesn't end well under a page that is still there.
        if self._engine:
            self._engine.end()
        self._engine, self._mail = None, None
        self._is_wanted = self._is_loading = False

    def _fit(self) -> None:
        if self._engine:
            shrunk = min(1.0, self.width() / self._width) if self._width else 1.0
            self._engine.view.setZoomFactor(max(0.25, shrunk))
