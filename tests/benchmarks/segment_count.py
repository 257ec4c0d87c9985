"""How long segments take over a million people, beside SQL written by hand, interleaved in the same run.

Run ``python -m tests.benchmarks.segment_count [PEOPLE]``. For each of five segments: CPU milliseconds
of the count of matches, its ratio to the hand-written SQL that gives the same answer, and CPU milliseconds of
the whole count with the reasons of those who can't be mailed.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from shopmail.contacts.fields import add_own
from shopmail.model import (
    Agreement,
    Contact,
    ContactTag,
    DoubleOptIn,
    Origin,
    Reason,
    Source,
    Suppression,
    Tag,
    Way,
)
from shopmail.segments import matching
from shopmail.segments.parsing import from_json
from shopmail.segments.rules import catalog
from shopmail.settings import Settings
from shopmail.storage.shop import Shop

PEOPLE, ROUNDS, BATCH, DAY = 1_000_000, 5, 20_000, 86_400
NOW = 1_790_000_000
CITIES = ("Praha", "PRAHA", "Brno", "Žďár nad Sázavou", "Москва", "Plzeň", "Ostrava", "Olomouc", "Kladno", "")

# Name, definition, the same by hand (letters in the case in which they are stored).
SEGMENTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    (
        "one city",
        {"rule": "city", "op": "is", "value": "žďár nad sázavou"},
        "city = 'Žďár nad Sázavou'",
    ),
    (
        "city, 90 days, confirmed",
        {
            "all": [
                {"rule": "city", "op": "is", "value": "praha"},
                {"rule": "added", "op": "in the last", "value": 90},
                {"rule": "double_opt_in", "op": "is", "value": "confirmed"},
            ]
        },
        "city IN ('Praha', 'PRAHA') AND created_at >= :days90 AND double_opt_in = 'confirmed'",
    ),
    (
        "either of two tags",
        {"rule": "tag", "op": "has any of", "value": ["vip", "loyal"]},
        "EXISTS (SELECT 1 FROM contact_tag t WHERE t.contact_id = contact.id AND t.tag_id IN (1, 2))",
    ),
    (
        "own field, not that source",
        {
            "all": [
                {"rule": "size", "op": "is", "value": "42"},
                {"not": {"rule": "source", "op": "is", "value": "counter"}},
            ]
        },
        "own ->> '$.size' = '42' AND (source_id IS NULL OR source_id <> 2)",
    ),
    (
        "can be mailed",
        {"rule": "standing", "op": "is", "value": "can-be-mailed"},
        "NOT EXISTS (SELECT 1 FROM suppression s WHERE s.address_hash = contact.address_hash"
        " AND s.lifted_at IS NULL) AND NOT quarantined"
        " AND (agreement IN ('proven', 'recorded') AND NOT (old_list AND agreed_at < 1632199040)"
        " OR customer AND NOT declined)",
    ),
)


def main() -> None:
    """Make a shop in a folder of its own, measure, and print a table."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    with tempfile.TemporaryDirectory() as folder, Shop(Path(folder) / "benchmark.shop") as shop:
        with shop.transaction() as session:
            _fill(session, people)
        print(f"{people:,} people; median of {ROUNDS} interleaved rounds, CPU time")  # noqa: T201
        with shop.reading() as session:
            for name, where, by_hand in SEGMENTS:
                print(_measured(session, name, where, by_hand))  # noqa: T201


def _measured(session: Session, name: str, where: dict[str, Any], by_hand: str) -> str:
    settings = Settings()
    definition = from_json({"version": 1, "where": where}, catalog.known(session))
    ours = select(func.count()).select_from(matching.matching(definition, settings, NOW).subquery())
    theirs = text(f"SELECT count(*) FROM contact WHERE {by_hand}")
    since = NOW - NOW % DAY - 90 * DAY - 2 * 3_600  # midnight in Praha in summer, 90 days ago
    bound = {"days90": since} if ":days90" in by_hand else {}
    acts: tuple[Callable[[], Any], ...] = (
        lambda: session.scalar(ours),
        lambda: session.scalar(theirs, bound),
        lambda: matching.count(session, definition, settings, NOW).matches,
    )
    times: list[list[float]] = [[], [], []]
    for _round in range(ROUNDS):
        answers = set()
        for act, spent in zip(acts, times, strict=True):
            start = time.process_time()
            answers.add(act())
            spent.append((time.process_time() - start) * 1_000)
        if len(answers) > 1:
            raise SystemExit(f"{name}: the answers differ: {answers}")
    mine, hand, whole = map(median, times)
    return (
        f"{name:28} {answers.pop():>9,} people  {mine:7.1f} ms  hand {hand:7.1f} ms  "
        f"ratio {mine / hand:4.2f}  with reasons {whole:7.1f} ms"
    )


def _fill(session: Session, people: int) -> None:
    add_own(session, "size", "Size", NOW)
    session.add_all(Tag(id=n, name=name) for n, name in enumerate(("VIP", "loyal", "gift"), 1))
    for n, origin in enumerate((Origin.OWN_FORM, Origin.COUNTER), 1):
        session.add(Source(id=n, name=origin.value, origin=origin, created_at=NOW))
    session.flush()
    chance = random.Random(20_261_122)
    for first in range(1, people + 1, BATCH):
        contacts = list(_contacts(chance, range(first, min(first + BATCH, people + 1))))
        session.execute(insert(Contact), contacts)
        _mark(session, chance, [row["id"] for row in contacts])


def _contacts(chance: random.Random, ids: range) -> Iterator[dict[str, Any]]:
    for n in ids:
        agreement = chance.choice(tuple(Agreement))
        yield {
            "id": n,
            "email": f"Person{n}@example.com",
            "email_key": f"person{n}@example.com",
            "address_hash": n.to_bytes(32, "big"),
            "first_name": chance.choice(("Jana", "Petr", "Žofie", "Иван", "")),
            "last_name": f"Nováková{n % 5_000}",
            "city": chance.choice(CITIES),
            "phone": f"+420{n:09}",
            "own": {"size": str(chance.randint(36, 46))},
            "source_id": chance.choice((1, 2, None)),
            "created_at": NOW - chance.randint(0, 1_500) * DAY,
            "updated_at": NOW,
            "agreement": agreement,
            "agreed_at": NOW - chance.randint(0, 1_500) * DAY if agreement is Agreement.PROVEN else None,
            "double_opt_in": chance.choice(tuple(DoubleOptIn)),
            "customer": chance.random() < 0.3,
            "declined": chance.random() < 0.05,
        }


def _mark(session: Session, chance: random.Random, ids: list[int]) -> None:
    tagged = [{"contact_id": n, "tag_id": tag} for n in ids for tag in (1, 2, 3) if chance.random() < 0.07]
    session.execute(insert(ContactTag), tagged)
    gone = [
        {
            "address_hash": n.to_bytes(32, "big"),
            "reason": chance.choice(tuple(Reason)),
            "way": Way.IMPORT,
            "at": NOW,
            "recorded_at": NOW,
        }
        for n in ids
        if chance.random() < 0.05
    ]
    session.execute(insert(Suppression), gone)


if __name__ == "__main__":
    main()
