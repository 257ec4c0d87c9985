"""The line of a part that the screen can't take apart: its words, to be kept or removed as a whole."""

from PySide6.QtCore import Qt

from shopmail.ui.segments.builder.draft import Sentence
from shopmail.ui.segments.builder.line import Line
from shopmail.ui.widgets.text import label
from shopmail.wording import _


class SentenceLine(Line):
    """The words come later than the line."""

    def __init__(self, sentence: Sentence, *, sets_in: int = 0, is_except: bool = False) -> None:
        words = label("…", wrap=True)
        words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        words.setMinimumHeight(28)
        super().__init__(sentence.id, sets_in=sets_in, body=words)
        self.words = words
        self._is_except = is_except
        self.icon.show_icon("minus" if is_except else "forms", "muted")
        self.show_sentence(sentence, "", "")

    def show_sentence(self, sentence: Sentence, words: str, problem: str) -> None:
        """Its words, or why it can't be used any more."""
        said = words or (_("This condition can't be used any more.") if problem else "…")
        self.words.setText(_("except {what}", what=said) if self._is_except and words else said)
        self.words.setEnabled(not sentence.off)
        self.show_problem(problem)
        self.show_off(off=sentence.off)
        self.name(said)
