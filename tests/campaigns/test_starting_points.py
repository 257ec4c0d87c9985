"""The mails to begin with: whole, in three languages, and never sent with their hints."""

import pytest

from shopmail.campaigns.blocks.written import Button, Text
from shopmail.campaigns.starting_points import ELSEWHERE, STARTING_POINTS, StartingPoint, unfilled
from shopmail.settings import ShopSettings
from shopmail.wording import LANGUAGES
from tests.campaigns.mails import SHOP, of_blocks

EACH = pytest.mark.parametrize("point", STARTING_POINTS, ids=lambda point: point.key)


@EACH
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_starting_point_is_a_mail_without_mistakes(point: StartingPoint, language: str) -> None:
    mail = of_blocks(*point.blocks(language, SHOP))
    assert mail.without_fallback == ()
    assert mail.fields_used == {"first_name"}
    assert mail.findings.vague_links == ()
    assert mail.findings.html_bytes < 102_400
    assert "Žofie" in mail.mail({"first_name": "Žofie"}).text
    assert "Květiny U Mostu" in mail.mail({}).text.partition("This is a commercial")[0]


@EACH
def test_what_only_the_owner_knows_is_missed(point: StartingPoint) -> None:
    blocks = point.blocks("en", SHOP)
    assert len(unfilled(blocks)) > 1
    assert (ELSEWHERE in unfilled(blocks)) == any(isinstance(block, Button) for block in blocks)


def test_hints_are_missed_only_where_they_still_stand() -> None:
    offer = {point.key: point for point in STARTING_POINTS}["offer"].blocks("en", SHOP)
    hint = "what the offer is for"
    assert hint in unfilled(offer)
    assert unfilled([Text(rf"10% off \[{hint}\]")]) == (hint,)
    assert unfilled([Text(f"10% off {hint} [roses]"), Button("Go", "https://example.org/")]) == ()


def test_it_is_signed_with_the_shops_name_whatever_that_is() -> None:
    (letter,) = STARTING_POINTS[2:]
    signed = of_blocks(*letter.blocks("en", ShopSettings(name="- *Roses* [& more](x)"))).mail({}).text
    assert "Warm wishes,\n- *Roses* [& more](x)\n" in signed
    assert letter.blocks("en", ShopSettings())[-1] == Text("Warm wishes,\n…")
