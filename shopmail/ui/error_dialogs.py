"""The two dialogs: what the program refuses, and what broke, with details that name nobody."""

import sys
import traceback
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from shopmail import __version__
from shopmail.errors import ShopmailError
from shopmail.ui.widgets.buttons import Button
from shopmail.ui.widgets.focus_ring import RingedDialog
from shopmail.ui.widgets.icons import IconLabel
from shopmail.ui.widgets.text import label
from shopmail.wording import _

_PACKAGE = Path(__file__).parent.parent.parent


def dialog_for(window: QWidget, problem: BaseException) -> QDialog:
    """The dialog over ``window`` that tells ``problem``; all its text is plain."""
    return _refusal(window, problem) if isinstance(problem, ShopmailError) else _broken(window, problem)


def details_of(problem: BaseException) -> str:
    """Where in the program it broke, and in which versions.

    Nothing personal: no message of the exception (it may quote an address), no value, no folder of the user.
    """
    lines = [f"shopmail {__version__}, Python {sys.version.split()[0]}, Qt {qVersion()}, {sys.platform}"]
    link: BaseException | None = problem
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        for frame in traceback.extract_tb(link.__traceback__):
            lines.append(f"  {_place(frame.filename)}:{frame.lineno} {frame.name}")
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _place(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(_PACKAGE / "shopmail"):
        return path.relative_to(_PACKAGE).as_posix()
    # Of a library, the last two parts tell enough; what stands before them names the user's folders.
    return "/".join(path.parts[-2:])


def _refusal(window: QWidget, problem: ShopmailError) -> QDialog:
    dialog, body = _dialog(window, "alert-triangle", "warn", problem.title)
    for words in (problem.message, problem.remedy):
        if words:
            body.addWidget(label(words, wrap=True))
    close = Button(_("Close"), "primary")
    _foot(dialog, close)
    return dialog


def _broken(window: QWidget, problem: BaseException) -> QDialog:
    dialog, body = _dialog(window, "circle-x", "bad", _("Something in shopmail broke"))
    body.addWidget(
        label(_("What was under way has stopped; nothing half done was kept. You can go on."), wrap=True)
    )
    body.addWidget(
        label(
            _("The details below name places in the program, and nobody's name or address."),
            "muted",
            wrap=True,
        )
    )
    details = details_of(problem)
    text = QPlainTextEdit(details)
    text.setReadOnly(True)
    text.setTabChangesFocus(True)
    text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
    text.setAccessibleName(_("Details"))
    text.setFixedHeight(144)
    body.addWidget(text)
    copy = Button(_("Copy details"), "quiet", "copy")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
    close = Button(_("Close"), "primary")
    _foot(dialog, close, copy)
    return dialog


def _dialog(window: QWidget, icon: str, state: str, title: str) -> tuple[RingedDialog, QVBoxLayout]:
    dialog = RingedDialog(window)
    dialog.setWindowTitle("shopmail")
    dialog.setFixedWidth(560)
    column = QVBoxLayout(dialog)
    column.setContentsMargins(24, 24, 24, 24)
    column.setSpacing(8)
    head = QHBoxLayout()
    head.setSpacing(12)
    head.addWidget(IconLabel(icon, state, 24))
    head.addWidget(label(title, "strong", wrap=True), 1)
    column.addLayout(head)
    return dialog, column


def _foot(dialog: QDialog, close: Button, *others: Button) -> None:
    close.setDefault(True)
    close.clicked.connect(dialog.accept)
    row = QHBoxLayout()
    row.setContentsMargins(0, 16, 0, 0)
    row.setSpacing(8)
    for button in others:
        row.addWidget(button)
    row.addStretch(1)
    row.addWidget(close)
    layout = dialog.layout()
    assert isinstance(layout, QVBoxLayout)
    layout.addLayout(row)
    close.setFocus()
