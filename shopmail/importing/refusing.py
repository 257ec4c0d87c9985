"""How the files of this room are refused: one title, the file's name, the place, what to do."""

from pathlib import Path

from shopmail.errors import FileRefused
from shopmail.wording import _


def refused(message: str, remedy: str = "") -> FileRefused:
    """The error to raise: ``message`` names the file or the line, ``remedy`` what to do next."""
    return FileRefused(_("This file can't be imported"), message, remedy)


def shown(path: Path) -> str:
    """The file's name as one line that can always be printed (names on disk may hold stray bytes)."""
    return "".join(mark if mark.isprintable() else "?" for mark in path.name or str(path))
