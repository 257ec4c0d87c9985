"""What is looked at before a campaign may leave: each check finds its fault, and nothing else."""

from pathlib import Path

import pytest

from shopmail.campaigns.checks.catalog import CHECKS, findings
from shopmail.campaigns.checks.check import Finding
from shopmail.campaigns.drafting import parse_draft
from shopmail.campaigns.saving import create
from shopmail.storage.shop import Shop
from tests.sending.ready import DRAFT, SHOP, a_campaign, add_people, an_open_shop

IDENTITY = f"{SHOP['shop__name']}, {SHOP['shop__address']}, IČO {SHOP['shop__company_number']}"
LEAVE = '<a href="{{ unsubscribe_url }}">Odhlásit</a>'
OWN = 'name = "A"\nsubject = "B"\nhtml_file = "mail.html"\n'


def found(shop: Shop, html: str) -> list[Finding]:
    """What is found of a mail of own HTML."""
    return findings(shop, create(shop, parse_draft(OWN, lambda _name: html)))


def codes(shop: Shop, html: str) -> list[tuple[str, bool]]:
    return [(finding.code, finding.stops) for finding in found(shop, html)]


def test_nothing_is_found_where_nothing_is_wrong(tmp_path: Path) -> None:
    with an_open_shop(tmp_path) as shop:
        assert findings(shop, a_campaign(shop)) == []
        assert found(shop, f"<p>Růže</p><p>{IDENTITY}</p>{LEAVE}") == []
    assert len(CHECKS) == 11


@pytest.mark.parametrize(
    ("html", "code", "stops"),
    [
        (f"<p>Roses</p>{LEAVE}", "identity-not-in-mail", True),
        (f"<p>{IDENTITY}</p>{LEAVE}<a href='https://example.com'></a>", "empty-link", True),
        (f"<p>{IDENTITY} {{{{ city }}}}</p>{LEAVE}", "field-without-fallback", True),
        (f"<p>{IDENTITY}</p>{LEAVE}<img src='https://example.com/a.png'>", "picture-without-words", False),
        (f"<p>{IDENTITY}</p>{LEAVE}<a href='https://example.com'>Click here</a>", "vague-link", False),
        (f"<p>{IDENTITY}</p>{LEAVE}<form><input></form>", "taken-out", False),
        (f"<p>{IDENTITY}</p>", "footer-added", False),
        (f"<p>{IDENTITY}</p>{LEAVE}<p>{'x' * 110_000}</p>", "clipped", False),
    ],
)
def test_own_html(tmp_path: Path, html: str, code: str, stops: bool) -> None:
    with an_open_shop(tmp_path) as shop:
        assert codes(shop, html) == [(code, stops)]


def test_people_who_get_a_fallback_are_counted(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 3) as shop:
        add_people(shop, ["x@example.org"], first_name="")
        (finding,) = findings(shop, a_campaign(shop))
        assert (finding.code, finding.stops) == ("fallbacks-used", False)
        assert "1 person" in finding.sentence
        assert "25 %" in finding.sentence


def test_mails_that_go_out_one_by_one_are_counted(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["x@example.org"], city="y" * 6_000)
        (finding,) = findings(shop, a_campaign(shop))
    assert (finding.code, finding.stops) == ("one-by-one", False)


def test_what_stops_comes_first(tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        add_people(shop, ["x@example.org"], first_name="")
        campaign_id = a_campaign(shop, DRAFT.replace(" | default: 'your town'", ""))
        assert [(finding.code, finding.stops) for finding in findings(shop, campaign_id)] == [
            ("field-without-fallback", True),
            ("fallbacks-used", False),
        ]
