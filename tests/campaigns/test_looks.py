"""What every mail from blocks has: it is light, it fits a phone, and Outlook gets its tables."""

import re

import pytest
from msgspec import convert
from selectolax.lexbor import LexborHTMLParser

from shopmail.campaigns.blocks.block import Block
from shopmail.campaigns.blocks.document import TEXT_WIDTH
from shopmail.campaigns.blocks.drawn import Divider, Picture
from shopmail.campaigns.blocks.spacing import Spacing
from shopmail.campaigns.blocks.written import Button, Heading, Text
from shopmail.campaigns.content import MailContent
from shopmail.campaigns.rendering import compile_mail
from shopmail.campaigns.starting_points import STARTING_POINTS, StartingPoint
from shopmail.settings import ShopSettings
from shopmail.wording import LANGUAGES
from tests.campaigns.mails import FIELDS, LETTERS, of_blocks

GMAIL_SHOWS = 102_400
"""Bytes of HTML; what is over is hidden, the unsubscribe link first."""

EACH: tuple[Block, ...] = (
    Heading("Autumn is in the vase"),
    Text(
        "Dear {{ first_name | default: 'friend' }},\n\n- dahlias\n- **roses**, [here](https://example.com/)"
    ),
    Button("Order", "https://example.com/"),
    Picture("https://example.com/rose.jpg", "A rose", "https://example.com/"),
    Divider(),
    Spacing("large"),
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("point", STARTING_POINTS, ids=lambda point: point.key)
def test_a_starting_point_is_light_and_without_a_mistake(point: StartingPoint, language: str) -> None:
    shop = convert({"name": "Květiny", "address": "Písek", "language": language}, ShopSettings)
    mail = compile_mail(MailContent("x", blocks=point.blocks(language, shop)), shop, FIELDS, LETTERS)
    assert mail.without_fallback == ()
    assert mail.findings.html_bytes < 16_000
    assert mail.findings.empty_links == 0
    assert mail.findings.vague_links == ()
    assert "Květiny" in mail.mail({}).text


def test_a_long_mail_is_below_what_gmail_shows() -> None:
    assert of_blocks(*EACH * 12).findings.html_bytes < GMAIL_SHOWS


def test_everything_stands_within_the_width_of_a_mail() -> None:
    tree = LexborHTMLParser(of_blocks(*EACH).mail({}).html)
    widths = [int(node.attributes["width"] or 0) for node in tree.css("img[width]")]
    styles = " ".join(node.attributes["style"] or "" for node in tree.css("[style]"))
    widths += [int(pixels) for pixels in re.findall(r"(?<!-)width:\s*(\d+)px", styles)]
    assert widths
    assert max(widths) <= TEXT_WIDTH
    assert {"600"} == set(re.findall(r"max-width:\s*(\d+)px", styles))


def test_on_a_phone_the_sides_are_narrow_and_the_button_wide() -> None:
    tree = LexborHTMLParser(of_blocks(*EACH).mail({}).html)
    rules = " ".join(node.text() for node in tree.css("style"))
    phone = rules.partition("max-width: 479px")[2] or rules.partition("max-width:479px")[2]
    assert "padding-left: 20px !important" in phone
    for selector in (
        ".sm-card",
        ".sm-card > table > tbody > tr > td",
        ".sm-button > table",
        ".sm-button a",
    ):
        assert selector in phone
        assert tree.css(selector), f"{selector} finds nothing in the mail"


def test_in_a_narrow_window_ground_stays_at_the_sides() -> None:
    tree = LexborHTMLParser(of_blocks(*EACH).mail({}).html)
    rules = " ".join(node.text() for node in tree.css("style"))
    narrow = re.search(r"max-width:\s*623px\)\s*\{\s*\.sm-card\s*\{([^}]*)\}", rules)
    assert narrow
    assert "margin-left: 12px" in narrow[1]
    assert "margin-right: 12px" in narrow[1]


def test_each_picture_has_words_that_can_be_read_while_it_is_not_shown() -> None:
    (image,) = LexborHTMLParser(of_blocks(*EACH).mail({}).html).css("img")
    assert image.attributes["alt"] == "A rose"
    assert "color: #5C544B" in (image.attributes["style"] or "")
