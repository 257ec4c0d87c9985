"""Segments with a name: saved, listed, found again, and refused when they no longer fit."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from shopmail.contacts.fields import add_own
from shopmail.errors import DefinitionRefused, InputRefused
from shopmail.model import Campaign, CampaignState, OwnField, Segment
from shopmail.segments import saving
from shopmail.segments.definition import EVERYONE, as_json
from shopmail.segments.naming import LONGEST_NAME
from shopmail.storage.shop import Shop
from tests.builders import NOON, AClock, a_shop

PRAHA = '{"version": 1, "where": {"rule": "city", "op": "is", "value": "Praha"}}'
FLOWER = '{"version": 1, "where": {"rule": "flower", "op": "is", "value": "růže"}}'


@pytest.fixture
def clock() -> AClock:
    return AClock()


@pytest.fixture
def shop(tmp_path: Path, clock: AClock) -> Iterator[Shop]:
    with a_shop(tmp_path, clock) as opened:
        yield opened


def test_a_saved_segment_is_found_again(shop: Shop) -> None:
    saved = saving.save(shop, "  V Praze ", PRAHA)
    with shop.reading() as session:
        found = saving.find(session, "v praze")
        assert saving.get(session, saved.id) == found
    assert found.name == "V Praze"
    assert as_json(found.definition) == as_json(saved.definition)
    assert found.created_at == found.updated_at == NOON


def test_saving_under_a_known_name_gives_it_the_new_definition(shop: Shop, clock: AClock) -> None:
    first = saving.save(shop, "Žluté", PRAHA)
    clock.moment += 60
    second = saving.save(shop, "žLUTÉ", EVERYONE)
    assert (second.id, second.name) == (first.id, "žLUTÉ")
    assert second.updated_at == second.created_at + 60
    with shop.reading() as session:
        assert saving.find(session, "Žluté").definition == EVERYONE


def test_a_mistake_saves_nothing_and_leaves_what_was(shop: Shop) -> None:
    saving.save(shop, "Praha", PRAHA)
    with pytest.raises(DefinitionRefused, match="no rule that this shop knows"):
        saving.save(shop, "Praha", FLOWER)
    with shop.reading() as session:
        assert as_json(saving.find(session, "Praha").definition)["where"]["rule"] == "city"


@pytest.mark.parametrize(
    ("name", "said"),
    [("", "needs a name"), (" \n\0", "needs a name"), ("x" * 101, "more than 100 characters")],
)
def test_a_name_has_to_be_one(shop: Shop, name: str, said: str) -> None:
    with pytest.raises(InputRefused, match=said):
        saving.save(shop, name, PRAHA)


def test_the_list_is_by_name_and_in_words(shop: Shop) -> None:
    for name, definition in (("Čtenáři", EVERYONE), ("b", PRAHA), ("Dárky", EVERYONE), ("A", EVERYONE)):
        saving.save(shop, name, definition)
    with shop.reading() as session:
        listed = saving.listing(session)
    assert [(line.name, line.words, line.problem) for line in listed] == [
        ("A", "Everyone.", ""),
        ("b", "Everyone for whom: city is “Praha”.", ""),
        ("Čtenáři", "Everyone.", ""),
        ("Dárky", "Everyone.", ""),
    ]


def test_an_unknown_name_is_told_with_a_near_one(shop: Shop) -> None:
    with shop.reading() as session, pytest.raises(InputRefused, match="There are no segments yet"):
        saving.find(session, "regulars")
    saving.save(shop, "Regulars", PRAHA)
    with shop.reading() as session:
        with pytest.raises(InputRefused, match="Did you mean “Regulars”"):
            saving.find(session, "regulras")
        with pytest.raises(InputRefused, match="There are: Regulars"):
            saving.find(session, "qqq")
        with pytest.raises(InputRefused, match="No segment is called “99”"):
            saving.get(session, 99)


def test_the_builder_keeps_under_an_id_or_as_a_new_one(shop: Shop, clock: AClock) -> None:
    made = saving.keep(shop, None, " Praha ", PRAHA)
    clock.moment += 60
    again = saving.keep(shop, made.id, "Všichni", EVERYONE)
    assert (again.id, again.name, again.definition) == (made.id, "Všichni", EVERYONE)
    assert (again.created_at, again.updated_at) == (NOON, NOON + 60)
    assert saving.keep(shop, made.id, "VŠICHNI", EVERYONE).name == "VŠICHNI"  # its own name is not taken
    with shop.reading() as session:
        assert [line.name for line in saving.listing(session)] == ["VŠICHNI"]


def test_the_builder_takes_no_other_segments_name(shop: Shop) -> None:
    saving.keep(shop, None, "Praha", PRAHA)
    other = saving.keep(shop, None, "Brno", EVERYONE)
    for segment_id in (None, other.id):
        with pytest.raises(InputRefused, match="Another segment is called “Praha”"):
            saving.keep(shop, segment_id, "PRAHA", EVERYONE)
    with pytest.raises(InputRefused, match="No segment is called “99”"):
        saving.keep(shop, 99, "New", EVERYONE)
    with shop.reading() as session:
        assert saving.find(session, "Praha").definition != EVERYONE


def test_a_segment_can_be_renamed_to_what_is_free(shop: Shop) -> None:
    praha = saving.save(shop, "Praha", PRAHA)
    saving.save(shop, "Brno", EVERYONE)
    assert saving.rename(shop, praha.id, " PRAHA ") == "PRAHA"
    with pytest.raises(InputRefused, match="Another segment is called “Brno”"):
        saving.rename(shop, praha.id, "brno")
    with pytest.raises(InputRefused, match="needs a name"):
        saving.rename(shop, praha.id, " ")
    with shop.reading() as session:
        assert saving.name_of(session, praha.id) == "PRAHA"


def test_a_duplicate_gets_the_next_free_number(shop: Shop) -> None:
    first = saving.save(shop, "Praha", PRAHA)
    second = saving.duplicate(shop, first.id)
    assert (second.name, as_json(second.definition)) == ("Praha (2)", as_json(first.definition))
    assert second.id != first.id
    assert saving.duplicate(shop, second.id).name == "Praha (3)"
    long = saving.save(shop, "x" * LONGEST_NAME, PRAHA)
    assert saving.duplicate(shop, long.id).name == "x" * 96 + " (2)"


def test_a_deleted_segment_is_nowhere_but_keeps_its_name_for_campaigns(shop: Shop) -> None:
    praha = saving.save(shop, "Praha", PRAHA)
    saving.delete(shop, praha.id)
    with shop.reading() as session:
        assert saving.listing(session) == []
        assert saving.name_of(session, praha.id) == "Praha"
        with pytest.raises(InputRefused, match="There are no segments yet"):
            saving.find(session, "Praha")
        with pytest.raises(DefinitionRefused, match="The segment “Praha” was deleted"):
            saving.get(session, praha.id)
    with pytest.raises(DefinitionRefused, match="was deleted"):
        saving.duplicate(shop, praha.id)
    with pytest.raises(InputRefused, match="No segment is called “99”"):
        saving.delete(shop, 99)


def test_a_deleted_segment_comes_back_beside_one_that_took_its_name(shop: Shop) -> None:
    praha = saving.save(shop, "Praha", PRAHA)
    saving.delete(shop, praha.id)
    assert saving.restore(shop, praha.id) == "Praha"
    assert saving.restore(shop, praha.id) == "Praha"  # it is there already
    saving.delete(shop, praha.id)
    saving.save(shop, "praha", EVERYONE)
    assert saving.restore(shop, praha.id) == "Praha (2)"
    with shop.reading() as session:
        assert [line.name for line in saving.listing(session)] == ["praha", "Praha (2)"]
        assert as_json(saving.get(session, praha.id).definition)["where"]["rule"] == "city"


def test_what_the_builder_still_shows_outlives_a_deletion(shop: Shop) -> None:
    praha = saving.save(shop, "Praha", PRAHA)
    saving.delete(shop, praha.id)
    saving.keep(shop, praha.id, "Praha", EVERYONE)
    with shop.reading() as session:
        assert saving.get(session, praha.id).definition == EVERYONE


def test_a_segment_knows_the_campaigns_that_are_for_it(shop: Shop) -> None:
    praha = saving.save(shop, "Praha", PRAHA)
    with shop.transaction() as session:
        for name, state, segment_id in (
            ("Spring", CampaignState.RECALLED, praha.id),
            ("Summer", CampaignState.DRAFT, praha.id),
            ("Autumn", CampaignState.DRAFT, None),
            ("Winter", CampaignState.HANDED_OVER, praha.id),
        ):
            letters = name.lower().ljust(8, "x")
            campaign = Campaign(name=name, subject="s", content={}, letters=letters, created_at=1)
            campaign.state, campaign.segment_id = state, segment_id
            session.add(campaign)
            session.flush()
    with shop.reading() as session:
        assert saving.used_by(session, praha.id) == saving.Uses(("Summer",), ("Winter", "Spring"))
        assert saving.used_by(session, 99) == saving.Uses((), ())


def test_a_definition_that_no_longer_fits_is_told_and_not_guessed_around(shop: Shop) -> None:
    with shop.transaction() as session:
        add_own(session, "flower", "Flower", 1)
    saving.save(shop, "Roses", FLOWER)
    with shop.transaction() as session:
        session.execute(delete(OwnField))
        session.add(Segment(name="Odd", definition={"version": 9}, created_at=1, updated_at=1))
    with shop.reading() as session:
        with pytest.raises(
            DefinitionRefused, match=r"“Roses” can't be used any more: \"flower\" at where.rule"
        ):
            saving.find(session, "Roses")
        problems = {line.name: line.problem for line in saving.listing(session)}
    assert '"flower" at where.rule' in problems["Roses"]
    assert "version 9" in problems["Odd"]
