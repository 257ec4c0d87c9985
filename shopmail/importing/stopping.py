"""Long acts that the owner can stop: whoever tells how far it has come is asked whether to go on."""

from collections.abc import Callable

from shopmail.errors import Stopped
from shopmail.wording import _

Progress = Callable[[int, int], None]
"""Told how much is done, of how much in all."""
Asked = Callable[[], bool]
"""Whether the owner has pressed Stop."""


def unheard(_done: int, _total: int) -> None:
    """Progress that nobody wants to hear of."""


def never() -> bool:
    """An act that nobody stops."""
    return False


def stopping(progress: Progress, stopped: Asked) -> Progress:
    """``progress`` that raises ``Stopped`` once the owner wants no more."""

    def told(done: int, total: int) -> None:
        progress(done, total)
        if stopped():
            raise Stopped(_("The import was stopped"), _("Nothing was changed."))

    return told
