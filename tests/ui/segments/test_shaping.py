"""From a definition to the screen and back: whatever it is, it means the same afterwards."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given

from shopmail.ui.segments.builder.draft import EXCEPT, TOP, Draft, Group, Place, Row, Sentence
from shopmail.ui.segments.builder.shaping import draft_of, tree_of, where_of
from tests.ui.segments.trees import CITIES, means, trees

_A, _B, _C = ({"rule": "city", "op": "is", "value": city} for city in CITIES)


def always(_row: Row) -> bool:
    return True


def not_strakonice(row: Row) -> bool:
    return row.value != "Strakonice"


@pytest.mark.parametrize("fits", [always, not_strakonice])
@given(where=trees)
def test_any_definition_means_the_same_after_a_visit_on_screen(
    fits: Callable[[Row], bool], where: dict[str, Any]
) -> None:
    again = where_of(draft_of(where, fits), always)
    for truths in product((False, True), repeat=len(CITIES)):
        lives_in = dict(zip(CITIES, truths, strict=True))
        assert means(again, lives_in) == means(where, lives_in), again


@given(where=trees)
def test_what_is_opened_again_is_on_screen_as_before(where: dict[str, Any]) -> None:
    draft = draft_of(where, always)
    assert draft_of(where_of(draft, always), always) == draft


def test_conditions_groups_and_exceptions_have_their_places() -> None:
    draft = draft_of({"all": [_A, {"any": [_B, {"off": _C}]}, {"not": _C}]}, always)
    assert draft.match == "all"
    assert draft.parts == (
        Row(1, "city", "is", "Písek"),
        Group(2, "any", (Row(3, "city", "is", "Tábor"), Row(4, "city", "is", "Strakonice", off=True))),
    )
    assert draft.excepts == (Row(5, "city", "is", "Strakonice"),)


def test_at_least_one_except_some() -> None:
    draft = draft_of({"all": [{"any": [_A, _B]}, {"not": _C}]}, always)
    assert (draft.match, len(draft.parts), len(draft.excepts)) == ("any", 2, 1)
    off = draft
    for part in draft.parts:
        assert isinstance(part, Row)
        off = off.changed(Row(part.id, part.rule, part.op, part.value, off=True))
    everybody = dict.fromkeys(CITIES, False)
    assert not means(where_of(off, always), everybody), "nothing left to match: nobody, not everybody else"


def test_what_lies_too_deep_is_kept_whole() -> None:
    deep = {"all": [_A, {"any": [_B, {"not": _C}]}]}
    draft = draft_of({"all": [_A, {"any": [_B, deep]}]}, always)
    group = draft.parts[1]
    assert isinstance(group, Group)
    assert group.parts[1] == Sentence(4, deep)
    assert tree_of(group, always) == {"any": [_B, deep]}


def test_what_is_being_written_does_not_count() -> None:
    draft = Draft("all", (Row(1, "city", "is", "Písek"), Row(2, "city", "is")))
    assert where_of(draft, lambda row: row.value is not None) == {"all": [_A]}
    group = Draft("all", (Group(1, "any", (Row(2, "city", "is"),)),))
    assert where_of(group, lambda row: row.value is not None) == {"all": []}


def test_a_part_that_goes_takes_its_empty_group_along_and_comes_back() -> None:
    draft = draft_of(
        {
            "all": [_A, {"any": [_B]}],
        },
        always,
    )
    assert draft.removed(3).parts == draft.parts[:1]
    assert draft.place_of(3) == Place(2, 0)
    assert draft.removed(2).inserted(draft.parts[1], Place(TOP, 1)) == draft
    lost = draft.removed(2).inserted(Row(9, "city", "is", "Tábor"), Place(2, 0))
    assert [part.id for part in lost.parts] == [9, 1], "its group is gone: it stands among the conditions"


def test_a_group_is_duplicated_with_numbers_of_its_own() -> None:
    draft = draft_of({"all": [{"any": [_A, _B]}, {"not": _C}]}, always)
    draft = Draft("all", (Group(8, "any", draft.parts[:2]),), draft.excepts)  # type: ignore[arg-type]
    twice = draft.duplicated(8)
    numbers = [part.id for part in twice.all_parts()]
    assert len(set(numbers)) == len(numbers) == 7
    assert twice.duplicated(draft.excepts[0].id).held_by(EXCEPT)[1:]
    with pytest.raises(KeyError):
        draft.place_of(99)
