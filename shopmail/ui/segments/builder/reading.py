"""What the page of one segment reads, on a lane: plain trees in, words and counts out."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.ui.segments.builder import vocabulary
from shopmail.ui.segments.builder.draft import Json
from shopmail.ui.segments.builder.vocabulary import Vocabulary
from shopmail.wording import _

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from shopmail.consent.mailable import WhyNot
    from shopmail.segments.definition import Definition
    from shopmail.segments.explaining import Explanation
    from shopmail.segments.nearly import Nearly
    from shopmail.segments.saving import Saved
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop

_SAMPLE = 5
"""People who are offered to be looked at."""


@dataclass(frozen=True)
class Opened:
    """A segment as it is opened: ``id`` None for a new one; ``templates`` are (key, title)."""

    id: int | None
    name: str
    where: Json
    vocabulary: Vocabulary
    templates: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Person:
    """Somebody who can be looked at; ``name`` is empty where nothing but the address is known."""

    email: str
    name: str

    @property
    def title(self) -> str:
        """What they are called here."""
        return self.name or self.email


@dataclass(frozen=True)
class Reason:
    """How many can't be mailed for one reason, a ``WhyNot``; ``standing`` is a ``Standing``."""

    code: str
    standing: str
    words: str
    more: str
    people: int


@dataclass(frozen=True)
class Counted:
    """``matches`` = ``mailable`` + the people of all ``reasons``; ``sample`` are the first by name."""

    matches: int
    mailable: int
    reasons: tuple[Reason, ...]
    sample: tuple[Person, ...]


@dataclass(frozen=True)
class Said:
    """The definition in plain words, and each sentence by number: its words, or what is wrong with it."""

    words: str
    sentences: dict[int, tuple[str, str]]


def opened(session: "Session", segment_id: int | None, template: str = "") -> Opened:
    """The segment of that id, or a new one, begun with a template; also one that can't be used any more.

    Raises ``InputRefused`` when there is none of that id, ``DefinitionRefused`` for a deleted one.
    """
    from shopmail.model import Segment
    from shopmail.segments import saving

    words = vocabulary.read(session)
    titles = _templates()
    if segment_id is None:
        return Opened(None, "", _begun(template), words, titles)
    row = session.get(Segment, segment_id)
    if row is None or row.deleted_at is not None:
        # Says what has become of it.
        saving.get(session, segment_id)
    assert row is not None
    return Opened(row.id, row.name, row.definition["where"], words, titles)


def template(key: str) -> Json:
    """The tree that a template begins with."""
    return _begun(key)


def definition_of(session: "Session", where: Json) -> "Definition":
    """The definition of a tree; raises ``DefinitionRefused``."""
    from shopmail.segments.parsing import from_json
    from shopmail.segments.rules.catalog import known

    return from_json(_whole(where), known(session))


def said(session: "Session", where: Json, sentences: tuple[tuple[int, Json], ...]) -> Said:
    """The whole in words, as far as it can be read, and each of ``sentences`` (number, tree)."""
    from shopmail.errors import DefinitionRefused
    from shopmail.segments.phrasing import in_words, part_in_words

    def words_of(tree: Json, *, whole: bool) -> tuple[str, str]:
        try:
            found = definition_of(session, tree)
        except DefinitionRefused as refusal:
            return "", refusal.message
        return (in_words(found) if whole else part_in_words(found.where)), ""

    each = {number: words_of(tree, whole=False) for number, tree in sentences}
    return Said(words_of(where, whole=True)[0], each)


def counted(session: "Session", settings: "Settings", where: Json, now: int) -> Counted:
    """Who matches now, and why some can't be mailed; raises ``DefinitionRefused``."""
    from shopmail.segments import matching, people

    definition = definition_of(session, where)
    count = matching.count(session, definition, settings, now)
    reasons = tuple(_reason(code, number) for code, number in count.left_out.items())
    some = people.people(session, definition, settings, now, limit=_SAMPLE)
    return Counted(count.matches, count.mailable, reasons, tuple(Person(one.email, one.name) for one in some))


def _reason(code: "WhyNot", people: int) -> Reason:
    from shopmail.consent.mailable import MEANINGS

    meaning = MEANINGS[code]
    return Reason(code.value, meaning.standing.value, _(meaning.words), _(meaning.sentence), people)


def counted_parts(
    session: "Session", settings: "Settings", parts: tuple[tuple[int, Json], ...], now: int
) -> dict[int, int]:
    """How many people each part (number, tree) finds by itself; one that can't be used has no number."""
    from shopmail.errors import DefinitionRefused
    from shopmail.segments import matching

    usable = []
    for number, tree in parts:
        try:
            usable.append((number, definition_of(session, tree).where))
        except DefinitionRefused:
            # Its line says what is wrong with it.
            continue
    found = matching.counts(session, [tree for _number, tree in usable], settings, now)
    return {number: people for (number, _tree), people in zip(usable, found, strict=True)}


def nearly(session: "Session", settings: "Settings", where: Json, now: int) -> "Nearly":
    """Who fails only one of the conditions; raises ``DefinitionRefused``."""
    from shopmail.segments import nearly as near

    return near.nearly(session, definition_of(session, where), settings, now)


def explained(session: "Session", settings: "Settings", where: Json, email: str, now: int) -> "Explanation":
    """The answer for one person, condition by condition; raises ``DefinitionRefused``."""
    from shopmail.segments.explaining import explain

    return explain(session, definition_of(session, where), email, settings, now)


def found(session: "Session", words: str, now: int) -> tuple[Person, ...]:
    """The first people whom a search finds."""
    from shopmail.contacts.listing import Query, page

    return tuple(Person(row.email, row.name) for row in page(session, Query(search=words), 0, _SAMPLE, now))


def suggested(session: "Session", rule: str, typed: str) -> tuple[str, ...]:
    """Values that people have, the most frequent first."""
    from shopmail.segments.suggesting import values

    return values(session, rule, typed)


def keep(shop: "Shop", segment_id: int | None, name: str, where: Json) -> "Saved":
    """Save it; raises ``InputRefused`` for a name that can't be, and ``DefinitionRefused``."""
    from shopmail.segments import saving

    return saving.keep(shop, segment_id, name, as_text(where))


def rename(shop: "Shop", segment_id: int, name: str) -> str:
    """Call it so; raises ``InputRefused`` for a name that can't be."""
    from shopmail.segments import saving

    return saving.rename(shop, segment_id, name)


def as_text(where: Json) -> str:
    """The definition as JSON."""
    return json.dumps(_whole(where), ensure_ascii=False)


def _whole(where: Json) -> Json:
    return {"version": 1, "where": where}


def _templates() -> tuple[tuple[str, str], ...]:
    from shopmail.segments.templates import TEMPLATES

    return tuple((one.key, one.heading) for one in TEMPLATES)


def _begun(key: str) -> Json:
    from shopmail.segments.templates import find

    found = find(key)
    return found.where if found else {"all": []}
