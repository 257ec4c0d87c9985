"""The web engine behind the mail view, locked: nothing runs, loads unasked or leads away in it.

Imported when a mail is first shown, and by nobody else: it loads 200 MB of libraries.
"""

import os
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtQuick import QQuickWindow, QSGRendererInterface
from PySide6.QtWebEngineCore import (
    QWebEngineNewWindowRequest,
    QWebEnginePage,
    QWebEngineProfile,
    QWebEngineScript,
    QWebEngineSettings,
    QWebEngineUrlRequestInfo,
    QWebEngineUrlRequestInterceptor,
)
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QWidget
from shiboken6 import delete

_Attribute = QWebEngineSettings.WebAttribute
_OFF = (
    _Attribute.JavascriptEnabled,
    _Attribute.LocalContentCanAccessRemoteUrls,
    _Attribute.LocalContentCanAccessFileUrls,
    _Attribute.LocalStorageEnabled,
    _Attribute.PluginsEnabled,
    _Attribute.PdfViewerEnabled,
    _Attribute.AutoLoadIconsForPage,
    _Attribute.DnsPrefetchEnabled,
    _Attribute.HyperlinkAuditingEnabled,
    _Attribute.FullScreenSupportEnabled,
    _Attribute.ErrorPageEnabled,
    _Attribute.NavigateOnDropEnabled,
    _Attribute.WebGLEnabled,
    _Attribute.Accelerated2dCanvasEnabled,
    _Attribute.FocusOnNavigationEnabled,
)

_OWN_WORLD = int(QWebEngineScript.ScriptWorldId.ApplicationWorld.value)
"""Our own few lines run here, out of reach of the mail, whose scripts don't run at all."""


_FLAGS = "QTWEBENGINE_CHROMIUM_FLAGS"
"""The variable in which Chromium looks for its options."""


class Gate(QWebEngineUrlRequestInterceptor):
    """Every request passes here: ``data:`` may go, and pictures from the web where the owner allowed them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.images_allowed = False

    def interceptRequest(self, info: QWebEngineUrlRequestInfo) -> None:
        scheme, kind = info.requestUrl().scheme(), info.resourceType()
        is_image = kind == QWebEngineUrlRequestInfo.ResourceType.ResourceTypeImage
        allowed = scheme == "data" or (self.images_allowed and is_image and scheme in ("http", "https"))
        info.block(not allowed)


class LockedPage(QWebEnginePage):
    """A page that goes nowhere but where ``open_html`` puts it; ``link_pressed`` tells where a link leads."""

    link_pressed = Signal(str)

    def __init__(self, profile: QWebEngineProfile, parent: QObject) -> None:
        super().__init__(profile, parent)
        self._opening = False
        for attribute in _OFF:
            self.settings().setAttribute(attribute, False)
        self.newWindowRequested.connect(self._asked_for_window)

    def open_html(self, html: str) -> None:
        """Show ``html``; ``loadFinished`` tells when it is there."""
        self._opening = True
        self.setHtml(html)

    def run_own(self, script: str, answer: Callable[[object], None]) -> None:
        """Run ``script`` of ours on the page; ``answer`` gets its value."""
        self.runJavaScript(script, _OWN_WORLD, answer)

    def acceptNavigationRequest(
        self, url: QUrl | str, kind: QWebEnginePage.NavigationType, is_main_frame: bool
    ) -> bool:
        # Once for each mail that is opened; meta refresh, frames, forms, links, what is dropped: never.
        mine = self._opening and is_main_frame and kind == QWebEnginePage.NavigationType.NavigationTypeTyped
        if mine:
            self._opening = False
        elif kind == QWebEnginePage.NavigationType.NavigationTypeLinkClicked:
            self._tell(QUrl(url))
        return mine

    def javaScriptConsoleMessage(self, *_said: object) -> None:
        """What the engine has to say about what it refused to load goes into no log: it names addresses."""

    def _asked_for_window(self, request: QWebEngineNewWindowRequest) -> None:
        # A link with target="_blank"; as nobody opens the window, there is none.
        self._tell(request.requestedUrl())

    def _tell(self, url: QUrl) -> None:
        # Another place of the same mail has the address under which the mail was opened.
        if url.scheme() != "data":
            self.link_pressed.emit(url.toString())


class Engine(QObject):
    """View, page, gate and profile of one mail view; the view is laid into ``parent`` by the caller."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        _prepare()
        # Without a name it is off the record: no cookie, no cache, no history on disk.
        self._profile = QWebEngineProfile()
        self.gate = Gate(self._profile)
        self._profile.setUrlRequestInterceptor(self.gate)
        self.view = QWebEngineView(parent)
        self.page = LockedPage(self._profile, self.view)
        self.view.setPage(self.page)
        self.view.setAcceptDrops(False)
        # Parents let go of their children in this order: Chromium wants the page gone before its profile.
        self._profile.setParent(parent)

    def end(self) -> None:
        """Take it apart in good order, since the process is about to end."""
        delete(self.view)
        delete(self._profile)

    def darken(self, on: bool) -> None:
        """Show mails about as those mail programs do that darken them; holds from the next mail on."""
        self.page.settings().setAttribute(_Attribute.ForceDarkMode, on)


@lru_cache(maxsize=1)
def _prepare() -> None:
    """What has to be settled before the engine starts, once a process."""
    # Scroll bars over the mail, as phones have them: beside it, a phone of 375 pixels would have 360.
    flags = ["--enable-features=FluentScrollbar,FluentOverlayScrollbar"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # Chromium refuses to start as root with its sandbox: so in the containers where tests run. Nobody
        # else goes without.
        flags += ["--no-sandbox", "--disable-gpu"]
    asked = os.environ.get(_FLAGS, "")
    os.environ[_FLAGS] = " ".join([asked, *(flag for flag in flags if flag not in asked)]).strip()
    # A mail stands still, so nothing is gained by the graphics card, whose drivers are the engine's usual
    # trouble; and a window that a card draws into has to be made anew, so that it would go dark for a moment.
    QQuickWindow.setGraphicsApi(QSGRendererInterface.GraphicsApi.Software)
