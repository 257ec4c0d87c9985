"""The blocks and the footer."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.campaigns.blocks.catalog import BLOCKS
from shopmail.campaigns.blocks.document import checked
from shopmail.campaigns.blocks.drawn import Divider, Picture
from shopmail.campaigns.blocks.footer import footer
from shopmail.campaigns.blocks.markup import Line, Run, written
from shopmail.campaigns.blocks.spacing import Spacing
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.content import MailContent, blocks_as_json, blocks_from_json
from shopmail.campaigns.rendering import compile_mail
from shopmail.delivery.message import UNSUBSCRIBE_URL
from shopmail.errors import CampaignRefused
from shopmail.settings import ShopSettings
from tests.campaigns.mails import FIELDS, LETTERS, SHOP, of_blocks

ALL = (
    Heading("Autumn & more"),
    Text("Dear **friends** of *roses*,\nsee [us](https://example.com/?a=1&b='2'*x*).\n\n- one\n- two < 3"),
    Button("Order", "https://example.com/order"),
    Picture("https://example.com/rose.png", 'A "red" rose', "https://example.com/rose"),
    Divider(),
    Picture("https://example.com/plain.png"),
    Spacing("large"),
)


def test_a_mail_of_all_blocks() -> None:
    html = re.sub(' style="[^"]*"', "", of_blocks(*ALL).mail({}).html)
    assert {type(block) for block in ALL} == set(BLOCKS)
    assert "<h1>Autumn &amp; more</h1>" in html
    assert (
        "<p>Dear <b>friends</b> of <i>roses</i>,<br>see "
        "<a href=\"https://example.com/?a=1&amp;b='2'*x*\">us</a>.</p>"
        "<ul><li>one</li><li>two &lt; 3</li></ul>"
    ) in html
    assert '<a href="https://example.com/order" target="_blank">Order</a>' in html
    assert '<a href="https://example.com/rose" target="_blank"><img alt="A &quot;red&quot; rose"' in html
    assert 'src="https://example.com/plain.png"' in html
    assert '<div style="height:64px;line-height:64px;">' in of_blocks(*ALL).mail({}).html


def test_its_plain_text() -> None:
    assert of_blocks(*ALL).mail({}).text == (
        "Autumn & more\n\n"
        "Dear friends of roses,\nsee us (https://example.com/?a=1&b='2'*x*).\n\n- one\n- two < 3\n\n"
        "Order (https://example.com/order)\n\n"
        'A "red" rose (https://example.com/rose)\n\n---\n\n'
        "This is a commercial message from Květiny U Mostu."
        " You get it because you agreed to our mails or are our customer.\n"
        "Květiny U Mostu, Mostní 12, 397 01 Písek\nCompany number: 12345678\n"
        f"Unsubscribe ({UNSUBSCRIBE_URL})\n"
    )


@pytest.mark.parametrize(
    "text", ["<b>x</b>", "a * b * c", "2*3*4", "snake_case_name", "**", "* a", "[x]", "[a](b c)", "&amp;"]
)
def test_what_is_no_markup_is_text(text: str) -> None:
    assert of_blocks(Text(text)).mail({}).text.startswith(f"{text}\n")


@pytest.mark.parametrize(
    ("source", "html"),
    [
        (r"\*a\* \[b](c) \\ x\y", "<p>*a* [b](c) \\ x\\y</p>"),
        ("\\- a\n- b", "<p>- a</p><ul><li>b</li></ul>"),
        ("***a*** **b**\\|*c*", "<p><b><i>a</i></b> <b>b</b><i>c</i></p>"),
        ("*a {% if city %}**b**{% endif %}*", "<p><i>a </i></p>"),
        ("[**a** b](https://example.com/)", '<p><a href="https://example.com/"><b>a</b> b</a></p>'),
    ],
)
def test_signs_and_looks_within_each_other(source: str, html: str) -> None:
    assert html in re.sub(' style="[^"]*"', "", of_blocks(Text(source)).mail({}).html)


TYPED = st.text(st.sampled_from("ab1 *[]()\\|-_.,<>&\"'é"), max_size=12)


@given(st.lists(st.builds(Run, TYPED, st.booleans(), st.booleans(), st.just("")), max_size=6))
def test_what_is_typed_in_the_editor_is_said_in_the_mail(runs: list[Run]) -> None:
    """Whatever signs, in whatever looks: the words of the mail are those that were typed."""
    said = (
        of_blocks(Text(written([Line(tuple(runs))])), Divider()).mail({}).text.partition("---\n\nThis is")[0]
    )
    assert " ".join(said.split()) == " ".join("".join(run.text for run in runs).split())


def test_a_dash_is_a_dash_where_there_are_no_lists() -> None:
    assert of_blocks(Heading("- a"), Heading("\\- b")).mail({}).text.startswith("- a\n\n\\- b\n")


@pytest.mark.parametrize(
    ("block", "said"),
    [
        (Button("x", " "), "(button): it leads nowhere yet."),
        (Picture(""), "(picture): there is no picture yet."),
        (Button("x", "javascript:x"), "“javascript:x” can't be a link"),
        (Button("x", "example.com"), "can't be a link"),
        (Button("x", "https://{{ city }}/"), "“https://{{ … }}/” can't be a link"),
        (Text("a\n[x](//host/y)"), "“//host/y” can't be a link"),
        (Picture("rose.png"), "can't be the address of a picture"),
        (Picture("https://example.com/a", "x", "ftp://a.org"), "can't be a link"),
    ],
)
def test_a_link_that_leads_nowhere_safe_is_refused(block: Text, said: str) -> None:
    with pytest.raises(CampaignRefused) as refused:
        of_blocks(Heading("x"), block)
    assert refused.value.message.startswith("Block 2")
    assert said in refused.value.message


def test_a_mail_of_nothing_is_refused() -> None:
    with pytest.raises(CampaignRefused, match="it is empty"):
        of_blocks()


@pytest.mark.parametrize("blocks", [ALL, (Divider(),), (Text("{% if city %}x{% endif %}"),)])
def test_the_footer_is_always_there(blocks: tuple[Text, ...]) -> None:
    for person in ({}, {"city": "Brno"}):
        mail = of_blocks(*blocks).mail(person)
        for part in (mail.html, mail.text):
            assert part.count(UNSUBSCRIBE_URL) == 1
            assert "Květiny U Mostu, Mostní 12, 397 01 Písek" in part
            assert "12345678" in part


def test_what_the_shop_has_not_set_is_left_out_of_the_footer() -> None:
    lines = footer(ShopSettings(name="A & B", language="en")).split("<br/>")
    assert lines[1:2] == ["A &amp; B"]
    assert len(lines) == 3


def test_the_mail_says_which_language_it_is_in() -> None:
    content = MailContent("x", blocks=(Text("y"),))
    czech = ShopSettings(name="K", language="cs")
    assert '<html lang="cs"' in compile_mail(content, czech, FIELDS, LETTERS).mail({}).html
    assert '<html lang="en"' in compile_mail(content, SHOP, FIELDS, LETTERS).mail({}).html


def test_blocks_are_kept_as_json() -> None:
    kept = json.dumps(blocks_as_json(ALL))
    assert '{"kind": "divider"}' in kept
    assert blocks_from_json(json.loads(kept)) == ALL


@pytest.mark.parametrize("mjml", ["<mj-txt></mj-txt>", "<mj-text>", "</mj-text>", "<mj-text></mj-column>"])
def test_mjml_that_mrml_would_pass_over_in_silence_is_a_mistake(mjml: str) -> None:
    with pytest.raises(ValueError, match="mj-"):
        checked(mjml)
