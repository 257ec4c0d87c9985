"""What the import wizard keeps on the desk, because its page is made anew when the language changes."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shopmail.ui.importing.answers import Answers

if TYPE_CHECKING:
    from shopmail.importing.applying import Imported
    from shopmail.importing.looking import Look
    from shopmail.ui.desk import Desk

_KEY = "import"


@dataclass
class Kept:
    """The answers, what they have led to so far, and the step that is shown. A plan is not kept."""

    answers: Answers = field(default_factory=Answers)
    look: "Look | None" = None
    imported: "Imported | None" = None
    unseen: bool = False
    """Whether the import ended while another page was shown."""
    corrections: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """What was corrected in the rows, and taken back, in that order: done again in a plan made anew."""
    here: int = 0
    reach: int = 0
    """The furthest step that can be gone to."""


def kept_on(desk: "Desk") -> Kept:
    """What is kept, or a beginning."""
    found = desk.kept.setdefault(_KEY, Kept())
    assert isinstance(found, Kept)
    return found


def forget(desk: "Desk") -> Kept:
    """Begin anew."""
    desk.kept[_KEY] = Kept()
    return kept_on(desk)
