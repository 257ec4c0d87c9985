"""Any value in any place of a mail: the mail around it stays what it is, here, at SendGrid and in a file."""

import email
import email.policy
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from shopmail.campaigns.blocks.drawn import Picture
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.personalization import cleaned
from shopmail.campaigns.rendering import CompiledMail
from shopmail.delivery.body import GROUP_TAG, request_body
from shopmail.delivery.message import UNSUBSCRIBE_URL, Address, Bundle, Leave, Recipient, assembled
from shopmail.delivery.rehearsal import RehearsalOutbox
from tests.builders import NOON, AClock
from tests.campaigns.mails import FIELDS, LETTERS, of_blocks, own
from tests.standin.account import Account, Limits
from tests.standin.assembling import fill
from tests.standin.clock import StandInClock
from tests.standin.validation import validate

OF_BLOCKS = of_blocks(
    Heading("{{ first_name }} & more"),
    Text(
        'Dear **{{ first_name | default: "friend" }}**, *{{ city }}*\n\n- {{ interests }}\n- x\n\n'
        "{% if city %}[in {{ city }}](https://example.com/{{ city }}?q={{ interests }}#x)"
        "{% else %}**no**{% endif %}"
        '\n\n{% assign all = interests | split: "," %}{% for each in all %}{{ each }}, {% endfor %}'
        "{{ last_name | upcase }}"
    ),
    Button("{{ last_name }}", "https://example.com/?n={{ last_name }}"),
    Picture(
        "https://example.com/{{ city }}.png", '{{ first_name }} "x"', "mailto:a@example.com?body={{ email }}"
    ),
    subject="{{ first_name }}: {{ city }}",
    preview="{{ first_name }} {{ interests }}",
)
OF_HTML = own(
    '<style>p { color: red } @media print { p { color: black } }</style><p title="{{ city }}">'
    "Dear {{ first_name }}!</p><!--[if mso]><b>x</b><![endif]-->"
    '{% if last_name %}<table><tr><td class="a">{{ last_name }}</td></tr></table>{% endif %}'
    '<img src="https://example.com/{{ city }}" alt="{{ interests }}" width="10">'
    '<a href="https://example.com/{{ email }}/?b={{ first_name }}&amp;c" title="{{ last_name }}">'
    "{{ city }}</a>"
    "<pre>{{ interests }}</pre><ul><li>{{ city }}</li></ul>",
    subject="Dear {{ first_name }}",
    preview="{{ city }}",
)

MARKUP = (
    *"<>&\"'`=/\\%;#*[]()|, ",
    *("<script>alert(1)</script>", "</p>", "</td></table>", "</a>", "</style>", "<!--", "-->", "]]>", "]("),
    *('" onload="x', "' src='x", "javascript:x", "data:text/html,x", "https://example.org/", "//example.org"),
)
TEMPLATE = ("{{", "}}", "{%", "%}", "{{ email }}", "{% if x %}", "{{ 'a' | append: 'b' }}", "{% raw %}")
LINES = (
    *("\r\n", "\n", "\r", "\t", "\0", "\x0b", "\x0c", "\x1b[0m", "\x85", "\u2028", "\u2029"),
    *(
        "\r\nBcc: x@example.org\r\n\r\n",
        "\nContent-Type: text/html\n",
        "\r\n.\r\n",
        "=?utf-8?q?x?=",
        "=0D=0A",
    ),
)
LETTERS_OF_ALL_KINDS = (
    *("\u202e", "\u202d", "\u2066", "\u2069", "\u200f", "\u200d", "\ufeff", "\ud800"),
    *("שלום", "مرحبا", "e\u0301", "👩‍👧", "x" * 3000),
)
SENDGRIDS_OWN = (
    "<%asm_group_unsubscribe_raw_url%>",
    "[shopmail_unsubscribe_url]",
    "<%",
    "%>",
    "[unsubscribe]",
)
KEYS = (
    *(f"-{LETTERS}{number}-" for number in range(1, 9)),
    *(f"-{LETTERS}o0-", f"-{LETTERS}u1-", f"<!--{LETTERS}t0-->", LETTERS, f"-{LETTERS}", LETTERS[:5]),
)
FRAGMENTS = st.one_of(
    *map(st.sampled_from, (MARKUP, TEMPLATE, LINES, LETTERS_OF_ALL_KINDS, SENDGRIDS_OWN, KEYS)),
    st.text(max_size=6),
)
"""Each is harmless in one place and an attack in another; they are joined by chance."""

VALUES = st.lists(FRAGMENTS, max_size=6).map("".join)
PEOPLE = st.fixed_dictionaries(dict.fromkeys(sorted(FIELDS), st.none() | VALUES))

ACCOUNT = Account(StandInClock(NOON, ticking=False), ("shop@example.com",), (), Limits())
GROUP = ACCOUNT.suppressions.new_group("Newsletter", "", True, NOON).number


def tree(html: str) -> list[object]:
    """Every element with its nesting and attributes, every comment; not what people read or follow."""
    return list(_nodes(LexborHTMLParser(html).root, 0))


def _nodes(node: LexborNode | None, depth: int) -> Iterator[object]:
    while node is not None:
        if node.tag == "-comment":
            yield depth, node.html
        elif node.tag != "-text":
            said = ("href", "src", "alt", "title")
            yield depth, node.tag, {key: key in said or value for key, value in node.attributes.items()}
            yield from _nodes(node.child, depth + 1)
        node = node.next


def harmless(person: dict[str, str | None], plain: str = "X") -> dict[str, str | None]:
    """Somebody with the same fields filled in."""
    return {name: cleaned(value) and plain for name, value in person.items()}


def bundle_for(mail: CompiledMail, person: dict[str, str | None]) -> Bundle:
    rendered = mail.render(person)
    html, text = mail.skeleton(rendered.group)
    recipient = Recipient("r1", "ann@example.org", rendered.subject, rendered.pieces)
    sender = Address("shop@example.com")
    return Bundle(sender, None, html, text, (recipient,), "sm-00", Leave(GROUP))


@given(PEOPLE)
def test_the_elements_are_those_of_a_harmless_value(person: dict[str, str | None]) -> None:
    person["interests"] = (person["interests"] or "").replace(",", ";")  # else the loop has more rounds
    for mail in (OF_BLOCKS, OF_HTML):
        assert tree(mail.mail(person).html) == tree(mail.mail(harmless(person)).html)


@given(PEOPLE)
def test_the_subject_is_one_line_that_says_the_value(person: dict[str, str | None]) -> None:
    subject = OF_HTML.mail(person).subject
    assert len(subject.splitlines()) == 1
    assert subject.split() == ["Dear", *_seen(person["first_name"]).split()]


@given(PEOPLE)
def test_what_was_shown_is_what_is_put_together(person: dict[str, str | None]) -> None:
    for mail in (OF_BLOCKS, OF_HTML):
        here, bundle = mail.mail(person), bundle_for(mail, person)
        (recipient,) = bundle.recipients
        there = assembled(bundle, recipient)
        assert (there.subject, there.html, there.text) == (here.subject, here.html, here.text)
        assert fill(bundle.html, recipient.pieces) == here.html
        assert fill(bundle.text, recipient.pieces) == here.text


@given(PEOPLE)
def test_sendgrid_takes_it_and_finds_one_way_out_in_each_part(person: dict[str, str | None]) -> None:
    for mail in (OF_BLOCKS, OF_HTML):
        body = request_body(bundle_for(mail, person))
        validate(body, ACCOUNT)
        assert [part["value"].count(GROUP_TAG) for part in body["content"]] == [1, 1]
        pieces = body["personalizations"][0].get("substitutions", {})
        assert not any("<%" in piece for piece in pieces.values())
        assert body["personalizations"][0]["to"] == [{"email": "ann@example.org"}]


@given(PEOPLE)
def test_a_file_has_the_headers_it_would_have_anyway(person: dict[str, str | None]) -> None:
    with TemporaryDirectory() as folder:
        office = RehearsalOutbox(Path(folder), AClock())
        bundle = bundle_for(OF_BLOCKS, person)
        office.hand_over(bundle)
        raw = office.file_of("r1").read_bytes()
    message = email.message_from_bytes(raw, policy=email.policy.default)
    assert message.keys() == ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "text/html",
    ]
    assert max(map(len, raw.split(b"\r\n"))) <= 998, "RFC 5322, 2.1.1"
    page = (Path(folder) / "unsubscribe.html").as_uri()
    html = message.get_body(("html",))
    assert html is not None
    written = html.get_content().replace(page, UNSUBSCRIBE_URL)
    assert written.split() == OF_BLOCKS.mail(person).html.split()


def _seen(value: str | None) -> str:
    """A value as a subject has it: what would end the line, or steer a terminal, is a blank."""
    breaks = ("Cc", "Zl", "Zp")
    return "".join(" " if unicodedata.category(each) in breaks else each for each in cleaned(value) or "")
