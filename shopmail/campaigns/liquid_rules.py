"""The part of Liquid that a mail may use, and its mistakes in plain words.

An allow-list: no tag that reads another file, makes HTML or leaves a loop half way; no filter that escapes or
un-escapes (that is done for each place at the end), reads the clock or lets a short text grow without bound.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from liquid import Environment
from liquid.ast import Node
from liquid.builtin.content import Literal
from liquid.builtin.filters import array, misc, string
from liquid.builtin.illegal import Illegal
from liquid.builtin.output import Output
from liquid.builtin.tags.assign_tag import AssignTag
from liquid.builtin.tags.case_tag import CaseTag
from liquid.builtin.tags.comment_tag import CommentTag
from liquid.builtin.tags.for_tag import ForTag
from liquid.builtin.tags.if_tag import IfTag
from liquid.builtin.tags.inline_comment_tag import InlineCommentTag
from liquid.builtin.tags.unless_tag import UnlessTag
from liquid.exceptions import LiquidError
from liquid.tag import Tag
from liquid.token import TOKEN_CONTENT, TOKEN_DOC, TOKEN_EXPRESSION, TOKEN_OUTPUT, TOKEN_TAG, Token
from liquid.undefined import FalsyStrictUndefined
from msgspec import Struct

from shopmail.campaigns.places import Place, excerpt, place_of, refused, suggestion
from shopmail.wording import _


def smallest(tag: str, argument: str) -> str:
    """The smallest template that holds ``tag``; empty for one that has nothing to go wrong."""
    return _ALONE.get(tag, "").format(argument)


def _none_is_empty(function: Callable[..., Any]) -> Callable[..., Any]:
    """``function`` for fields that may be missing: Liquid's own would write the word “None”."""
    return lambda value, *given: function(value, *("" if each is None else each for each in given))


FILTERS: dict[str, Callable[..., Any]] = {
    "default": misc.default,
    "upcase": string.upcase,
    "downcase": string.downcase,
    "capitalize": string.capitalize,
    "strip": string.strip,
    "truncate": string.truncate,
    "truncatewords": string.truncatewords,
    "append": _none_is_empty(string.append),
    "prepend": _none_is_empty(string.prepend),
    "remove": _none_is_empty(string.remove),
    "split": _none_is_empty(string.split),
    "first": array.first,
    "last": array.last,
    "size": misc.size,
}

_TAGS: tuple[type[Tag], ...] = (
    *(Literal, Output, Illegal),
    *(IfTag, UnlessTag, CaseTag, ForTag, AssignTag, CommentTag, InlineCommentTag),
)

_BRANCHES: dict[str, tuple[str, ...]] = {
    "if": ("elsif", "else"),
    "unless": ("elsif", "else"),
    "case": ("when", "else"),
    "for": ("else",),
    "comment": (),
}
"""What opens a stretch of the mail, and what may part it; it is closed by ``end…``."""

_ALONE = {
    "if": "{{% if {0} %}}{{% endif %}}",
    "elsif": "{{% if {0} %}}{{% endif %}}",
    "unless": "{{% unless {0} %}}{{% endunless %}}",
    "case": "{{% case {0} %}}{{% endcase %}}",
    "when": "{{% case 1 %}}{{% when {0} %}}{{% endcase %}}",
    "for": "{{% for {0} %}}{{% endfor %}}",
    "assign": "{{% assign {0} %}}",
}
"""Each tag in the smallest template that holds it, so that a mistake in it has its own place."""

_LONGEST = 1000
"""Characters between two braces: deeper nesting would exhaust the parser."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class MailLiquid(Environment):
    """Liquid with nothing but the tags and filters above; it stops what runs away."""

    loop_iteration_limit = 1000
    local_namespace_limit = 200_000
    output_stream_limit = 1_000_000
    suppress_blank_control_flow_blocks = False

    def setup_tags_and_filters(self, *, extra: bool = False) -> None:  # noqa: ARG002 - there are no extras
        """Register the allow-list instead of all there is."""
        for tag in _TAGS:
            self.add_tag(tag)
        for name, function in FILTERS.items():
            self.add_filter(name, function)


LIQUID = MailLiquid(undefined=FalsyStrictUndefined)
"""Values come out as they are: HTML, link and plain text each escape in their own way afterwards."""


class Piece(Struct, frozen=True):
    """A stretch of the source: literal text, an output or a tag; ``index`` is where it begins."""

    kind: str
    """``text``, ``output`` or the name of the tag."""
    value: str
    """The text itself, or what stands between the braces after the tag's name."""
    index: int


def parsed(part: str, source: str) -> tuple[list[Piece], list[Node]]:
    """``source`` as pieces in order and as Liquid's own tree; comments are left out of the pieces.

    Raises ``CampaignRefused`` with the place of the first mistake.
    """
    _refuse_foreign_marks(part, source)
    try:
        pieces = _without_comments(
            part, source, list(_pieces(part, source, list(LIQUID.tokenizer()(source))))
        )
    except LiquidError as problem:
        index = max(problem.token.start_index, 0) if problem.token else 0
        raise refused(
            place_of(part, source, index),
            _("the braces that open here are never closed: “{text}”.", text=excerpt(source[index:])),
            _(
                "A field is written as {field}, a condition as {condition}.",
                field="{{ first_name }}",
                condition="{% if city %} … {% endif %}",
            ),
        ) from None
    for piece in pieces:
        _refuse_bad_piece(part, source, piece)
    try:
        return pieces, LIQUID.from_string(source).nodes
    except LiquidError:
        raise refused(Place(part, 1, 1), _("the conditions are nested too deeply.")) from None


def _refuse_foreign_marks(part: str, source: str) -> None:
    if control := _CONTROL.search(source):
        raise refused(
            place_of(part, source, control.start()), _("here stands a character that can't be seen.")
        )
    if (index := source.find("<%")) >= 0:
        raise refused(
            place_of(part, source, index),
            _("“{text}” belongs to another program.", text=excerpt(source[index : index + 40])),
            _("The unsubscribe link is written as {field}.", field="{{ unsubscribe_url }}"),
        )


def _pieces(part: str, source: str, tokens: list[Token]) -> Iterator[Piece]:
    for position, token in enumerate(tokens):
        following = tokens[position + 1 : position + 2]
        argument = following[0].value if following and following[0].kind == TOKEN_EXPRESSION else ""
        if token.kind == TOKEN_CONTENT:
            yield Piece("text", token.value, token.start_index)
        elif token.kind == TOKEN_OUTPUT:
            yield Piece("output", argument, token.start_index)
        elif token.kind == TOKEN_TAG:
            yield Piece(token.value, argument, source.rfind("{%", 0, token.start_index))
        elif token.kind == TOKEN_DOC:
            raise _unknown_tag(place_of(part, source, token.start_index), "doc")


def _without_comments(part: str, source: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces without comments; refuses a tag that has no partner or stands where it means nothing."""
    open_tags: list[Piece] = []
    kept = []
    for piece in pieces:
        place = place_of(part, source, piece.index)
        if piece.kind in ("text", "output", "assign", "#"):
            pass
        elif piece.kind in _BRANCHES:
            open_tags.append(piece)
        elif open_tags and piece.kind == f"end{open_tags[-1].kind}":
            open_tags.pop()
        elif not (open_tags and piece.kind in _BRANCHES[open_tags[-1].kind]):
            raise _out_of_place(place, piece.kind)
        if piece.kind not in ("#", "comment", "endcomment"):
            kept.append(piece)
    if open_tags:
        raise refused(
            place_of(part, source, open_tags[-1].index),
            _("“{tag}” is opened here and never closed.", tag=f"{{% {open_tags[-1].kind} %}}"),
            _("Write {tag} where it ends.", tag=f"{{% end{open_tags[-1].kind} %}}"),
        )
    return kept


def _out_of_place(place: Place, name: str) -> Exception:
    opener = name.removeprefix("end")
    if opener in _BRANCHES or any(name in branches for branches in _BRANCHES.values()):
        return refused(place, _("“{tag}” stands here without what it belongs to.", tag=f"{{% {name} %}}"))
    return _unknown_tag(place, name)


def _unknown_tag(place: Place, name: str) -> Exception:
    known = [*_BRANCHES, "assign"]
    return refused(
        place,
        _("“{tag}” can't be used in a mail.", tag=f"{{% {name} %}}"),
        suggestion(name, known) or _("These can: {names}.", names=", ".join(known)),
    )


def _refuse_bad_piece(part: str, source: str, piece: Piece) -> None:
    place = place_of(part, source, piece.index)
    if len(piece.value) > _LONGEST and piece.kind != "text":
        raise refused(place, _("what stands between these braces is too long."))
    if piece.kind == "else" and piece.value:
        raise refused(
            place,
            _("“{tag}” takes no condition.", tag="{% else %}"),
            _("Write {tag} for another condition.", tag="{% elsif … %}"),
        )
    alone = f"{{{{ {piece.value} }}}}" if piece.kind == "output" else smallest(piece.kind, piece.value)
    try:
        LIQUID.from_string(alone)
    except LiquidError:
        shown = alone if piece.kind == "output" else f"{{% {piece.kind} {piece.value} %}}"
        raise refused(
            place,
            _("“{text}” can't be understood.", text=excerpt(shown)),
            _(
                "A field is written as {field}; the last word stands in when it is missing.",
                field='{{ first_name | default: "friend" }}',
            ),
        ) from None
