"""Random lives of a person: after every step the verdict is that of the table, told again in plain Python.

The reference below is written from the table and its rules alone, and knows nothing of columns, folds or SQL.
Where the table leaves two rows to one person, the reading is the one that mails less.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shopmail.clock import local_day, start_of_day
from shopmail.consent import mailable, sources
from shopmail.consent.sources import Rule
from shopmail.contacts import bulk, editing
from shopmail.errors import InputRefused
from shopmail.model import Act, Contact, ImportKind, ImportRun, Reason, Source
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_shop, a_source, an_entry, an_import

ZONE = "Europe/Prague"
TODAY = local_day(NOON, ZONE)
MONTH = 30.44 * DAY
RULES = (None, "required", "not-required")
SHOWN = {
    ImportKind.SIGNUPS: (Act.CONFIRMED, Act.CONFIRMED_UNDATED, Act.SIGNED_UP, Act.ASKED, Act.DECLINED),
    ImportKind.CUSTOMERS: (Act.ORDERED, Act.DECLINED),
    ImportKind.OLD_LIST: (Act.CONFIRMED, Act.DECLINED),
}
"""What a row of each kind of import can be evidence of."""


@dataclass
class Reference:
    """What is known of one person, and of the shop's rules."""

    required: bool = True
    age_limit: int = 60
    set_aside: bool = False
    acts: set[Act] = field(default_factory=set)
    proofs: list[int] = field(default_factory=list)
    old_proofs: list[int] = field(default_factory=list)
    sign_ups: dict[int, int] = field(default_factory=dict)
    """When -> at which source."""
    rule_of: list[str | None] = field(default_factory=lambda: list(RULES))
    agreed: list[int] = field(default_factory=list)
    standing: dict[Reason, int] = field(default_factory=dict)
    slip: bool = False
    """Whether nobody but the owner, by hand, has said that the person left."""

    def shows(self, act: Act, kind: ImportKind, at: int, source: int) -> None:
        self.acts.add(act)
        if act is Act.CONFIRMED:
            (self.old_proofs if kind is ImportKind.OLD_LIST else self.proofs).append(at)
        if act is Act.SIGNED_UP:
            self.sign_ups[at] = source

    def refuses(self, reason: Reason, at: int) -> None:
        if reason in self.standing:
            self.standing[reason] = max(at, self.standing[reason])
        elif not any(agreed > at for agreed in self.agreed):
            self.standing[reason] = at
        if reason is Reason.LEFT:
            self.slip = False

    def entered_by_hand(self) -> None:
        slip = self.slip or Reason.LEFT not in self.standing
        self.refuses(Reason.LEFT, NOON)
        self.slip = slip

    def taken_back(self) -> None:
        if self.slip:
            del self.standing[Reason.LEFT]
        self.slip = False

    def agrees(self, on: date) -> bool:
        """Whether the record is taken."""
        start, last = start_of_day(on, ZONE), max(self.standing.values(), default=-1)
        if last >= start and not (on == TODAY and last <= NOON):
            return False
        self.agreed.append(start if last < start else min(NOON, last + 1))
        self.standing.clear()
        self.slip = False
        return True

    def why_not(self) -> str | None:
        for reason in (Reason.COMPLAINED, Reason.LEFT, Reason.CAME_BACK):
            if reason in self.standing:
                return reason.value
        if self.set_aside:
            return "quarantined"
        too_old = max(self.old_proofs, default=NOON) < NOON - int(self.age_limit * MONTH)
        if self.agreed or self.proofs or (self.old_proofs and not too_old):
            return None
        if Act.DECLINED in self.acts and not self.old_proofs:
            return "said-no"
        if Act.ORDERED in self.acts:
            return None
        if self.old_proofs:
            return "too-old"
        if Act.ASKED in self.acts:
            return "waiting-for-answer"
        return self._why_not_without_proof()

    def _why_not_without_proof(self) -> str | None:
        if self.sign_ups:
            rule = self.rule_of[self.sign_ups[max(self.sign_ups)]]
            required = self.required if rule is None else rule == "required"
            return "not-confirmed" if required else None
        return "no-proof-of-when" if Act.CONFIRMED_UNDATED in self.acts else "no-basis"


class Life:
    """One person in a real shop file, led step by step beside the reference."""

    def __init__(self, shop: Shop, number: int) -> None:
        self.shop, self.email, self.expected = shop, f"p{number}@example.com", Reference()
        shop.change_settings({"consent.double_opt_in": "required", "consent.age_limit_months": "60"})
        self.entered: list[bulk.Entered] = []
        with shop.transaction() as session:
            for place, rule in enumerate(RULES):
                session.get_one(Source, SOURCES[place]).double_opt_in = rule
            self.id = a_contact(session, shop, self.email).id

    def shows(self, what: tuple[ImportKind, Act], days: int, source: int) -> None:
        kind, act = what
        at = NOON - days * DAY - len(self.expected.sign_ups) - 1
        with self.shop.transaction() as session:
            contact = session.get_one(Contact, self.id)
            run = session.get_one(ImportRun, RUNS[kind, source])
            an_entry(session, contact, act, None if act is Act.CONFIRMED_UNDATED else at, run)
        self.expected.shows(act, kind, at, source)

    def refuses(self, reason: Reason, days: int) -> None:
        with self.shop.transaction() as session:
            a_refusal(session, self.shop, self.email, reason, at=NOON - days * DAY)
        self.expected.refuses(reason, NOON - days * DAY)

    def entered_by_hand(self) -> None:
        self.entered.append(bulk.unsubscribe(self.shop, bulk.Chosen(ids=(self.id,)), ""))
        self.expected.entered_by_hand()

    def taken_back(self) -> None:
        for entered in self.entered:
            bulk.take_back(self.shop, entered)
        self.expected.taken_back()

    def agrees(self, days: int) -> None:
        on = TODAY - timedelta(days=days)
        if self.expected.agrees(on):
            editing.agreed(self.shop, self.email, on, "signed paper", "Eva")
        else:
            with pytest.raises(InputRefused):
                editing.agreed(self.shop, self.email, on, "signed paper", "Eva")

    def set_aside(self, wanted: bool) -> None:
        with self.shop.transaction() as session:
            session.get_one(Contact, self.id).quarantined = wanted
        self.expected.set_aside = wanted

    def rules(self, required: bool, age_limit: int) -> None:
        word = "required" if required else "not-required"
        self.shop.change_settings({"consent.double_opt_in": word, "consent.age_limit_months": str(age_limit)})
        self.expected.required, self.expected.age_limit = required, age_limit

    def source_rule(self, source: int, rule: int) -> None:
        sources.set_rule(self.shop, SOURCES[source], Rule(RULES[rule] or "as-the-shop"))
        self.expected.rule_of[source] = RULES[rule]

    def why_not(self) -> str | None:
        with self.shop.reading() as session:
            return mailable.judge(session, self.id, self.shop.settings(), NOON).why_not


RUNS: dict[tuple[ImportKind, int], int] = {}
SOURCES: dict[int, int] = {}
NUMBERS = count()


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop with a source for each rule, and an import of each kind from each."""
    with a_shop(tmp_path_factory.mktemp("lives")) as shop:
        with shop.transaction() as session:
            for place, rule in enumerate(RULES):
                source = a_source(session, f"Source {rule}", double_opt_in=rule)
                SOURCES[place] = source.id
                RUNS.update({(kind, place): an_import(session, kind, source).id for kind in SHOWN})
        yield shop


days = st.integers(0, 6) | st.integers(300, 2500)
evidence = st.sampled_from([(kind, act) for kind, acts in SHOWN.items() for act in acts])
step = st.one_of(
    st.tuples(st.just("shows"), evidence, days, st.integers(0, 2)),
    st.tuples(st.just("refuses"), st.sampled_from(Reason), days),
    st.tuples(st.just("entered_by_hand")),
    st.tuples(st.just("taken_back")),
    st.tuples(st.just("source_rule"), st.integers(0, 2), st.integers(0, 2)),
    st.tuples(st.just("agrees"), days),
    st.tuples(st.just("set_aside"), st.booleans()),
    st.tuples(st.just("rules"), st.booleans(), st.sampled_from([12, 60, 100])),
)


slips = st.one_of(
    st.tuples(st.just("entered_by_hand")),
    st.tuples(st.just("taken_back")),
    st.tuples(st.just("refuses"), st.sampled_from((Reason.LEFT, Reason.COMPLAINED)), st.integers(0, 2)),
    st.tuples(st.just("agrees"), st.integers(0, 2)),
)


def lead(life: Life, steps: list[tuple[Any, ...]]) -> None:
    """Each step ends in the verdict of the reference."""
    for name, *values in steps:
        refused_before = set(life.expected.standing) - ({Reason.LEFT} if life.expected.slip else set())
        getattr(life, name)(*values)
        assert life.why_not() == life.expected.why_not(), (name, values)
        if refused_before and name != "agrees":
            assert life.why_not() in set(Reason), (
                "nothing but a fresh agreement lifts a refusal that is no slip"
            )


@given(steps=st.lists(step, min_size=2, max_size=10))
def test_every_step_ends_in_the_verdict_of_the_table(peopled: Shop, steps: list[tuple[Any, ...]]) -> None:
    lead(Life(peopled, next(NUMBERS)), steps)


@settings(max_examples=30)
@given(steps=st.lists(slips, min_size=3, max_size=7))
def test_a_slip_is_taken_back_and_no_refusal_is(peopled: Shop, steps: list[tuple[Any, ...]]) -> None:
    lead(Life(peopled, next(NUMBERS)), steps)
