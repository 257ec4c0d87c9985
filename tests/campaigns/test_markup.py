"""The markup of a text: what is read, and that what is written is read as it was, whatever it is."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.campaigns.blocks.markup import Line, Run, inline, parse, written
from shopmail.campaigns.blocks.markup_tree import Part, nested

_SIGNS = st.sampled_from(
    [*"ab_1 *[]()\\-|.,é", "**", "- ", "{{ x }}", "{% if a %}", "](u)", "[a](u)", "\\|", "\u00a0"]
)
TEXTS = st.lists(_SIGNS, max_size=12).map("".join)
LINKS = st.sampled_from(["", "", "https://a.example/?x={{ email }}", "u", "v(1) 2"])
RUNS = st.builds(Run, TEXTS, st.booleans(), st.booleans(), LINKS)
LINES = st.builds(Line, st.lists(RUNS, max_size=5).map(tuple), st.booleans())


def test_bold_italic_both_and_links() -> None:
    assert parse("a **b** *c* ***d*** [e **f**](https://x.example/?n={{ email }})") == (
        Line(
            (
                Run("a "),
                Run("b", bold=True),
                Run(" "),
                Run("c", italic=True),
                Run(" "),
                Run("d", bold=True, italic=True),
                Run(" "),
                Run("e ", link="https://x.example/?n={{ email }}"),
                Run("f", bold=True, link="https://x.example/?n={{ email }}"),
            )
        ),
    )


def test_bold_goes_over_the_end_of_a_line_but_not_of_a_paragraph() -> None:
    assert parse("**a\nb**") == (Line((Run("a", bold=True),)), Line((Run("b", bold=True),)))
    assert [line.text for line in parse("**a\n\nb**")] == ["**a", "", "b**"]


def test_lists_and_what_only_looks_like_one() -> None:
    assert parse("- a\n\\- b\n-c") == (
        Line((Run("a"),), is_item=True),
        Line((Run("- b"),)),
        Line((Run("-c"),)),
    )
    assert parse("- a", lists=False) == (Line((Run("- a"),)),)
    assert written(parse("- a\n\\- b\n-c")) == "- a\n\\- b\n-c"


@pytest.mark.parametrize(
    "text", ["a * b * c", "2*3*4", "snake_case_name", "**", "* a", "[x]", "[a](b c)", "a*", "****"]
)
def test_what_is_no_markup_is_text(text: str) -> None:
    assert parse(text) == (Line((Run(text),)),)


def test_a_sign_behind_a_backslash_is_itself() -> None:
    assert parse(r"\*a\* \[b](c) \\ \x") == (Line((Run(r"*a* [b](c) \ \x"),)),)


def test_what_liquid_reads_is_left_alone() -> None:
    source = '{{ x | default: "*a* [b]" }} {% if a == "*" %}'
    assert parse(source) == (Line((Run(source),)),)
    assert written(parse(source)) == source


@given(TEXTS)
def test_what_was_written_is_read_as_it_was(text: str) -> None:
    for lists in (True, False):
        once = written(parse(text, lists=lists), lists=lists)
        assert written(parse(once, lists=lists), lists=lists) == once
        assert parse(once, lists=lists) == parse(written(parse(once, lists=lists), lists=lists), lists=lists)
        words, again = ("\n".join(line.text for line in parse(each, lists=lists)) for each in (text, once))
        assert words == again


@given(st.lists(LINES, min_size=1, max_size=4), st.booleans())
def test_any_lines_come_back(lines: list[Line], lists: bool) -> None:
    if not lists:
        lines = [line._replace(is_item=False) for line in lines]
    back = parse(written(lines, lists=lists), lists=lists)
    assert [line.is_item for line in back] == [line.is_item for line in lines]
    for line, other in zip(lines, back, strict=True):
        assert other.text == line.text
        if line.text.strip() and "{" not in line.text:
            assert _looks(other) == _looks(line)


@given(TEXTS)
def test_the_tree_holds_the_same_words_with_the_same_looks(text: str) -> None:
    runs = inline(text)
    assert list(_drawn(nested(runs), Run(""))) == [
        run._replace(text=sign) for run in runs for sign in run.text
    ]


def test_what_stands_within_one_look_stands_in_one_element() -> None:
    assert nested(inline("*a {% if x %}**b**{% endif %}* c")) == (
        Part("i", "", ("a {% if x %}", Part("b", "", ("b",)), "{% endif %}")),
        " c",
    )


def _looks(line: Line) -> list[Run]:
    """Each sign with its look; of the address whether there is one, as its blanks are written as %20."""
    return [run._replace(text=sign, link=run.link[:1]) for run in line.runs for sign in run.text]


def _drawn(parts: tuple[Part | str, ...], look: Run) -> Iterator[Run]:
    for part in parts:
        if isinstance(part, str):
            yield from (look._replace(text=sign) for sign in part)
        else:
            inside = {"b": look._replace(bold=True), "i": look._replace(italic=True)}
            yield from _drawn(part.inside, inside.get(part.kind) or look._replace(link=part.link))
