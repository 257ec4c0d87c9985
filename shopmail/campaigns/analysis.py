"""Which fields a template uses, which could be missing where they are shown, and which don't exist."""

from collections.abc import Iterator, Sequence

from liquid.ast import BlockNode, Node
from liquid.builtin.expressions import BooleanExpression, FilteredExpression, Path, StringLiteral
from liquid.builtin.expressions.logical import (
    ContainsExpression,
    EqExpression,
    GeExpression,
    GtExpression,
    LeExpression,
    LogicalAndExpression,
    LogicalOrExpression,
    LtExpression,
    NeExpression,
)
from liquid.builtin.expressions.primitive import Blank, Empty, Nil
from liquid.builtin.output import OutputNode
from liquid.builtin.tags.assign_tag import AssignNode
from liquid.builtin.tags.case_tag import CaseNode, MultiExpressionBlockNode
from liquid.builtin.tags.for_tag import ForNode
from liquid.builtin.tags.if_tag import IfNode
from liquid.builtin.tags.unless_tag import UnlessNode
from liquid.expression import Expression
from msgspec import Struct

from shopmail.campaigns.liquid_rules import FILTERS
from shopmail.campaigns.personalization import UNSUBSCRIBE_FIELD
from shopmail.campaigns.places import Place, place_of, refused, suggestion
from shopmail.wording import _

_COMPARISONS = (EqExpression, ContainsExpression, GeExpression, GtExpression, LeExpression, LtExpression)
_NOTHING: frozenset[str] = frozenset()


class FieldUse(Struct, frozen=True):
    """A field that is shown at ``place`` and has nothing to stand in when it is missing."""

    field: str
    place: Place


class Shown(Struct, frozen=True):
    """What one output shows."""

    names: frozenset[str]
    """All names in it: fields, and words of the template's own."""
    simple: tuple[str, str] | None
    """The field and its stand-in, when that is all there is; it needs no Liquid to be filled."""
    has_fallback: bool
    is_unsubscribe: bool


class Analysis:
    """One part of a mail, read once: ``shown`` by the index of the output in the source.

    ``known`` holds the words that have a value here and the fields that each hands on without a fallback.
    """

    def __init__(self, part: str, source: str, nodes: Sequence[Node], fields: frozenset[str]) -> None:
        self.shown: dict[int, Shown] = {}
        self.fields: set[str] = set()
        self.without_fallback: list[FieldUse] = []
        self.assigned: set[str] = set()
        self.covered: set[str] = set()
        """Fields that get a stand-in where they are assigned."""
        self._part = part
        self._source = source
        self._fields = fields
        self._read(nodes, _NOTHING, {})

    def _read(self, nodes: Sequence[Node], present: frozenset[str], words: dict[str, frozenset[str]]) -> None:
        for node in nodes:
            match node:
                case OutputNode():
                    self._output(node, present, words)
                case AssignNode():
                    self._assign(node, present, words)
                case IfNode() | UnlessNode():
                    self._condition(node, present, words)
                case CaseNode():
                    self._case(node, present, words)
                case ForNode():
                    self._loop(node, present, words)
                case _:
                    pass  # text and comments hold no field

    def _output(self, node: OutputNode, present: frozenset[str], words: dict[str, frozenset[str]]) -> None:
        expression = node.expression
        assert isinstance(expression, FilteredExpression)
        if self._is_unsubscribe(expression, node):
            self.shown[node.token.start_index] = Shown(_NOTHING, None, has_fallback=True, is_unsubscribe=True)
            return
        names = self._names(expression, words, node)
        missing = self._unsure(expression, words) - present
        for field in sorted(missing):
            self.without_fallback.append(FieldUse(field, self._place(node)))
        self.shown[node.token.start_index] = Shown(
            names, _simple(expression), has_fallback=_has_default(expression), is_unsubscribe=False
        )

    def _is_unsubscribe(self, expression: FilteredExpression, node: Node) -> bool:
        if not (isinstance(expression.left, Path) and expression.left.head() == UNSUBSCRIBE_FIELD):
            return False
        if expression.filters or len(expression.left.path) > 1:
            raise refused(self._place(node), _("the unsubscribe link takes nothing after its name."))
        return True

    def _assign(self, node: AssignNode, present: frozenset[str], words: dict[str, frozenset[str]]) -> None:
        expression = node.expression
        assert isinstance(expression, FilteredExpression)
        names = self._names(expression, words, node)
        if _has_default(expression):
            self.covered |= names & self._fields
        self.assigned.add(str(node.name))
        words[str(node.name)] = self._unsure(expression, words) - present

    def _condition(
        self, node: IfNode | UnlessNode, present: frozenset[str], words: dict[str, frozenset[str]]
    ) -> None:
        self._names(node.condition, words, node)
        yes, no = _present_if(node.condition), _present_unless(node.condition)
        if isinstance(node, UnlessNode):
            yes, no = no, yes
        self._read(node.consequence.nodes, present | yes, words)
        present |= no
        for alternative in node.alternatives:
            self._names(alternative.expression, words, alternative)
            self._read(alternative.block.nodes, present | _present_if(alternative.expression), words)
            present |= _present_unless(alternative.expression)
        if node.default:
            self._read(node.default.nodes, present, words)

    def _case(self, node: CaseNode, present: frozenset[str], words: dict[str, frozenset[str]]) -> None:
        self._names(node.expression, words, node)
        for block in node.blocks:
            if isinstance(block, MultiExpressionBlockNode):
                values = block.expression.expressions
                for value in values:
                    self._names(value, words, block)
                    self._refuse_blank(node.expression, value, words, block)
                sure = _NOTHING if any(map(_is_blank, values)) else _field(node.expression)
                self._read(block.block.nodes, present | sure, words)
            elif isinstance(block, BlockNode):
                self._read(block.nodes, present, words)

    def _loop(self, node: ForNode, present: frozenset[str], words: dict[str, frozenset[str]]) -> None:
        self._names(node.expression, words, node)
        inside = words | {node.expression.identifier: _NOTHING, "forloop": _NOTHING}
        self.assigned.update((node.expression.identifier, "forloop"))
        self._read(node.block.nodes, present, inside)
        if node.default:
            self._read(node.default.nodes, present, words)

    def _names(self, expression: Expression, words: dict[str, frozenset[str]], node: Node) -> frozenset[str]:
        """Every name in ``expression``; refuses a filter or a field that doesn't exist."""
        for part in _all(expression):
            if isinstance(part, FilteredExpression):
                self._refuse_unknown_filters(part, node)
            if isinstance(part, EqExpression | NeExpression):
                self._refuse_blank(part.left, part.right, words, node)
                self._refuse_blank(part.right, part.left, words, node)
        paths = [part for part in _all(expression) if isinstance(part, Path)]
        for path in paths:
            self._refuse_unknown(path, words, node)
        names = frozenset(str(path.head()) for path in paths)
        self.fields |= names & self._fields
        return names

    def _refuse_unknown_filters(self, expression: FilteredExpression, node: Node) -> None:
        for each in expression.filters or ():
            if each.name not in FILTERS:
                raise refused(
                    self._place(node),
                    _("“| {filter}” can't be used in a mail.", filter=each.name),
                    suggestion(each.name, list(FILTERS))
                    or _("These can: {names}.", names=", ".join(FILTERS)),
                )

    def _refuse_blank(
        self, asked: Expression, value: Expression, words: dict[str, frozenset[str]], node: Node
    ) -> None:
        """Refuse ``field == blank``: Liquid calls a missing field equal to nil only, so it would not hold."""
        name = next(iter(_field(asked) - words.keys()), None)
        if name and _is_blank(value) and not isinstance(value, Nil):
            raise refused(
                self._place(node),
                _("a missing field is not the same as an empty text."),
                _(
                    "Write {present} for people who have it, {absent} for those who don't.",
                    present=f"{{% if {name} %}}",
                    absent=f"{{% unless {name} %}}",
                ),
            )

    def _refuse_unknown(self, path: Path, words: dict[str, frozenset[str]], node: Node) -> None:
        name = str(path.head())
        if name in words:
            return
        if name == UNSUBSCRIBE_FIELD:
            raise refused(self._place(node), _("the unsubscribe link can only be shown, not asked about."))
        if name not in self._fields:
            raise refused(
                self._place(node),
                _("there is no field “{name}”.", name=name),
                suggestion(name, sorted(self._fields)),
            )
        if len(path.path) > 1:
            raise refused(self._place(node), _("the field “{name}” has no parts.", name=name))

    def _unsure(self, expression: FilteredExpression, words: dict[str, frozenset[str]]) -> frozenset[str]:
        """The fields through which ``expression`` could come out empty."""
        paths: list[Path] = [expression.left] if isinstance(expression.left, Path) else []
        for each in expression.filters or ():
            given = [argument.value for argument in each.args]
            if each.name == "default":
                paths = []
            paths += [value for value in given if isinstance(value, Path)]
        return frozenset[str]().union(*(words.get(str(p.head()), {str(p.head())}) for p in paths))

    def _place(self, node: Node) -> Place:
        index = node.token.start_index
        if not self._source.startswith("{{", index):
            index = self._source.rfind("{%", 0, index)
        return place_of(self._part, self._source, index)


def _all(expression: Expression) -> Iterator[Expression]:
    yield expression
    for child in expression.children():
        yield from _all(child)


def _simple(expression: FilteredExpression) -> tuple[str, str] | None:
    filters = expression.filters or []
    if not isinstance(expression.left, Path) or len(expression.left.path) > 1:
        return None
    if not filters:
        return str(expression.left.head()), ""
    if len(filters) == 1 and filters[0].name == "default" and len(filters[0].args) == 1:
        stand_in = filters[0].args[0].value
        if isinstance(stand_in, StringLiteral):
            return str(expression.left.head()), stand_in.value
    return None


def _has_default(expression: FilteredExpression) -> bool:
    return any(each.name == "default" for each in expression.filters or ())


def _field(expression: Expression) -> frozenset[str]:
    if isinstance(expression, Path) and len(expression.path) == 1:
        return frozenset([str(expression.head())])
    return _NOTHING


def _is_blank(expression: Expression) -> bool:
    if isinstance(expression, StringLiteral):
        return not expression.value.strip()
    return isinstance(expression, Nil | Empty | Blank)


def _is_something(expression: Expression) -> bool:
    return not isinstance(expression, Path) and not _is_blank(expression)


def _present_if(condition: Expression) -> frozenset[str]:
    """The fields that have a value wherever ``condition`` holds."""
    match condition:
        case BooleanExpression():
            return _present_if(condition.expression)
        case LogicalAndExpression():
            return _present_if(condition.left) | _present_if(condition.right)
        case LogicalOrExpression():
            return _present_if(condition.left) & _present_if(condition.right)
        case NeExpression():
            return _field(condition.left) if _is_blank(condition.right) else _NOTHING
        case Path():
            return _field(condition)
        case _ if isinstance(condition, _COMPARISONS):
            return _field(condition.left) if _is_something(condition.right) else _NOTHING
    return _NOTHING


def _present_unless(condition: Expression) -> frozenset[str]:
    """The fields that have a value wherever ``condition`` does not hold."""
    match condition:
        case BooleanExpression():
            return _present_unless(condition.expression)
        case LogicalOrExpression():
            return _present_unless(condition.left) | _present_unless(condition.right)
        case LogicalAndExpression():
            return _present_unless(condition.left) & _present_unless(condition.right)
        case EqExpression():
            return _field(condition.left) if _is_blank(condition.right) else _NOTHING
        case NeExpression():
            return _field(condition.left) if _is_something(condition.right) else _NOTHING
    return _NOTHING
