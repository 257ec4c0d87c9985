"""Definitions are read strictly: each mistake is one sentence that names its place."""

import json
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopmail.contacts.fields import TEXT_LIMIT
from shopmail.errors import DefinitionRefused, FileRefused, ShopmailError
from shopmail.segments import parsing
from shopmail.segments.definition import EVERYONE, as_json, as_text
from shopmail.segments.rules.values import MOST_TEXTS
from tests.segments import strategies
from tests.segments.strategies import EVERY_RULE

CITY = {"rule": "city", "op": "is", "value": "Praha"}


def where(tree: object) -> str:
    return json.dumps({"version": 1, "where": tree})


def asking(rule: str, op: str, value: object = None) -> str:
    return where({"all": [CITY, {"rule": rule, "op": op, "value": value}]})


# The text, and what the sentence or the remedy must say.
MISTAKES: dict[str, tuple[str, str]] = {
    "nothing": ("", "is empty"),
    "blanks": (" \n ", "is empty"),
    "a NUL byte": ("\0", "line 1, column 1"),
    "cut off": ('{"version": 1,\n "where": {"all": [', "line 2, column 20"),
    "typographic quotes": ("{“version”: 1}", "line 1, column 2"),
    "a comma too much": ('{"version": 1,}', "line 1, column"),
    "text after it": (where(CITY) + "\nhello", "line 2, column 1"),
    "no object": ("[]", "object in braces"),
    "a number": ("1", "object in braces, not 1"),
    "no version": (json.dumps({"where": CITY}), "lacks “version”"),
    "a version in quotes": (json.dumps({"version": "1", "where": CITY}), "lacks “version”"),
    "true as version": (json.dumps({"version": True, "where": CITY}), "lacks “version”"),
    "1.0 as version": ('{"version": 1.0, "where": {"all": []}}', "lacks “version”"),
    "a newer version": (json.dumps({"version": 2, "where": CITY}), "version 2"),
    "no tree": ('{"version": 1}', "lacks “where”"),
    "one key too many": (json.dumps({"version": 1, "where": CITY, "name": "x"}), '"name" at the top'),
    "a key twice": (
        '{"version": 1, "version": 1, "where": {"all": []}}',
        '"version" stands twice at the top',
    ),
    "a key twice inside": (
        '{"version": 1, "where": {"any": [{"all": [], "all": []}]}}',
        '"all" stands twice at where.any[0]',
    ),
    "a text for a tree": (where("everyone"), '"everyone" at where is no condition'),
    "nothing in a tree": (where({}), "at where must have exactly one of"),
    "two groups in one": (where({"all": [], "any": []}), "at where must have exactly one of"),
    "a rule and a group": (where({"rule": "city", "not": CITY}), "at where must have exactly one of"),
    "something beside a group": (where({"all": [], "op": "is"}), '"op" at where means nothing'),
    "a group that is no list": (where({"all": CITY}), "{…} at where.all is no list"),
    "a list for off": (where({"off": [CITY]}), "[…] at where.off is no condition"),
    "off and something": (where({"off": CITY, "all": []}), "at where must have exactly one of"),
    "off and on": (where({"off": CITY, "on": CITY}), '"on" at where means nothing'),
    "a list for not": (where({"not": [CITY]}), "[…] at where.not is no condition"),
    "null in a group": (where({"all": [CITY, None]}), "null at where.all[1] is no condition"),
    "unknown rule": (asking("cyti", "is", "x"), '"cyti" at where.all[1].rule is no rule'),
    "near rule": (asking("frist_name", "is", "x"), "Did you mean “first_name”?"),
    "a rule that is a list": (where({"rule": ["city"], "op": "is"}), "[…] at where.rule is no rule"),
    "no operator": (where({"rule": "city", "value": "x"}), "condition at where lacks “op”"),
    "unknown operator": (asking("city", "equals", "x"), '"equals" at where.all[1].op is no operator'),
    "near operator": (asking("city", "IS NOT", "x"), "Did you mean “is not”?"),
    "what is allowed": (asking("added", "is", "x"), "Allowed are: on, before, after, in the last"),
    "no value": (where({"not": {"rule": "city", "op": "is"}}), "condition at where.not lacks “value”"),
    "a value too many": (asking("city", "is empty", "x"), '"x" can\'t be the value at where.all[1].value'),
    "a misspelt key": (where({**CITY, "valeu": 1}), "Did you mean “value”?"),
    "a number for a text": (asking("postal_code", "is", 11000), "11000 can't be the value at where.all[1]"),
    "an empty text": (asking("city", "is", "  "), "text at where.all[1].value is empty"),
    "only unseen characters": (asking("city", "is", "\0\u200b"), "text at where.all[1].value is empty"),
    "a long text": (asking("city", "is", "x" * (TEXT_LIMIT + 1)), "more than 500 characters"),
    "a text for a list": (asking("city", "is one of", "Praha"), "Write a list of 1 to 100"),
    "an empty list": (asking("city", "is one of", []), "[…] can't be the value at where.all[1].value"),
    "a long list": (asking("city", "is one of", ["x"] * (MOST_TEXTS + 1)), "Write a list of 1 to 100"),
    "a number in a list": (
        asking("city", "is one of", ["x", 1]),
        "1 can't be the value at where.all[1].value[1]",
    ),
    "a short date": (asking("added", "before", "2026-5-1"), '"2026-5-1" can\'t be the value'),
    "a date that is none": (asking("added", "on", "2026-02-30"), "Write a date from 1900 to 2199"),
    "a date without lines": (asking("added", "on", "20260530"), "Write a date"),
    "a date too far": (asking("added", "on", "9999-12-31"), "Write a date"),
    "half a day": (asking("added", "in the last", 1.5), "1.5 can't be the value"),
    "a day in quotes": (asking("added", "in the last", "7"), "whole number from 0 to 36500"),
    "true days": (asking("added", "in the last", True), "true can't be the value"),
    "days before now": (asking("added", "in the last", -1), "-1 can't be the value"),
    "a thirteenth month": (asking("birth_date", "birthday in month", 13), "from 1 to 12"),
    "a campaign by name": (asking("campaign", "is", "Spring"), '"Spring" can\'t be the value'),
    "no such choice": (asking("standing", "is", "mailable"), "Allowed are: can-be-mailed, waiting, resting"),
    "near choice": (asking("standing", "is one of", ["Resting"]), "Did you mean “resting”?"),
    "not a number": ('{"version": NaN}', "a number that can't be used"),
    "an endless number": ('{"version": ' + "9" * 5_000 + "}", "a number that can't be used"),
    "too deep": (where(json.loads('{"not":' * 60 + json.dumps(CITY) + "}" * 60)), "more than 50 levels deep"),
    "far too deep": ("[" * 100_000 + "]" * 100_000, "more than 50 levels deep"),
    "too many parts": (
        where({"any": [CITY] * 600}),
        "At where.any[499], the definition has more than 500 parts",
    ),
    "too long": (where({"all": []}) + " " * 200_000, "more than 200000 characters"),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_mistake_is_one_sentence_with_its_place(name: str) -> None:
    text, said = MISTAKES[name]
    with pytest.raises(DefinitionRefused) as refusal:
        parsing.read(text, EVERY_RULE)
    error = refusal.value
    assert said in str(error)
    assert error.message.endswith(".")
    assert "\n" not in str(error)
    assert len(error.message) < 300


@given(tree=strategies.trees)
def test_a_definition_survives_the_way_to_json_and_back(tree: dict[str, Any]) -> None:
    once = parsing.read(where(tree), EVERY_RULE)
    assert as_json(once)["where"] == without_doubles(tree)
    assert parsing.read(as_text(once), EVERY_RULE) == once
    assert parsing.from_json(as_json(once), EVERY_RULE) == once


def without_doubles(told: Any) -> Any:
    """``told`` as it is kept: a list of values holds each once."""
    if isinstance(told, dict):
        return {key: without_doubles(part) for key, part in told.items()}
    if isinstance(told, list):
        values = all(isinstance(part, str) for part in told)
        return list(dict.fromkeys(told)) if values else [without_doubles(part) for part in told]
    return told


KEYS = ("version", "where", "all", "any", "not", "off", "rule", "op", "value")
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=3),
    st.sampled_from(("city", "added", "is", "in the last", "standing")),
)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner),
    max_leaves=12,
)


@hypothesis.settings(max_examples=300)
@given(told=json_values, version=st.booleans())
def test_whatever_comes_is_a_definition_or_a_sentence(told: object, version: bool) -> None:
    text = json.dumps({"version": 1, "where": told} if version else told)
    try:
        definition = parsing.read(text, EVERY_RULE)
    except ShopmailError as refusal:
        str(refusal).encode()
    else:
        assert parsing.from_json(as_json(definition), EVERY_RULE) == definition


def test_half_a_character_does_no_harm() -> None:
    with pytest.raises(DefinitionRefused) as refusal:
        parsing.read('{"version": 1, "where": {"rule": "\\ud800\\u202e", "op": "is"}}', EVERY_RULE)
    assert '"��" at where.rule' in refusal.value.message


def test_a_value_is_kept_as_the_fields_are() -> None:
    definition = parsing.read(asking("city", "is", " Zˇďa\u0301r\0 "), EVERY_RULE)
    assert as_json(definition)["where"]["all"][1]["value"] == "Zˇďár"


def test_everyone_has_a_form_in_json() -> None:
    assert as_json(EVERYONE) == {"version": 1, "where": {"all": []}}
    assert parsing.read(as_text(EVERYONE), EVERY_RULE) == EVERYONE


def test_a_file_is_utf_8_with_or_without_its_mark(tmp_path: Path) -> None:
    text = where({"rule": "city", "op": "is", "value": "Žďár"})
    for encoding in ("utf-8", "utf-8-sig"):
        file = tmp_path / encoding
        file.write_text(text, encoding=encoding)
        assert parsing.read_file(file, EVERY_RULE) == parsing.read(text, EVERY_RULE)


def test_a_file_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    picture = tmp_path / "picture.json"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    endless = tmp_path / "endless.json"
    endless.write_bytes(b" " * 1_000_000)
    for file, error, said in (
        (tmp_path / "none.json", FileRefused, "No such file"),
        (tmp_path, FileRefused, "is a folder"),
        (picture, FileRefused, "is not text in UTF-8"),
        (endless, DefinitionRefused, "more than 200000 characters"),
    ):
        with pytest.raises(error, match=said):
            parsing.read_file(file, EVERY_RULE)
