"""Random files, one after the other: every count adds up, and everybody stands as the table says.

What a row says is told again here in plain Python; what all of it adds up to, in the reference of the ledger.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from shopmail.clock import iso
from shopmail.consent import mailable
from shopmail.importing.request import Mode
from shopmail.model import Act, ConsentEntry, Contact, ImportKind, Reason, Suppression
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_shop, a_source
from tests.consent.test_any_history import Reference
from tests.importing.imports import imported, told

RULES = ("not-required", None, "required")
"""From lenient to strict: of two sign-ups at the same moment the stricter source counts."""
HEADER = "email,city,status,confirmed,signed up,order\n"
MAPS = [
    "city=city",
    "status=status",
    "confirmed=confirmed_at",
    "signed up=signed_up_at",
    "order=order_number",
]
REFUSALS = {"unsubscribed": Reason.LEFT, "bounced": Reason.CAME_BACK, "complained": Reason.COMPLAINED}
NUMBERS = count()


class Row(NamedTuple):
    person: int
    capitals: bool
    city: str
    status: str
    confirmed: int | None
    signed_up: int | None
    order: str

    def text(self, example: int) -> str:
        email = f"p{self.person}@e{example}.example.com"
        dates = ("" if day is None else iso(_moment(day)) for day in (self.confirmed, self.signed_up))
        return ",".join(
            (email.upper() if self.capitals else email, self.city, self.status, *dates, self.order)
        )


class File(NamedTuple):
    kind: ImportKind
    rule: int
    mode: Mode
    rows: list[Row]


@dataclass
class Person:
    """What has been shown of one person, and whether the list holds them."""

    listed: bool = False
    shown: set[tuple[Act, ImportKind, int, int]] = field(default_factory=set)
    refused: set[Reason] = field(default_factory=set)

    def why_not(self, required: bool) -> str | None:
        reference = Reference(required=required, rule_of=list(RULES))
        for act, kind, at, rule in sorted(self.shown, key=lambda each: each[3]):
            reference.shows(act, kind, at, rule)
        for reason in self.refused:
            reference.refuses(reason, NOON)
        return reference.why_not()


def _moment(days: int) -> int:
    return NOON - days * DAY


def said(kind: ImportKind, row: Row) -> Reason | tuple[Act, int] | None:
    """The table of section "who may be mailed", for one row."""
    if row.status in REFUSALS:
        return REFUSALS[row.status]
    if kind is ImportKind.DO_NOT_MAIL:
        return Reason.LEFT
    if row.status == "no":
        return Act.DECLINED, 0
    if kind is ImportKind.CUSTOMERS:
        return (Act.ORDERED, 0) if row.order else None
    if row.status == "confirmed" and row.confirmed is not None:
        return Act.CONFIRMED, _moment(row.confirmed)
    if kind is ImportKind.OLD_LIST or row.status == "kvak":
        return None
    signed_up = 0 if row.signed_up is None else _moment(row.signed_up)
    return {
        "confirmed": (Act.CONFIRMED_UNDATED, 0),
        "pending": (Act.ASKED, 0),
    }.get(row.status, (Act.SIGNED_UP, signed_up))


def expected(people: dict[int, Person], file: File) -> dict[str, int]:
    """Enter the file into what is known of these people; the counts of those that need no look at fields."""
    before = {number for number, person in people.items() if person.listed}
    for row in file.rows:
        if isinstance(said(file.kind, row), Reason):
            people[row.person].refused.add(said(file.kind, row))  # type: ignore[arg-type]
    named = {row.person for row in file.rows}
    for row in file.rows:
        person = people[row.person]
        person.listed |= file.mode is not Mode.UPDATE_ONLY
        shows = said(file.kind, row)
        left_alone = file.mode is Mode.ADD_ONLY and row.person in before
        if isinstance(shows, tuple) and person.listed and not (left_alone and shows[0] is not Act.DECLINED):
            person.shown.add((shows[0], file.kind, shows[1], file.rule))
    refused = sum(bool(people[number].refused) for number in named)
    strangers = named - before - {number for number in named if people[number].refused}
    return {
        "duplicate": len(file.rows) - len(named),
        "do-not-mail": refused,
        "new": 0 if file.mode is Mode.UPDATE_ONLY else len(strangers),
    }


STATUSES = ("confirmed", "subscribed", "", "pending", "no", "kvak", *REFUSALS)


def some_files(least: int) -> st.SearchStrategy[list[File]]:
    """Files that know a few words only, so that much of the same is said of the same people."""
    return st.lists(st.sampled_from(STATUSES), min_size=1, max_size=3).flatmap(
        lambda words: st.lists(_files(words), min_size=least, max_size=4)
    )


def _files(words: list[str]) -> st.SearchStrategy[File]:
    row = st.builds(
        Row,
        st.integers(0, 1),
        st.booleans(),
        st.sampled_from(("", "Brno")),
        st.sampled_from(words),
        st.sampled_from((None, 1, 2500)),
        st.sampled_from((None, 1)),
        st.sampled_from(("", "1001")),
    )
    kinds = st.sampled_from([*ImportKind, ImportKind.SIGNUPS, ImportKind.SIGNUPS])
    modes = st.sampled_from([*Mode, Mode.ADD_AND_UPDATE, Mode.ADD_AND_UPDATE])
    return st.builds(File, kinds, st.integers(0, 2), modes, st.lists(row, min_size=1, max_size=4))


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with a source for each rule."""
    with a_shop(tmp_path_factory.mktemp("files")) as shop:
        with shop.transaction() as session:
            for rule in RULES:
                a_source(session, f"Source {rule}", double_opt_in=rule)
        yield shop


def _import(shop: Shop, file: File, example: int) -> dict[str, int]:
    text = HEADER + "".join(row.text(example) + "\n" for row in file.rows)
    source = f"Source {RULES[file.rule]}"
    return told(imported(shop, text, file.kind, source_name=source, mode=file.mode, maps=MAPS))


def _reasons(shop: Shop, example: int, required: bool) -> dict[int, str | None]:
    word = "required" if required else "not-required"
    config = shop.change_settings({"consent.double_opt_in": word})
    with shop.reading() as session:
        found = session.execute(
            select(Contact.email_key, mailable.why_not(config, NOON)).where(
                Contact.email_key.endswith(f"@e{example}.example.com")
            )
        )
        return {int(row[0][1]): row[1] for row in found}


def _kept(shop: Shop) -> tuple[set[tuple[object, ...]], int]:
    """The ledger, and how many stand on the do-not-mail list."""
    with shop.reading() as session:
        ledger = {tuple(row) for row in session.execute(select(ConsentEntry.__table__))}
        return ledger, session.scalar(select(func.count(Suppression.id))) or 0


@settings(max_examples=40)
@given(some_files(1))
def test_everybody_stands_as_the_table_says(peopled: Shop, chosen: list[File]) -> None:
    example = next(NUMBERS)
    people = {number: Person() for number in range(2)}
    for file in chosen:
        ledger, refusals = _kept(peopled)
        expectation = expected(people, file)
        found = _import(peopled, file, example)
        assert sum(found.values()) == len(file.rows)
        for word, number in expectation.items():
            assert found.get(word, 0) == number, word
        after, refusals_after = _kept(peopled)
        assert ledger <= after, "evidence is only ever added"
        assert refusals <= refusals_after
        for required in (True, False):
            assert _reasons(peopled, example, required) == {
                number: person.why_not(required) for number, person in people.items() if person.listed
            }
    for file in chosen:
        if file.mode is Mode.ADD_AND_UPDATE:
            assert not {"new", "changed"} & set(_import(peopled, file, example)), "the same file again"
    assert (after, refusals_after) == _kept(peopled)


@settings(max_examples=25)
@given(st.data(), some_files(2))
def test_the_order_of_the_files_does_not_matter(
    peopled: Shop, data: st.DataObject, chosen: list[File]
) -> None:
    chosen = [file._replace(mode=Mode.ADD_AND_UPDATE) for file in chosen]
    answers = []
    for order in (chosen, data.draw(st.permutations(chosen))):
        example = next(NUMBERS)
        for file in order:
            _import(peopled, file, example)
        answers.append([_reasons(peopled, example, required) for required in (True, False)])
    assert answers[0] == answers[1]
