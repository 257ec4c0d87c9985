"""Rules for a source: planned by doing and taking back, and never a way round a refusal."""

from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail import settings as shop_settings
from shopmail.consent import basis, mailable, sources
from shopmail.consent.sources import Effect, Facts, Rule
from shopmail.errors import InputRefused
from shopmail.model import Act, Contact, ImportKind, ImportRun, Origin, Reason, Source, Told
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_shop, a_source, an_entry, an_import

FOLDED = (
    *(Contact.id, Contact.agreement, Contact.agreed_at, Contact.agreed_source_id, Contact.double_opt_in),
    *(Contact.old_list, Contact.customer, Contact.declined, Contact.quarantined),
)


def verdicts(shop: Shop) -> dict[int, str | None]:
    """Everybody's ``WhyNot``."""
    with shop.reading() as session:
        asked = select(Contact.id, mailable.why_not(shop.settings(), shop.clock.now()))
        return dict(session.execute(asked).all())


def columns(shop: Shop) -> list[tuple[object, ...]]:
    """What the ledgers add up to."""
    with shop.reading() as session:
        return [tuple(row) for row in session.execute(select(*FOLDED).order_by(Contact.id))]


def sign_ups(shop: Shop, session: Session, source: Source, how_many: int) -> None:
    """People who signed up at ``source`` and did not confirm."""
    run = an_import(session, source=source)
    for number in range(how_many):
        person = a_contact(session, shop, f"{source.name}{number}@example.com")
        person.source_id = source.id
        an_entry(session, person, Act.SIGNED_UP, run=run)


def test_sources_are_listed_by_name_with_their_people(shop: Shop) -> None:
    with shop.transaction() as session:
        sign_ups(shop, session, a_source(session, "web"), 2)
        a_source(session, "Counter", Origin.COUNTER, double_opt_in="not-required")
    with shop.reading() as session:
        counter, web = sources.listed(session)
    assert (counter.name, counter.origin, counter.rule) == ("Counter", "counter", Rule.NOT_REQUIRED)
    assert (counter.people, counter.agreed) == (0, 0)
    assert (web.rule, web.people, web.agreed) == (Rule.AS_THE_SHOP, 2, 2)
    assert (web.captcha, web.confirmed_there) == (Told.UNKNOWN, Told.UNKNOWN)


def test_a_source_that_is_gone_is_told(shop: Shop) -> None:
    with shop.transaction() as session:
        gone = a_source(session, "web").id + 1
    for act in (sources.planned_rule, sources.set_rule):
        with pytest.raises(InputRefused, match="not there any more"):
            act(shop, gone, Rule.REQUIRED)


def test_a_source_is_found_by_its_name(session: Session) -> None:
    web, counter = a_source(session, "Web"), a_source(session, "web")
    assert sources.named(session, "web") == counter.id
    assert sources.named(session, "Web") == web.id
    assert sources.named(session, " WEB ") == web.id
    with pytest.raises(InputRefused, match="Web, web"):
        sources.named(session, "Fair")


def test_without_a_source_none_is_found(session: Session) -> None:
    with pytest.raises(InputRefused, match="first import"):
        sources.named(session, "Fair")


def test_a_plan_changes_nothing_and_setting_comes_to_the_same(shop: Shop) -> None:
    with shop.transaction() as session:
        web = a_source(session, "web")
        sign_ups(shop, session, web, 3)
        sign_ups(shop, session, a_source(session, "fair"), 2)
    before = columns(shop)
    planned = sources.planned_rule(shop, web.id, Rule.NOT_REQUIRED)
    assert planned == Effect(gained=3, lost=0)
    assert not planned.nobody
    assert columns(shop) == before
    assert set(verdicts(shop).values()) == {"not-confirmed"}
    assert sources.set_rule(shop, web.id, Rule.NOT_REQUIRED).effect == planned
    assert [why for why in verdicts(shop).values() if why is None] == [None] * 3
    taken_back = sources.set_rule(shop, web.id, Rule.AS_THE_SHOP)
    assert (taken_back.before, taken_back.effect) == (Rule.NOT_REQUIRED, Effect(gained=0, lost=3))
    assert columns(shop) == before


def test_the_same_rule_again_concerns_nobody(shop: Shop) -> None:
    with shop.transaction() as session:
        web = a_source(session, "web", double_opt_in="required")
        sign_ups(shop, session, web, 1)
    assert sources.planned_rule(shop, web.id, Rule.REQUIRED).nobody


def test_who_signed_up_at_two_places_at_once_keeps_the_stricter_rule(shop: Shop) -> None:
    with shop.transaction() as session:
        web, fair = a_source(session, "web", double_opt_in="not-required"), a_source(session, "fair")
        person = a_contact(session, shop)
        for source in (web, fair):
            an_entry(session, person, Act.SIGNED_UP, NOON, an_import(session, source=source))
    assert verdicts(shop) == {person.id: "not-confirmed"}
    effect = sources.set_rule(shop, fair.id, Rule.NOT_REQUIRED).effect
    assert effect == Effect(gained=1, lost=0)
    assert verdicts(shop) == {person.id: None}
    assert sources.set_rule(shop, web.id, Rule.REQUIRED).effect == Effect(gained=0, lost=1)
    with shop.reading() as session:
        assert session.get_one(Contact, person.id).agreed_source_id == web.id


def test_the_rule_of_the_shop_is_planned_for_all_sources_without_one(shop: Shop) -> None:
    with shop.transaction() as session:
        sign_ups(shop, session, a_source(session, "web"), 3)
        sign_ups(shop, session, a_source(session, "form", double_opt_in="required"), 2)
        a_refusal(session, shop, "web0@example.com")
    with shop.reading() as session:
        wanted = shop_settings.changed(shop.settings(), "consent.double_opt_in", "not-required")
        assert sources.planned_settings(session, wanted, NOON) == Effect(gained=2, lost=0)
        assert sources.planned_settings(session, shop.settings(), NOON).nobody


def test_a_lower_age_limit_is_planned_too(shop: Shop) -> None:
    with shop.transaction() as session:
        person = a_contact(session, shop)
        an_entry(session, person, Act.CONFIRMED, NOON - 400 * DAY, an_import(session, ImportKind.OLD_LIST))
    with shop.reading() as session:
        wanted = shop_settings.changed(shop.settings(), "consent.age_limit_months", "12")
        assert sources.planned_settings(session, wanted, NOON) == Effect(gained=0, lost=1)


def test_what_is_known_of_a_form_is_noted(shop: Shop) -> None:
    with shop.transaction() as session:
        web = a_source(session, "web")
    did = sources.set_rule(shop, web.id, Rule.AS_THE_SHOP, Facts(Told.YES, Told.NO))
    assert did.facts_before == Facts(Told.UNKNOWN, Told.UNKNOWN)
    assert did.effect.nobody
    with shop.reading() as session:
        (line,) = sources.listed(session)
    assert (line.captcha, line.confirmed_there) == (Told.YES, Told.NO)


# ---- random ledgers -------------------------------------------------------------------------------

RULES = (None, "required", "not-required")
NUMBERS = count()


@pytest.fixture(scope="module")
def peopled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shop, list[ImportRun]]]:
    """A shop with three sources, and imports of two kinds from each."""
    with a_shop(tmp_path_factory.mktemp("rules")) as shop:
        with shop.transaction() as session:
            places = [a_source(session, f"Source {number}") for number in range(3)]
            kinds = (ImportKind.SIGNUPS, ImportKind.OLD_LIST)
            runs = [an_import(session, kind, place) for place in places for kind in kinds]
        yield shop, runs


said = st.tuples(
    st.sampled_from([act for act in Act if act not in (Act.LEFT, Act.CAME_BACK, Act.COMPLAINED)]),
    st.integers(0, 5),
    st.sampled_from([0, 1, 2500]),
)
person = st.tuples(st.lists(said, max_size=4), st.sampled_from([None, *Reason]), st.booleans())
orders = st.lists(st.tuples(st.integers(0, 2), st.sampled_from(Rule)), min_size=1, max_size=2)


@given(people=st.lists(person, min_size=1, max_size=4), orders=orders, free=st.booleans())
def test_no_rule_is_a_way_round_a_refusal(
    peopled: tuple[Shop, list[ImportRun]],
    people: list[tuple[list[tuple[Act, int, int]], Reason | None, bool]],
    orders: list[tuple[int, Rule]],
    free: bool,
) -> None:
    shop, runs = peopled
    shop.change_settings({"consent.double_opt_in": "not-required" if free else "required"})
    refused: set[int] = set()
    with shop.transaction() as session:
        for acts, refusal, set_aside in people:
            contact = a_contact(session, shop, f"p{next(NUMBERS)}@example.com")
            for act, run, days in acts:
                an_entry(session, contact, act, NOON - days * DAY, runs[run])
            contact.quarantined = set_aside
            if refusal:
                a_refusal(session, shop, contact.email, refusal)
            if refusal or set_aside or contact.declined:
                refused.add(contact.id)
    for place, rule in orders:
        source_id = runs[2 * place].source_id
        assert source_id is not None
        before, planned = verdicts(shop), sources.planned_rule(shop, source_id, rule)
        assert verdicts(shop) == before
        assert sources.set_rule(shop, source_id, rule).effect == planned == effect_of(before, verdicts(shop))
        after = verdicts(shop)
        assert not [id_ for id_ in refused if after[id_] is None]
        folded = columns(shop)
        with shop.transaction() as session:
            basis.refold(session, select(Contact.id))
        assert columns(shop) == folded, "every ledger that the rule may change was folded anew"


def effect_of(before: dict[int, str | None], after: dict[int, str | None]) -> Effect:
    """The effect, counted person by person."""
    gained = sum(after[id_] is None and why is not None for id_, why in before.items())
    return Effect(gained, sum(after[id_] is not None and why is None for id_, why in before.items()))
