"""Random people and random definitions, drawn from the same few words so that they often meet."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from shopmail.contacts.fields import Field, clean
from shopmail.model import Agreement, DeliveryState, DoubleOptIn, ImportKind, Reason
from shopmail.segments.rules.catalog import RULES
from shopmail.segments.rules.profile import own_field
from shopmail.segments.rules.rule import Kind, Op, Rule
from tests.segments.people import CAMPAIGNS, NOW, OWN_FIELD, SOURCES, TAGS, Person
from tests.segments.reference import TEXT_FIELDS

EVERY_RULE: dict[str, Rule] = {
    rule.key: rule for rule in (*RULES, own_field(Field(OWN_FIELD, "Favourite flower", own=True)))
}

WORDS = (
    "Praha",
    "PRAHA",
    "praha ",
    "Prahá",
    "Žďár nad Sázavou",
    "žĎÁR NAD SÁZAVOU",
    "Москва",
    "мОСКВА",
    "ЁЛКА",
    "Straße",
    "STRASSE",
    "GROẞ",
    "İstanbul",
    "ΣΑΣ σας",
    "ſ",
    "%",
    "_",
    "100%",
    "a_b",
    "a*b",
    "*",
    "?",
    "[x]",
    "]",
    "[^a]",
    "a-z",
    "\\",
    "'; DROP TABLE contact; --",
    '"',
    ":a",
    "{{ x }}",
    "42",
    "0",
    "🌷",
    "e\u0301",
)

texts = st.one_of(st.sampled_from(WORDS), st.text(max_size=4)).map(clean)
asked_texts = texts.filter(bool)
days = st.dates(date(1935, 1, 1), date(2027, 12, 31))
moments = st.one_of(st.integers(NOW - 40 * 86_400, NOW + 2 * 86_400), st.integers(NOW - 3_000 * 86_400, NOW))
emails = st.builds(
    "{}@{}".format, st.sampled_from(("Jana", "PETR", "x_y%")), st.sampled_from(("seznam.cz", "žito.cz"))
)
near_days = st.dates(date(2026, 8, 1), date(2026, 9, 25))


def subsets(values: Any) -> st.SearchStrategy[frozenset[Any]]:
    return st.frozensets(st.sampled_from(tuple(values)), max_size=3)


@st.composite
def people(draw: st.DrawFn) -> Person:
    fields = draw(st.dictionaries(st.sampled_from(TEXT_FIELDS), texts, max_size=4))
    if draw(st.booleans()):
        fields["birth_date"] = draw(st.one_of(days, st.just(date(1988, 2, 29)))).isoformat()
    return Person(
        email=draw(emails),
        fields=fields,
        own=draw(texts),
        tags=draw(subsets(TAGS)),
        source=draw(st.sampled_from((None, *SOURCES))),
        imported_as=draw(subsets(ImportKind)),
        created_at=draw(moments),
        agreement=draw(st.sampled_from(Agreement)),
        agreed_at=draw(st.none() | moments),
        double_opt_in=draw(st.sampled_from(DoubleOptIn)),
        old_list=draw(st.booleans()),
        customer=draw(st.booleans()),
        declined=draw(st.booleans()),
        quarantined=draw(st.integers(0, 4)) == 0,
        suppressed=draw(subsets(Reason)) if draw(st.integers(0, 2)) == 0 else frozenset(),
        sent=draw(st.dictionaries(st.sampled_from(CAMPAIGNS), st.sampled_from(DeliveryState))),
    )


populations = st.lists(people(), max_size=6, unique_by=lambda person: person.email.lower())


def value_for(rule: Rule, op: Op) -> st.SearchStrategy[Any]:
    """A JSON value that the operator takes."""
    words = asked_texts
    if rule.key in ("tag", "source"):
        words = st.one_of(asked_texts, st.sampled_from((*TAGS, *SOURCES, "vip", "web FORM")))
    if rule.key == "email_domain":
        words = st.one_of(asked_texts, st.sampled_from(("seznam.cz", "ŽITO.cz", ".cz")))
    dates = days if rule.key == "birth_date" else st.one_of(days, near_days)
    return {
        Kind.TEXT: words,
        Kind.TEXTS: st.lists(words, min_size=1, max_size=3),
        Kind.DATE: dates.map(date.isoformat),
        Kind.DAYS: st.integers(0, 400),
        Kind.MONTH: st.integers(1, 12),
        Kind.CAMPAIGN: st.integers(1, 3),
        Kind.CHOICE: st.sampled_from(tuple(rule.choices) or ("",)),
        Kind.CHOICES: st.lists(st.sampled_from(tuple(rule.choices) or ("",)), min_size=1, max_size=3),
        Kind.NOTHING: st.none(),
    }[op.takes]


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, Any]:
    rule = draw(st.sampled_from(tuple(EVERY_RULE.values())))
    op = draw(st.sampled_from(rule.ops))
    told: dict[str, Any] = {"rule": rule.key, "op": op.name}
    if op.takes is not Kind.NOTHING:
        told["value"] = draw(value_for(rule, op))
    return told


trees = st.recursive(
    conditions(),
    lambda inner: st.one_of(
        st.fixed_dictionaries({"all": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"any": st.lists(inner, max_size=3)}),
        st.fixed_dictionaries({"not": inner}),
        st.fixed_dictionaries({"off": inner}),
    ),
    max_leaves=6,
)
"""JSON trees, with parts that are off."""
