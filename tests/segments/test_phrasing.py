"""Definitions in plain words."""

from typing import Any

import pytest
from hypothesis import given

from shopmail.model import Campaign, CampaignState
from shopmail.segments.definition import Definition
from shopmail.segments.parsing import from_json
from shopmail.segments.phrasing import in_words, part_in_words
from shopmail.segments.rules.catalog import known
from tests.segments import strategies
from tests.segments.conftest import Populated
from tests.segments.people import NOW

PRAHA = {"rule": "city", "op": "is", "value": "Praha"}
VIP = {"rule": "tag", "op": "has", "value": "VIP"}
NEW = {"rule": "added", "op": "in the last", "value": 30}

SENTENCES: tuple[tuple[dict[str, Any], str], ...] = (
    (PRAHA, "city is “Praha”."),
    ({"all": [PRAHA, NEW]}, "city is “Praha”, and added in the last 30 days."),
    (
        {"all": [PRAHA, {"any": [VIP, NEW]}]},
        "city is “Praha”, and (has the tag “VIP”, or added in the last 30 days).",
    ),
    ({"not": {"any": [VIP, PRAHA]}}, "not (has the tag “VIP”, or city is “Praha”)."),
    ({"all": [{"any": [VIP]}, {"any": []}]}, "has the tag “VIP”, and nobody."),
    (
        {"rule": "city", "op": "is none of", "value": ["Praha", "Brno"]},
        "city is none of “Praha”, “Brno”.",
    ),
    (
        {"rule": "added", "op": "not in the last", "value": 1},
        "added not in the last 1 day.",
    ),
    (
        {"rule": "standing", "op": "is one of", "value": ["waiting", "resting"]},
        "standing is one of “waiting for answer”, “resting”.",
    ),
    (
        {"rule": "favourite_flower", "op": "starts with", "value": "{x}"},
        "Favourite flower starts with “{x}”.",
    ),
    (
        {"rule": "birth_date", "op": "before", "value": "1990-01-01"},
        "birth date before 1990-01-01.",
    ),
    (
        {"rule": "birth_date", "op": "birthday in month", "value": 5},
        "birthday in month 5.",
    ),
    ({"rule": "campaign", "op": "is", "value": 7}, "was sent campaign 7."),
    ({"all": [PRAHA, {"off": VIP}]}, "city is “Praha”."),
    ({"all": [PRAHA, {"any": [VIP, {"off": NEW}]}]}, "city is “Praha”, and has the tag “VIP”."),
    ({"all": [PRAHA, {"any": [{"off": VIP}, {"off": NEW}]}]}, "city is “Praha”."),
    ({"all": [PRAHA, {"not": {"off": VIP}}]}, "city is “Praha”."),
)


def defined(where: dict[str, Any]) -> Definition:
    return from_json({"version": 1, "where": where}, strategies.EVERY_RULE)


@pytest.mark.parametrize(("where", "sentence"), SENTENCES, ids=[sentence for _where, sentence in SENTENCES])
def test_a_definition_reads_as_a_sentence(where: dict[str, Any], sentence: str) -> None:
    assert in_words(defined(where)) == f"Everyone for whom: {sentence}"


def test_groups_of_nothing_are_everyone_and_nobody() -> None:
    assert in_words(defined({"all": []})) == "Everyone."
    assert in_words(defined({"any": []})) == "Nobody."
    assert in_words(defined({"all": [{"off": PRAHA}]})) == "Everyone."
    assert in_words(defined({"any": [{"off": PRAHA}, {"off": VIP}]})) == "Nobody."


def test_a_part_that_is_off_can_be_said_by_itself() -> None:
    off = {"off": {"all": [PRAHA, {"any": [{"off": VIP}, {"off": NEW}]}, {"off": PRAHA}]}}
    assert part_in_words(defined(off).where) == "city is “Praha”"
    all_off: dict[str, Any] = {"all": [{"off": {"any": [VIP, NEW]}}, {"off": PRAHA}]}
    said = "(has the tag “VIP”, or added in the last 30 days), and city is “Praha”"
    assert part_in_words(defined(all_off).where) == said


def test_a_campaign_goes_by_its_name_where_the_shop_knows_it(populated: Populated) -> None:
    with populated() as session:
        session.add(
            Campaign(
                id=7,
                name="Spring",
                subject="s",
                content={},
                letters="abcdefgh",
                created_at=NOW,
                state=CampaignState.HANDED_OVER,
            )
        )
        session.flush()
        rules = known(session)
        assert rules["campaign"].names == {7: "Spring"}  # the drafts were sent to nobody
        where = {"all": [{"rule": "campaign", "op": op, "value": n} for op, n in (("is", 7), ("is not", 1))]}
        words = in_words(from_json({"version": 1, "where": where}, rules))
    assert words == "Everyone for whom: was sent campaign “Spring”, and was not sent campaign 1."


@given(where=strategies.trees)
def test_every_definition_can_be_said(where: dict[str, Any]) -> None:
    words = in_words(defined(where))
    assert words.endswith(".")
    assert "\n" not in words
