"""Whatever stands in a contact's fields, it is text, wherever the mail shows it."""

from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.personalization import cleaned
from tests.campaigns.mails import LETTERS, of_blocks, own

PLACES = own(
    '<p title="{{ city }}">Hello {{ city }}!</p><img src="https://a.org/{{ city }}.png" alt="{{ city }}">'
    '<a href="https://a.org/?q={{ city }}&amp;z=1">Look, {{ city }}</a><ul><li>{{ city }}</li></ul>',
    subject="To {{ city }}",
)
BLOCKS = of_blocks(
    Heading("{{ city }}"),
    Text("- {{ city }}\n\n**{{ city }}**"),
    Button("{{ city }}", "https://a.org/{{ city }}"),
)

HOSTILE = [
    "<script>alert(1)</script>",
    "</p></td></table><h1>x",
    '" onmouseover="alert(1)',
    "' onload='x",
    "javascript:alert(1)",
    "<!-- --><!-->",
    "]]><![CDATA[",
    "</title></style></script>",
    "{{ last_name }} {% if x %}",
    "{{ 'a' | append: 'b' }}",
    "<%asm_group_unsubscribe_raw_url%>",
    f"-{LETTERS}1- -{LETTERS}o0- <!--{LETTERS}t0-->",
    "a\r\nBcc: x@example.com\r\n\r\nbody",
    "\u202egnp.exe",
    "\u2066\u2069\u200f",
    "x" * 10_240,
    "😀👩‍👩‍👧 e\u0301 Ж 漢字",
    "\ud800 \x00 \x1b[31m",
    "**bold** [x](https://evil.example.org)",
    "../../?a=b&c=d#e%00",
    "&lt;b&gt; &amp; &#60;",
    "\x01\x02 \x020",
]


def elements(html: str) -> list[str]:
    """The element names in order, and the names of their attributes."""
    return [f"{node.tag} {sorted(node.attributes)}" for node in LexborHTMLParser(html).css("*")]


PLAIN = {mail: elements(mail.mail({"city": "X"}).html) for mail in (PLACES, BLOCKS)}


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_value_is_text(value: str) -> None:
    check(value)


@given(st.text(min_size=1, max_size=60) | st.text(alphabet="<>&\"'{}%- \r\n/=x", max_size=40))
@settings(max_examples=150, deadline=None)
def test_any_value_is_text(value: str) -> None:
    check(value)


def check(value: str) -> None:
    shown = cleaned(value) or ""
    mail = PLACES.mail({"city": value})
    tree = LexborHTMLParser(mail.html)
    paragraph, picture, link = tree.css_first("p"), tree.css_first("img"), tree.css_first("a")
    assert paragraph is not None
    assert picture is not None
    assert link is not None
    assert elements(mail.html) == PLAIN[PLACES]
    assert paragraph.text() == f"Hello {shown}!"
    assert (paragraph.attributes["title"] or "") == shown
    assert (picture.attributes["alt"] or "") == shown
    assert picture.attributes["src"] == f"https://a.org/{quote(shown, safe='')}.png"
    assert link.attributes["href"] == f"https://a.org/?q={quote(shown, safe='')}&z=1"
    assert mail.subject == " ".join(["To", *shown.split()]) or not shown.isprintable()
    assert len(mail.subject.splitlines()) == 1
    assert f"Hello {shown.replace('<%', '< %')}!".rstrip() in mail.text
    assert mail.text.encode()
    assert elements(BLOCKS.mail({"city": value}).html) == PLAIN[BLOCKS]


@pytest.mark.parametrize(
    ("value", "kept"),
    [
        (None, None),
        ("", None),
        (" \t\r\n ", None),
        ("\x00\u202e", None),
        (" a\r\nb\rc ", "a\nb\nc"),
        ("a\u202eb\u2067c\ud800", "abc"),
        ("e\u200dx \u200f", "e\u200dx \u200f"),
    ],
)
def test_values_are_cleaned_once(value: str | None, kept: str | None) -> None:
    assert cleaned(value) == kept
