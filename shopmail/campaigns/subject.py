"""The subject of a mail: one line of plain text, filled in for each person."""

from collections.abc import Mapping

from shopmail.campaigns.personalization import one_line
from shopmail.campaigns.places import refused
from shopmail.campaigns.script import Program, Script
from shopmail.campaigns.skeleton import Fragment, cut, hole_words, tag_words
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.wording import _


class SubjectLine:
    """The subject, filled in for each person: one line, plain text."""

    def __init__(self, source: str, fields: frozenset[str], letters: str) -> None:
        script = Script(fields, letters)
        written = script.add(_("Subject"), source)
        if UNSUBSCRIBE_URL in written:
            raise refused(_("Subject"), _("the unsubscribe link can't stand here."))
        if not written.strip():
            raise refused(_("Subject"), _("there is none."), _("Write a subject for the mail."))
        self.fields = frozenset(script.fields)
        self.without_fallback = script.without_fallback
        self.fields_with_fallback = frozenset(
            name for output in script.outputs if output.shown.has_fallback for name in output.shown.names
        )
        self._program: Program = script.program()
        self._regions = [list(numbers) for numbers in script.regions]
        self._fragments: list[Fragment] = cut(written, tag_words(letters), hole_words(letters))

    def line(self, values: Mapping[str, str | None]) -> str:
        """The subject for cleaned ``values``; raises ``CampaignRefused`` when nothing is left of it."""
        run = self._program.run(values)
        subject = one_line(
            "".join(
                part if isinstance(part, str) else shown[self._regions[region].index(part.number)]
                for region, shown in zip(run.path, run.values, strict=True)
                for part in self._fragments[region]
            )
        )
        if not subject:
            raise refused(_("Subject"), _("it is empty for somebody whose fields are missing."))
        return subject
