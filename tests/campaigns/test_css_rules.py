"""Style sheets of pasted HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.campaigns.css_rules import style_attribute, style_sheet


@pytest.mark.parametrize(
    ("style", "kept", "removed"),
    [
        ("color:red", "color:red", []),
        (" color : red ; ; margin:0 ", "color : red; margin:0", []),
        ("font-family:'a;b',\"c\"; color:red", "font-family:'a;b',\"c\"; color:red", []),
        ("background:url(a;b) no-repeat; color:red", "color:red", ["background:url(a;b) no-repeat"]),
        ("background:/* url( */blue", "background:blue", []),
        ("background:u/**/rl(x)", "", ["background:url(x)"]),
        (r"a:\75rl(x);color:red", "color:red", [r"a:\75rl(x)"]),
        ("a:URL (x)", "", ["a:URL (x)"]),
        ("-moz-binding:x;Behavior:y;z:1", "z:1", ["-moz-binding:x", "Behavior:y"]),
        ("a:'</style>'", "", ["a:'</style>'"]),
        (
            "width:calc(1px + 2px);mso-line-height-rule:exactly",
            "width:calc(1px + 2px); mso-line-height-rule:exactly",
            [],
        ),
    ],
)
def test_declarations(style: str, kept: str, removed: list[str]) -> None:
    assert style_attribute(style) == (kept, removed)


@pytest.mark.parametrize(
    ("css", "kept", "removed"),
    [
        ("a{b:c}", "a { b:c }", []),
        ("<!-- a > b , c{d:e} -->", "a > b , c { d:e }", []),
        ("@import url(x);a{b:c}", "a { b:c }", ["@import url(x)"]),
        ("@charset 'x';@import 'y'", "", ["@charset 'x'", "@import 'y'"]),
        ("@font-face{src:url(x)}a{b:c}", "a { b:c }", ["@font-face"]),
        ("@media (max-width:1px){a{b:c} d{e:url(f)}}", "@media (max-width:1px) { a { b:c } }", ["e:url(f)"]),
        ("@media screen{@import 'x';a{b:c}}", "@media screen { a { b:c } }", ["@import 'x'"]),
        ("@supports (a:b){c{d:e}}", "", ["@supports (a:b)"]),
        ("a{b:'}'}c{d:e}", "a { b:'}' }\nc { d:e }", []),
        ("}a{b:c}", "a { b:c }", []),
        ("a{b:c", "", ["a"]),
        (r"a\62{b:c}", "", [r"a\62"]),
    ],
)
def test_sheets(css: str, kept: str, removed: list[str]) -> None:
    assert style_sheet(css) == (kept, removed)


@given(st.text(alphabet="a:;{}()'\"\\/*@<> \nurl!-", max_size=60))
def test_nothing_that_fetches_comes_through(css: str) -> None:
    kept, _removed = style_sheet(css)
    assert not any(mark in kept.lower() for mark in ("url(", "\\", "</", "@import"))
