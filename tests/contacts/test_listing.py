"""The list: searched, filtered, sorted, cut into pages; the same people as a plain look at everyone."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from msgspec import Struct
from sqlalchemy import insert, select

from shopmail.consent.mailable import Standing, WhyNot
from shopmail.consent.suppressing import address_hash
from shopmail.contacts import listing, search
from shopmail.contacts.listing import Query, Row, Sort
from shopmail.contacts.ordering import city_order, name_order
from shopmail.model import Act, Contact, Reason
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_shop

PEOPLE = listing._HEAD + listing._HITS_TO_SORT // 2
SEARCHES = ("", "example", "novák00 shop")
STANDINGS = (None, Standing.CAN_BE_MAILED, Standing.RESTING)


class Plain(Struct, frozen=True):
    """A person with all that the list could be sorted by, looked at the plain way."""

    row: Row
    keys: dict[str, bytes | str | int]


class Filled(Struct, frozen=True):
    """A shop with more people than the head of the list, and all of them."""

    shop: Shop
    people: list[Plain]

    def expected(self, query: Query) -> list[Row]:
        words = query.search.lower().split()
        found = [
            person
            for person in self.people
            if query.standing in (None, person.row.standing)
            and all(word in f"{person.row.name} {person.row.email}".lower() for word in words)
        ]
        found.sort(key=lambda person: (person.keys[query.sort], person.row.id), reverse=query.descending)
        return [person.row for person in found]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Filled]:
    with a_shop(tmp_path_factory.mktemp("filled")) as shop:
        fill(shop)
        with shop.reading() as session:
            rows = {row.id: row for row in listing.rows(session, range(1, PEOPLE + 1), NOON)}
            people = [
                Plain(
                    rows[one.id],
                    {
                        "name": one.name_order,
                        "email": one.email_key,
                        "city": one.city_order,
                        "added": one.created_at,
                    },
                )
                for one in session.scalars(select(Contact))
            ]
        yield Filled(shop, people)


def fill(shop: Shop) -> None:
    values = []
    for number in range(PEOPLE):
        email = f"p{number:04}@{'shop.' * (number % 3 == 0)}example.com"
        first, city = ("Jana", "Petr", "")[number % 3], ("Cheb", "Čáslav", "Písek", "")[number % 4]
        last = f"Novák{number * 7919 % PEOPLE:04}" if number % 5 else ""
        values.append(
            {
                "email": email,
                "email_key": email,
                "address_hash": address_hash(shop.address_key, email),
                "first_name": first,
                "last_name": last,
                "city": city,
                "name_order": name_order(last, first, email),
                "city_order": city_order(city),
                "created_at": NOON - number % 50 * DAY,
                "updated_at": NOON,
                "customer": number % 2 == 0,
                "quarantined": number % 11 == 10,
            }
        )
    with shop.transaction() as session:
        session.execute(insert(Contact), values)
        for number in range(0, PEOPLE, 19):
            a_refusal(session, shop, str(values[number]["email"]))


@pytest.mark.parametrize(
    ("sort", "descending"),
    [("name", False), ("name", True), ("email", False), ("city", True), ("added", False)],
)
def test_every_page_is_that_of_the_plain_way(filled: Filled, sort: Sort, descending: bool) -> None:
    for standing, searched in product(STANDINGS, SEARCHES):
        query = Query(searched, standing, sort, descending)
        expected = filled.expected(query)
        with filled.shop.reading() as session:
            assert listing.count(session, query, NOON) == len(expected), query
            assert list(listing.ids(session, query, NOON)) == [row.id for row in expected], query
            for offset, limit in ((15, 20), (max(0, len(expected) - 3), 20)):
                found = listing.page(session, query, offset, limit, NOON)
                assert found == expected[offset : offset + limit], (query, offset)


def test_a_segment_is_one_more_filter(filled: Filled) -> None:
    segment = select(Contact.id).where(Contact.city == "Písek", Contact.customer)
    query = Query("jana", segment=segment)
    with filled.shop.reading() as session:
        wanted = set(session.scalars(segment))
        expected = [row for row in filled.expected(Query("jana")) if row.id in wanted]
        assert expected
        assert listing.page(session, query, 0, 30, NOON) == expected[:30]
        assert listing.count(session, query, NOON) == len(expected)


@pytest.mark.parametrize("searched", ["", "jana", "nobody"])
def test_the_counts_by_standing_add_up(filled: Filled, searched: str) -> None:
    with filled.shop.reading() as session:
        counts = listing.counts_by_standing(session, Query(searched, standing=Standing.WAITING), NOON)
    assert counts == {
        standing: len(filled.expected(Query(searched, standing=standing))) for standing in Standing
    }


def test_a_row_says_who_and_why_not(shop: Shop) -> None:
    with shop.transaction() as session:
        jana = a_contact(
            session, shop, acts=(Act.CONFIRMED,), first_name="Jana", last_name="Malá", city="Písek"
        )
        petr = a_contact(session, shop, "petr@example.com")
        eva = a_contact(session, shop, "eva@example.com", last_name="Bílá")
        a_refusal(session, shop, "eva@example.com", Reason.COMPLAINED)
        assert listing.page(session, Query(), 0, 9, NOON) == [
            Row(eva.id, "eva@example.com", "Bílá", "", Standing.MUST_NOT, WhyNot.COMPLAINED, NOON),
            Row(jana.id, "jana@example.com", "Jana Malá", "Písek", Standing.CAN_BE_MAILED, None, NOON),
            Row(petr.id, "petr@example.com", "", "", Standing.WAITING, WhyNot.NO_BASIS, NOON),
        ]


def test_who_is_gone_is_left_out_of_the_rows(filled: Filled) -> None:
    with filled.shop.reading() as session:
        found = listing.rows(session, [3, PEOPLE + 7, 1], NOON)
    assert [row.id for row in found] == [3, 1]


@pytest.mark.parametrize(
    ("typed", "finds"),
    [
        ("dvorak", True),
        ("DVOŘ", True),
        ("jiří dvořák", True),
        ("dvořák jiř", True),
        ("jirka@exam", True),
        ("jirka.dvorak", True),
        ("+420 777", True),
        ("ceske bud", True),
        ("prefers roses", True),
        ("vorak", False),
        ("dvořák OR nobody", False),
        ('"', False),
        ("*", False),
    ],
)
def test_the_words_typed_begin_words_of_the_person(shop: Shop, typed: str, finds: bool) -> None:
    with shop.transaction() as session:
        a_contact(
            session,
            shop,
            "jirka@example.com",
            first_name="Jiří",
            last_name="Dvořák",
            phone="+420 777 123",
            city="České Budějovice",
            note="prefers roses",
        )
        assert bool(listing.page(session, Query(typed), 0, 9, NOON)) is finds


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        ("jana NEAR(x) -y", '"jana"* AND "NEAR"* AND "x"* AND "y"*'),
        ('first_name:"a" OR b*', '"first"* AND "name"* AND "a"* AND "OR"* AND "b"*'),
        ("e\u0301va eva", '"éva"* AND "eva"*'),
        ("a a a", '"a"*'),
        ("x" * 99, f'"{"x" * 64}"*'),
        ("a𞤀b", '"a"*'),
        ("𞤀", None),
        ("-- ;", None),
    ],
)
def test_what_is_typed_is_only_ever_words(typed: str, question: str | None) -> None:
    assert search.expression(typed) == question


@given(typed=st.text(max_size=40))
@example(typed='" OR 1=1 --')
@example(typed="a\u0300\u0e31b")
def test_nothing_typed_breaks_the_search(filled: Filled, typed: str) -> None:
    with filled.shop.reading() as session:
        found = listing.count(session, Query(typed), NOON)
        assert len(listing.page(session, Query(typed), 0, 5, NOON)) == min(found, 5)
