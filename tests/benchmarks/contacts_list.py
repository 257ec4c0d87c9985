"""How long the list of contacts takes over a million people, beside the same over a table of forty.

Run ``python -m tests.benchmarks.contacts_list [PEOPLE]``. For each question: CPU milliseconds (median of
five, the two shops asked in turns) and the ratio to the small shop. CPU time, because the host is shared.
Below, the acts on everybody at once, each done once and taken back by the next.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from shopmail.consent.mailable import Standing
from shopmail.consent.suppressing import address_hash
from shopmail.contacts import bulk, listing
from shopmail.contacts.bulk import Chosen
from shopmail.contacts.listing import Query
from shopmail.contacts.ordering import city_order, name_order
from shopmail.model import Contact
from shopmail.storage.shop import Shop

PEOPLE, FEW, ROUNDS, BATCH = 1_000_000, 40, 5, 20_000
NOW = 1_790_000_000
FIRST = ("Jana", "Petr", "Anna", "Jiří", "Eva", "Tomáš", "Lucie", "Иван", "Ольга", "Čeněk")
LAST = (
    "Novák",
    "Svoboda",
    "Dvořák",
    "Černý",
    "Procházka",
    "Kučera",
    "Horák",
    "Růžička",
    "Řezník",
    "Chalupa",
    "Иванов",
    "Müller",
)
CITY = ("Praha", "Brno", "Ostrava", "Cheb", "Chrudim", "Řevnice", "Москва", "Berlin", "")
DOMAINS = ("example.com", "example.org", "mail.example.com")

Question = Callable[[Session, int], object]
"""Asked of a session, told how many people there are."""


def page(query: Query, place: float = 0.0, limit: int = 50) -> Question:
    """The page that begins at this share of the list."""
    return lambda session, people: listing.page(session, query, int(place * (people - limit)), limit, NOW)


QUESTIONS: tuple[tuple[str, Question], ...] = (
    ("first page by name", page(Query())),
    ("middle, by name", page(Query(), 0.5)),
    ("end, by name", page(Query(), 1.0)),
    ("end, by address", page(Query(sort="email"), 1.0)),
    ("end, by city", page(Query(sort="city"), 1.0)),
    ("end, newest first", page(Query(sort="added", descending=True), 1.0)),
    ("count", lambda session, _people: listing.count(session, Query(), NOW)),
    ("search, one person", page(Query("p12"))),
    ("search, 8 % of all", page(Query("růžička"))),
    ("search, two words", page(Query("jana example"))),
    ("search, everybody", page(Query("example"))),
    ("search, everybody, middle", page(Query("example"), 0.5)),
    (
        "count of a search for everybody",
        lambda session, _people: listing.count(session, Query("example"), NOW),
    ),
    ("first page, can be mailed", page(Query(standing=Standing.CAN_BE_MAILED))),
    ("first page, must not be mailed", page(Query(standing=Standing.MUST_NOT))),
    ("first page, resting (nobody)", page(Query(standing=Standing.RESTING))),
    ("counts by standing", lambda session, _people: listing.counts_by_standing(session, Query(), NOW)),
    ("all ids, by name", lambda session, _people: listing.ids(session, Query(), NOW)),
)


def main() -> None:
    """Build both shops, ask both, print the table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with (
        tempfile.TemporaryDirectory() as folder,
        built(Path(folder) / "many", people) as many,
        built(Path(folder) / "few", FEW) as few,
    ):
        print(f"{people:,} people\n{'':<34}{'ms':>9}{'× of ' + str(FEW):>12}")  # noqa: T201 - this is the report
        for name, question in QUESTIONS:
            asked = [(cpu(many, question, people), cpu(few, question, FEW)) for _round in range(ROUNDS)]
            long, short = (median(times) for times in zip(*asked, strict=True))
            print(f"{name:<34}{long:>9.1f}{long / short:>12.1f}")  # noqa: T201
        for name, took in acts(many):
            print(f"{name:<34}{took:>9.1f}")  # noqa: T201


def cpu(shop: Shop, question: Question, people: int) -> float:
    """CPU milliseconds of one answer."""
    with shop.reading() as session:
        began = time.process_time()
        question(session, people)
        return (time.process_time() - began) * 1000


def acts(shop: Shop) -> Iterator[tuple[str, float]]:
    """Each act on everybody, and its CPU milliseconds."""
    everybody = Chosen(query=Query())
    yield timed("tag everybody", lambda: bulk.tag(shop, everybody, "VIP"))
    yield timed("take the tag off everybody", lambda: bulk.untag(shop, everybody, "VIP"))
    with shop.reading() as session:
        yield timed("plan: nobody may mail them", lambda: bulk.planned_unsubscribe(session, everybody, NOW))
    entered: list[bulk.Entered] = []
    yield timed("enter everybody as left", lambda: entered.append(bulk.unsubscribe(shop, everybody, "")))
    yield timed("take that back", lambda: bulk.take_back(shop, entered[0]))


def timed(name: str, act: Callable[[], object]) -> tuple[str, float]:
    """``name`` and the CPU milliseconds that ``act`` takes."""
    began = time.process_time()
    act()
    return name, (time.process_time() - began) * 1000


def built(folder: Path, people: int) -> Shop:
    """A shop of made-up people: two thirds confirmed, 4 % on the do-not-mail ledger."""
    shop = Shop(folder / "shop.shopmail")
    rows = made_up(people, shop.address_key)
    with shop.transaction() as session:
        while batch := list(islice(rows, BATCH)):
            session.connection().execute(insert(Contact), batch)
        session.execute(
            text(
                """INSERT INTO suppression (address_hash, email, reason, way, at, recorded_at)
                SELECT address_hash, email_key, 'left', 'link', created_at, created_at
                FROM contact WHERE id % 25 = 0"""
            )
        )
    return shop


def made_up(people: int, address_key: bytes) -> Iterator[dict[str, Any]]:
    """The rows; the same ones in every run."""
    chance = random.Random(20261122)
    for number in range(people):
        first = chance.choice(FIRST)
        last = chance.choice(LAST) + chance.choice(("", "", str(number % 977)))
        email = f"p{number}@{chance.choice(DOMAINS)}"
        city = chance.choice(CITY)
        yield {
            "email": email,
            "email_key": email,
            "address_hash": address_hash(address_key, email),
            "first_name": first,
            "last_name": last,
            "city": city,
            "name_order": name_order(last, first, email),
            "city_order": city_order(city),
            "created_at": NOW - chance.randrange(5 * 365 * 86_400),
            "updated_at": NOW,
            "agreement": "proven" if number % 3 else "imported",
            "double_opt_in": "confirmed" if number % 3 else "not-asked",
        }


if __name__ == "__main__":
    main()
