"""Each step on screen can be taken back and done again, exactly."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from shopmail.segments.rules.catalog import described
from shopmail.segments.rules.rule import Kind
from shopmail.storage.shop import Shop
from shopmail.ui.segments.builder import vocabulary
from shopmail.ui.segments.builder.changing import Changing
from shopmail.ui.segments.builder.draft import EXCEPT, TOP, Draft, Group, Part, Row
from shopmail.ui.segments.builder.kinds import EDITORS, NOTHING
from shopmail.ui.segments.builder.vocabulary import OpWords, RuleWords, Vocabulary
from tests.ui.segments.trees import CITIES, trees

_TEXT_OPS = (OpWords("is", "is", "text"), OpWords("is one of", "is one of", "texts"))
_WORDS = Vocabulary(
    (
        RuleWords("city", "City", "who", (*_TEXT_OPS, OpWords("is empty", "is empty", "nothing"))),
        RuleWords("country", "Country", "who", _TEXT_OPS),
        RuleWords("added", "Added", "origin", (OpWords("in the last", "in the last", "days"),)),
        RuleWords(
            "origin",
            "Origin",
            "origin",
            (OpWords("is", "is", "choice"), OpWords("is one of", "is one of", "choices")),
            (("counter", "at the counter"), ("orders", "orders")),
        ),
    ),
    (("who", "Who they are"), ("origin", "Where they come from")),
    500,
)

_acts = st.lists(
    st.tuples(
        st.sampled_from(("row", "except", "group", "off", "double", "remove", "match", "write", "rule")),
        st.integers(0, 20),
    ),
    max_size=12,
)


def _do(changing: Changing, act: str, number: int) -> None:
    parts = list(changing.draft.all_parts())
    part = parts[number % len(parts)] if parts else None
    if act in ("row", "except"):
        changing.add_row(TOP if act == "row" else EXCEPT)
    elif act == "group":
        changing.add_group()
    elif act == "match":
        changing.match("any" if number % 2 else "all")
    elif part is not None:
        _do_to(changing, act, part, number)


def _do_to(changing: Changing, act: str, part: Part, number: int) -> None:
    if act == "off":
        changing.switch(part.id, off=bool(number % 2))
    elif act == "double":
        changing.duplicate(part.id)
    elif act == "remove":
        changing.remove(part.id)
    elif isinstance(part, Row) and act == "write":
        changing.put(Row(part.id, part.rule, part.op, CITIES[number % 3], part.off))
    elif isinstance(part, Row):
        changing.put(_WORDS.with_rule(part, _WORDS.rules[number % 4].key))


@given(where=trees, acts=_acts)
def test_undo_gives_back_exactly_what_was_and_redo_what_came(
    where: dict[str, Any], acts: list[tuple[str, int]]
) -> None:
    parent = QObject()
    changing = Changing(parent)
    changing.begin(where, _WORDS)
    seen: list[Draft] = [changing.draft]
    for act, number in acts:
        _do(changing, act, number)
        numbers = [part.id for part in changing.draft.all_parts()]
        assert len(numbers) == len(set(numbers))
        seen.append(changing.draft)
    last = changing.draft
    way_back = []
    for _step in seen:
        changing.undo()
        way_back.append(changing.draft)
    assert changing.draft == seen[0]
    assert all(draft in seen for draft in way_back)
    for _step in seen:
        changing.redo()
    assert changing.draft == last


@given(where=trees, number=st.integers(0, 20))
def test_what_is_removed_comes_back_to_its_place(where: dict[str, Any], number: int) -> None:
    parent = QObject()
    changing = Changing(parent)
    changing.begin(where, _WORDS)
    parts = list(changing.draft.all_parts())
    before = changing.draft
    removed = changing.remove(parts[number % len(parts)].id) if parts else None
    if removed:
        changing.put_back(*removed)
    assert changing.draft == before


def test_typing_is_one_step(qapp: QApplication) -> None:
    changing = Changing(qapp)
    changing.begin({"all": []}, _WORDS)
    number = changing.add_row()
    for text in ("P", "Pí", "Písek"):
        changing.put(Row(number, "city", "is", text))
    changing.undo()
    assert changing.draft.parts == (Row(number, "city", "is"),)
    changing.redo()
    assert changing.draft.parts == (Row(number, "city", "is", "Písek"),)
    removed = changing.remove(number)
    assert removed is not None
    assert changing.add_row() == number
    changing.put_back(*removed)
    assert len({part.id for part in changing.draft.parts}) == 2, "its number was taken by then"


def test_a_group_offers_what_the_top_does_not(qapp: QApplication) -> None:
    changing = Changing(qapp)
    changing.begin({"any": []}, _WORDS)
    changing.add_group()
    group = changing.draft.parts[0]
    assert isinstance(group, Group)
    assert group.match == "all"
    assert changing.unfinished == [group.parts[0].id]


@pytest.mark.parametrize(
    ("row", "rule", "op", "value"),
    [
        (Row(1, "city", "is", "Písek"), "country", "is", "Písek"),
        (Row(1, "city", "is", "Písek"), "added", "in the last", 30),
        (Row(1, "origin", "is", "orders"), "city", "is", None),
        (Row(1, "city", "is one of", ("Písek",)), "origin", "is one of", None),
        (Row(1, "city", "is empty"), "origin", "is", "counter"),
    ],
)
def test_what_is_written_stays_where_it_can_mean_the_same(
    row: Row, rule: str, op: str, value: object
) -> None:
    assert _WORDS.with_rule(row, rule) == Row(1, rule, op, value)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "op", "value"),
    [
        (Row(1, "city", "is", "Písek"), "is one of", ("Písek",)),
        (Row(1, "city", "is one of", ("Písek", "Tábor")), "is", "Písek"),
        (Row(1, "city", "is", "Písek"), "is empty", None),
        (Row(1, "origin", "is", "orders"), "is one of", ("orders",)),
    ],
)
def test_one_value_becomes_a_list_and_a_list_its_first(row: Row, op: str, value: object) -> None:
    assert _WORDS.with_op(row, op) == Row(1, row.rule, op, value)  # type: ignore[arg-type]


def test_only_what_an_editor_can_show_fits() -> None:
    assert _WORDS.fits(Row(1, "city", "is", "Písek"))
    assert _WORDS.fits(Row(1, "city", "is empty"))
    assert _WORDS.fits(Row(1, "origin", "is one of", ("orders",)))
    assert not _WORDS.fits(Row(1, "city", "is", 4))
    assert not _WORDS.fits(Row(1, "city", "is empty", "x"))
    assert not _WORDS.fits(Row(1, "origin", "is one of", ("moon",)))
    assert not _WORDS.fits(Row(1, "shoe_size", "is", "42"))


def test_every_kind_of_value_has_an_editor_and_every_rule_can_be_asked(tmp_path: Path) -> None:
    assert set(EDITORS) | {NOTHING} == {kind.value for kind in Kind}
    with Shop(tmp_path / "shop.shopmail") as shop, shop.reading() as session:
        words = vocabulary.read(session)
        rules = described(session)
    assert [rule.key for rule in words.rules] == [rule.key for rule in rules]
    for rule in words.rules:
        row = words.with_rule(words.new_row(1), rule.key)
        for op in rule.ops:
            asked = words.with_op(row, op.name)
            assert words.op(asked) == op
            assert words.is_complete(asked) == (op.takes in ("nothing", "days", "month", "choice", "choices"))
