"""All the Liquid of one mail: parsed part by part, written back as tokens, and run once for each person."""

from collections.abc import Mapping

from liquid.exceptions import LiquidError
from msgspec import Struct

from shopmail.campaigns.analysis import Analysis, FieldUse, Shown
from shopmail.campaigns.liquid_rules import LIQUID, parsed, smallest
from shopmail.campaigns.places import Place, place_of, refused
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.errors import CampaignRefused
from shopmail.wording import _

OPENERS = ("if", "unless", "case", "for")
"""The tags that open a stretch of the mail; it ends with ``end`` and the same word."""

_REGION, _VALUE = "\x01", "\x02"
"""What parts the protocol of a run. Neither sources nor values hold control characters."""


class Output(Struct, frozen=True):
    """One ``{{ … }}`` of the mail, numbered from 0 in reading order."""

    number: int
    source: str
    shown: Shown
    place: Place


class Tag(Struct, frozen=True):
    """One tag that opens, parts or ends a stretch of the mail, numbered from 0 in reading order."""

    number: int
    name: str
    argument: str
    place: Place


class Run(Struct, frozen=True):
    """What one person's values made of the script.

    ``path`` names the regions entered, in order, one twice if a loop came by twice; ``values`` holds for each
    step of the path the plain texts of the region's outputs.
    """

    path: tuple[int, ...]
    values: tuple[tuple[str, ...], ...]


class Script:
    """Grows part by part with ``add``. A *region* is what lies between two tags; the first is number 0."""

    def __init__(self, fields: frozenset[str], letters: str) -> None:
        self.outputs: list[Output] = []
        self.tags: list[Tag] = []
        self.regions: list[list[int]] = [[]]
        """The numbers of the outputs in each region."""
        self.fields: set[str] = set()
        self.own_words: set[str] = set()
        """Names that the template itself gives a value; what they show depends on where."""
        self.covered: set[str] = set()
        """Fields that an ``assign`` gives a stand-in."""
        self.without_fallback: list[FieldUse] = []
        self._known = fields
        self._letters = letters
        self._control: list[str] = [f"{_REGION}0"]

    def add(self, part: str, source: str) -> str:
        """Take in one part; return it with a word token for each output and each tag.

        Raises ``CampaignRefused`` with the place of a mistake.
        """
        if self._letters in source:
            raise refused(
                part, _("a word of the text is the same as a mark of this mail, by chance. Save it again.")
            )
        pieces, nodes = parsed(part, source)
        analysis = Analysis(part, source, nodes, self._known)
        self.fields |= analysis.fields
        self.own_words |= analysis.assigned
        self.covered |= analysis.covered
        self.without_fallback += analysis.without_fallback
        written = []
        for piece in pieces:
            place = place_of(part, source, piece.index)
            if piece.kind == "text":
                written.append(piece.value)
            elif piece.kind != "output":
                written.append(self._tag(piece.kind, piece.value, place))
            elif piece.index in analysis.shown:  # else it stands where Liquid itself never looks
                written.append(self._output(piece.value, analysis.shown[piece.index], place))
        return "".join(written)

    def _tag(self, name: str, argument: str, place: Place) -> str:
        tag = Tag(len(self.tags), name, argument, place)
        self.tags.append(tag)
        self.regions.append([])
        self._control.append(f"{{% {name} {argument} %}}{_REGION}{len(self.tags)}")
        return f"-{self._letters}t{tag.number}-"

    def _output(self, source: str, shown: Shown, place: Place) -> str:
        if shown.is_unsubscribe:
            return UNSUBSCRIBE_URL
        output = Output(len(self.outputs), source, shown, place)
        self.outputs.append(output)
        self.regions[-1].append(output.number)
        self._control.append(f"{_VALUE}{{{{ {source} }}}}")
        return f"-{self._letters}o{output.number}-"

    def program(self) -> "Program":
        """What has been added, ready to run."""
        return Program(self, "".join(self._control))


class Program:
    """The script of a mail, run for one person at a time.

    Without tags there is one path and most outputs are a field with a stand-in: those are filled without
    Liquid, which is ten times quicker. A test holds both ways against each other.
    """

    def __init__(self, script: Script, control: str) -> None:
        self._outputs = tuple(script.outputs)
        self._tags = tuple(script.tags)
        self._control = LIQUID.from_string(control)
        self._single = tuple(
            (output.shown.simple, LIQUID.from_string(f"{{{{ {output.source} }}}}"))
            for output in script.outputs
        )
        self._words = dict.fromkeys(script.own_words - script.fields)

    def run(self, scope: Mapping[str, str | None]) -> Run:
        """Run for the person whose cleaned values are ``scope``.

        Raises ``CampaignRefused`` when these values make the template fail.
        """
        try:
            return self._run_flat(scope) if not self._tags else self._run_control(scope)
        except (LiquidError, RecursionError):
            raise self._failed(scope) from None

    def _run_flat(self, scope: Mapping[str, str | None]) -> Run:
        return Run(
            (0,),
            (
                tuple(
                    [
                        scope[simple[0]] or simple[1] if simple is not None else template.render(scope)
                        for simple, template in self._single
                    ]
                ),
            ),
        )

    def _run_control(self, scope: Mapping[str, str | None]) -> Run:
        steps = self._control.render({**self._words, **scope}).split(_REGION)[1:]
        parts = [step.split(_VALUE) for step in steps]
        return Run(tuple([int(part[0]) for part in parts]), tuple([tuple(part[1:]) for part in parts]))

    def _failed(self, scope: Mapping[str, str | None]) -> CampaignRefused:
        """The error for these values, with the place of the first output or tag that fails by itself."""
        alone = [(each.place, f"{{{{ {each.source} }}}}") for each in self._outputs]
        alone += [(each.place, smallest(each.name, each.argument)) for each in self._tags]
        for place, template in alone:
            try:
                LIQUID.from_string(template).render({**self._words, **scope})
            except (LiquidError, RecursionError):
                return refused(
                    place,
                    _("what stands between these braces can't be worked out."),
                    _("Fields are texts: what they are compared with stands in quotation marks."),
                )
        return refused(_("The mail"), _("its conditions and loops make too much of it."))
