r"""The markup of a block's text, read into lines of runs and written back: ``**bold**``, ``*italic*``, links.

Stars toggle: one is italic, two are bold, three are both. They open only before a non-blank and close only
after one; italic begins and ends at the border of a word, so ``2*3*4`` is plain; what its paragraph never
closes is plain. ``\*``, ``\[``, ``\]``, ``\\`` and, where a line begins, ``\- `` are the sign itself; ``\|``
is nothing at all, for stars that could not stand where they are needed. What Liquid reads (``{{ … }}``,
``{% … %}``) is left as it is. ``written`` is exact: what it writes is read as the lines it was given.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Words that look alike; ``link`` is an address, or empty."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


class Line(NamedTuple):
    """One line of a text; an item stands in a list."""

    runs: tuple[Run, ...]
    is_item: bool = False

    @property
    def text(self) -> str:
        """Its words without how they look."""
        return "".join(run.text for run in self.runs)


_LIQUID = r"\{\{(?:(?!\}\}).)*+\}\}|\{%(?:(?!%\}).)*+%\}"
LIQUID = re.compile(_LIQUID, re.DOTALL)
"""A field, a condition, or whatever else the template makes of braces."""

_TOKEN = re.compile(
    rf"""(?P<liquid>{_LIQUID})
    |\\(?P<sign>[*\[\]\\|])
    |\[(?P<words>(?:\\[*\[\]\\|]|{_LIQUID}|[^\[\]])++)\]\((?P<link>(?:{_LIQUID}|[^()\s])++)\)
    |(?P<stars>\*+)""",
    re.DOTALL | re.VERBOSE,
)
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ITEM = re.compile(r"\s*- ")
_FALSE_ITEM = re.compile(r"^([^\S\n]*)\\-(?= )", re.MULTILINE)
_TAGS_ALONE = re.compile(r"\s*(?:\{%(?:(?!%\}).)*+%\}\s*)+")


def parse(text: str, *, lists: bool = True) -> tuple[Line, ...]:
    """The lines of ``text``, at least one; without ``lists``, all is one paragraph and a dash is a dash.

    With them a paragraph ends at an empty line, at an item, and at a condition alone on its line.
    """
    text = LIQUID.sub(lambda found: re.sub(r"\s*\n\s*", " ", found[0]), _LINE_ENDS.sub("\n", text))
    if not lists:
        return tuple(_lines(text, lists=False))
    lines: list[Line] = []
    paragraph: list[str] = []
    for source in (*text.split("\n"), None):
        item = _ITEM.match(source) if source is not None else None
        if source is not None and not item and source.strip() and not _TAGS_ALONE.fullmatch(source):
            paragraph.append(source)
            continue
        if paragraph:
            lines += _lines("\n".join(paragraph), lists=True)
            paragraph = []
        if source is not None:
            content = source[item.end() :] if item else source
            lines.append(Line(inline(content, lists=False), is_item=item is not None))
    return tuple(lines)


def written(lines: Sequence[Line], *, lists: bool = True) -> str:
    """The markup that ``parse`` reads as ``lines``.

    A piece of Liquid looks as it begins, and a line of blanks has no look; all else comes back as it was.
    """
    return "\n".join(_written_line(line, lists=lists) for line in lines)


def inline(text: str, *, lists: bool = True) -> tuple[Run, ...]:
    """The runs of one paragraph, with its line ends inside them; with ``lists``, ``\\- `` begins no item."""
    return _merged(_read(_FALSE_ITEM.sub(r"\1-", text) if lists else text))


def _lines(paragraph: str, *, lists: bool) -> Iterator[Line]:
    """The lines of a paragraph; bold and italic may go over the end of a line."""
    current: list[Run] = []
    for run in inline(paragraph, lists=lists):
        first, *others = run.text.split("\n")
        current.append(run._replace(text=first))
        for words in others:
            yield Line(_merged(current))
            current = [run._replace(text=words)]
    yield Line(_merged(current))


def _merged(runs: Sequence[Run]) -> tuple[Run, ...]:
    made: list[Run] = []
    for run in runs:
        if made and made[-1][1:] == run[1:]:
            made[-1] = run._replace(text=made[-1].text + run.text)
        elif run.text:
            made.append(run)
    return tuple(made)


class _Stars(NamedTuple):
    """One to three stars, and what they may do where they stand."""

    number: int
    before: str
    after: str

    @property
    def opens(self) -> bool:
        return bool(self.after) and not self.after.isspace()

    @property
    def closes(self) -> bool:
        return bool(self.before) and not self.before.isspace()

    def turns(self, sign: int, *, on: bool) -> bool:
        """Whether they turn bold (2) or italic (1) on, or off."""
        if not self.number & sign:
            return False
        outside = self.before if on else self.after
        return (self.opens if on else self.closes) and not (sign == _ITALIC and is_word(outside))


_ITALIC, _BOLD = 1, 2


def is_word(sign: str) -> bool:
    """Whether ``sign`` is part of a word: italic can't begin or end beside it."""
    return sign.isalnum() or sign == "_"


def _read(text: str) -> list[Run]:
    tokens = list(_tokens(text))
    later = _closers_behind(tokens)
    runs: list[Run] = []
    state = 0
    for token, closable in zip(tokens, later, strict=True):
        if isinstance(token, Run):
            bold, italic = token.bold or bool(state & _BOLD), token.italic or bool(state & _ITALIC)
            runs.append(Run(token.text, bold, italic, token.link))
            continue
        left = token.number
        for sign in (_BOLD, _ITALIC):
            is_on = bool(state & sign)
            if token.turns(sign, on=not is_on) and (is_on or closable & sign):
                state ^= sign
                left -= sign
        runs.append(Run("*" * left, bool(state & _BOLD), bool(state & _ITALIC)))
    return runs


def _closers_behind(tokens: Sequence[Run | _Stars]) -> list[int]:
    """For each token, which of bold and italic something behind it can close."""
    made, behind = [0] * len(tokens), 0
    for place in range(len(tokens) - 1, -1, -1):
        made[place] = behind
        token = tokens[place]
        if isinstance(token, _Stars):
            behind |= sum(sign for sign in (_BOLD, _ITALIC) if token.turns(sign, on=False))
    return made


def _tokens(text: str) -> Iterator[Run | _Stars]:
    end = 0
    for found in _TOKEN.finditer(text):
        yield Run(text[end : found.start()])
        end = found.end()
        if found["stars"]:
            count = len(found["stars"])
            before, after = text[found.start() - 1 : found.start()], text[end : end + 1]
            yield _Stars(count, before, after) if count <= 3 else Run(found["stars"])
        elif found["link"]:
            yield from (run._replace(link=found["link"]) for run in _read(found["words"]))
        else:
            yield Run((found["sign"] or found["liquid"]).removeprefix("|"))
    yield Run(text[end:])


class _Unit(NamedTuple):
    """One character, or one piece of Liquid, and how it is written."""

    text: str
    source: str
    look: int
    link: str


_NOTHING = _Unit("", "", 0, "")
_JOINT = "\\|"


def _written_line(line: Line, *, lists: bool) -> str:
    if not line.is_item and not line.text.strip():
        return line.text
    source = "".join(
        f"[{_stretch(units)}]({_address(link)})" if link else _stretch(units)
        for link, units in _stretches(_units(line))
    )
    if line.is_item:
        return f"- {source}"
    blanks = len(source) - len(source.lstrip())
    false_item = lists and source.startswith("- ", blanks)
    return f"{source[:blanks]}\\{source[blanks:]}" if false_item else source


def _units(line: Line) -> Iterator[_Unit]:
    """The line's characters; a piece of Liquid looks as it begins."""
    signs = [
        (sign, _BOLD * run.bold + _ITALIC * run.italic, run.link) for run in line.runs for sign in run.text
    ]
    liquid = {found.start(): found.end() for found in LIQUID.finditer(line.text)}
    place = 0
    while place < len(signs):
        sign, look, link = signs[place]
        end = liquid.get(place, place + 1)
        if place in liquid:
            words = line.text[place:end]
            yield _Unit(words, words, look, link)
        else:
            marks = "*[\\]" if link else "*[\\"
            yield _Unit(sign, f"\\{sign}" if sign in marks else sign, look, link)
        place = end


def _stretches(units: Iterator[_Unit]) -> Iterator[tuple[str, list[_Unit]]]:
    """Neighbours of one link, or of none."""
    group: list[_Unit] = []
    for unit in units:
        if group and unit.link != group[-1].link:
            yield group[-1].link, group
            group = []
        group.append(unit)
    if group:
        yield group[-1].link, group


def _stretch(units: list[_Unit]) -> str:
    """The units of one link, or of none, with the stars between them."""
    parts: list[str] = []
    before, state = _NOTHING, 0
    for unit in (*units, _NOTHING):
        parts += (_stars(state, unit.look, before.text, unit.text), unit.source)
        before, state = unit, unit.look
    return "".join(parts)


def _stars(state: int, look: int, before: str, after: str) -> str:
    """The stars that turn ``state`` into ``look``, with ``\\|`` where these two would not let them."""
    changed = state ^ look
    if not changed:
        return ""
    on, off = changed & look, changed & state
    stuck_before = (off and not _is_solid(before)) or (on & _ITALIC and is_word(before))
    stuck_after = (on and not _is_solid(after)) or (off & _ITALIC and is_word(after))
    return f"{_JOINT if stuck_before else ''}{'*' * changed}{_JOINT if stuck_after else ''}"


def _is_solid(sign: str) -> bool:
    return bool(sign) and not sign.isspace()


def _address(link: str) -> str:
    """``link`` without the signs that would end it."""
    parts = re.split(f"({_LIQUID})", link, flags=re.DOTALL)
    for place in range(0, len(parts), 2):
        parts[place] = re.sub(r"[()\s]", lambda sign: f"%{ord(sign[0]):02X}", parts[place])
    return "".join(parts)
