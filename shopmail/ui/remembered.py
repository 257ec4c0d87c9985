"""What the window remembers between two starts, in a small file beside the shop file."""

from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QSettings

from shopmail import paths
from shopmail.ui.theme import Choice
from shopmail.wording import LANGUAGES, system_language


class Remembered:
    """Language (so that the first paint speaks it before the shop is open), light or dark, size and place."""

    def __init__(self, shop_file: Path) -> None:
        self._file = QSettings(str(paths.beside(shop_file, "window.ini")), QSettings.Format.IniFormat)

    @property
    def language(self) -> str:
        """The shop's language at the last start, else the system's."""
        kept = str(self._file.value("language", ""))
        return kept if kept in LANGUAGES else system_language()

    @language.setter
    def language(self, code: str) -> None:
        self._keep("language", code)

    @property
    def scheme(self) -> Choice:
        """Light, dark, or as the system has it."""
        kept = str(self._file.value("scheme", "system"))
        return cast(Choice, kept) if kept in ("light", "dark") else "system"

    def keep_scheme(self, choice: Choice) -> None:
        """Remember light, dark, or as the system has it."""
        self._keep("scheme", choice)

    @property
    def geometry(self) -> QByteArray:
        """What ``QWidget.saveGeometry`` gave; empty at the first start."""
        kept = self._file.value("geometry", QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    @geometry.setter
    def geometry(self, geometry: QByteArray) -> None:
        self._keep("geometry", geometry)

    def get(self, name: str) -> str:
        """What a page has put under ``name``, such as its columns; empty when there is nothing."""
        return str(self._file.value(f"pages/{name}", ""))

    def put(self, name: str, value: str) -> None:
        """Remember ``value`` for a page."""
        self._keep(f"pages/{name}", value)

    def _keep(self, name: str, value: object) -> None:
        self._file.setValue(name, value)
        self._file.sync()
