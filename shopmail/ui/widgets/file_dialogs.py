"""The dialogs of the system that ask for a file: one to read, or one to write a table into."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from shopmail.wording import _


def ask_for_file(parent: QWidget, title: str, kinds: str, then: Callable[[str], object]) -> None:
    """Ask for a file of this computer; ``kinds`` as Qt has them: ``Pictures (*.jpg *.png)``."""
    dialog = QFileDialog(parent, title)
    dialog.setNameFilter(kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setSupportedSchemes(["file"])
    dialog.fileSelected.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def ask_where_to_save(parent: QWidget, title: str, proposed: str, then: Callable[[Path], object]) -> None:
    """Ask where a table is to be written (a name or a whole path is proposed)."""
    dialog = QFileDialog(parent, title, proposed, _("Table (*.csv)"))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("csv")
    dialog.fileSelected.connect(lambda name: then(Path(name)))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
