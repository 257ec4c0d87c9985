"""Saving the people of a segment as a file: the file is asked for, then written on a lane."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from shopmail.ui import numbers
from shopmail.ui.background import Progress, Stopped
from shopmail.ui.contacts.long_act import LongAct
from shopmail.ui.widgets.file_dialogs import ask_where_to_save
from shopmail.wording import _

Write = Callable[[Path, Progress, Stopped], int]
"""Writes the file on a lane and answers how many people."""
Say = Callable[[str], object]
"""Tells the owner what was saved."""


def ask_for_file(page: QWidget, act: LongAct, title: str, write: Write, say: Say) -> None:
    """Ask for a file, proposed under the name ``title``, and have ``write`` fill it as ``act``."""
    ask_where_to_save(
        page, _("Save as CSV"), f"{_file_name(title)}.csv", lambda path: save(act, path, write, say)
    )


def save(act: LongAct, path: Path, write: Write, say: Say) -> None:
    """Have ``write`` fill ``path`` as ``act``."""

    def written(count: int) -> None:
        say(_("{people} saved in {file}.", people=numbers.people(count), file=path.name))

    act.begin(lambda progress, stopped: write(path, progress, stopped), written)


def _file_name(title: str) -> str:
    """``title`` without what the file system of one of the three systems does not take."""
    kept = "".join(letter for letter in title if letter.isprintable() and letter not in '\\/:*?"<>|')
    return kept.strip(" .")[:100] or "people"
