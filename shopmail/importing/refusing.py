"""How the files of this room are refused: one title, the file's name, the place, what to do."""

from pathlib import Path

from shopmail.errors import FileRefused
from shopmail.wording import _


def refused(message: str, remedy: str = "") -> FileRefused:
    """The error to raise: ``message`` names the file or the line, ``remedy`` what to do next."""
    return FileRefused(_("This file can't be imported"), message, remedy)


def shown(path: Path) -> str:
    """The file's name as text that can always be printed (names on disk may hold stray bytes)."""
    return path.name.encode("utf-8", "replace").decode("utf-8") or str(path)
