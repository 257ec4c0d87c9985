"""How long an import takes beside ``sqlite3 .import`` of the same file, interleaved in the same run.

Run ``python -m tests.benchmarks.import_contacts [--rows 100000] [--rounds 5]``. The floor is the sqlite3
program (which has to be installed) loading the same file as text into one table without an index. Ours is
``Plan`` and ``apply`` in a process of its own: into a new shop file, and then the same file once more.
Figures are CPU seconds of the quickest round, since a busy computer only ever adds; the ratio of the medians
stands beside.
"""

import argparse
import csv
import json
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

ROWS, ROUNDS, SEED = 100_000, 5, 20_261_122
HEADER = (
    *("email", "first_name", "last_name", "phone", "street", "city", "postal_code", "country"),
    *("opt_in_status", "opt_in_date", "opt_in_ip", "note"),
)
FIRST = ("Jana", "Petr", "Žofie", "Jiří", "Анна", "Фёдор", "Jürgen", "Käthe", "Eva", "Ondřej")
LAST = ("Nováková", "Dvořák", "Šťastná", "Петрова", "Щукин", "Müller", "Groß", "Chalupa", "Malý", "Řehák")
TOWNS = ("Praha", "Brno", "Žďár nad Sázavou", "Москва", "Köln", "Wien", "Plzeň", "Нижний Новгород")
STREETS = ("Dlouhá", "Krátká", "Na Příkopě", "Lange Straße", "Ленина")
STATUSES = (*("confirmed",) * 12, *("subscribed",) * 4, "", "", "pending", "unsubscribed")
NOTES = (*("",) * 16, "VIP", "likes roses, not tulips", "rings twice,\nthen waits", "pays in cash")


def main() -> None:
    """Make the file, measure, and print the figures."""
    asked = _asked()
    if asked.one:
        print(json.dumps(_imported(*map(Path, asked.one))))  # noqa: T201
        return
    if shutil.which("sqlite3") is None:
        raise SystemExit("The sqlite3 program is not installed: without it there is nothing to compare with.")
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "people.csv"
        _write(file, asked.rows)
        rounds = [_round(Path(name), file) for _round_ in range(asked.rounds)]
    floors = [floor for floor, _ours in rounds]
    print(  # noqa: T201
        f"{asked.rows:,} rows of {len(HEADER)} columns, {asked.rounds} interleaved rounds\n"
        f"sqlite3 .import  {min(floors):6.2f} s"
    )
    for place, title in enumerate(("first import", "once more")):
        print(f"{title:15}  {_figures(floors, [ours[place] for _floor, ours in rounds], asked.rows)}")  # noqa: T201


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--one", nargs=2, metavar=("SHOP", "FILE"), help="import FILE once and say its cost")
    return parser.parse_args()


def _figures(floors: list[float], ours: list[dict[str, Any]], rows: int) -> str:
    spent = [each["cpu"] for each in ours]
    best, middle = min(spent) / min(floors), median(spent) / median(floors)
    each_second = rows / min(each["wall"] for each in ours)
    memory = max(each["megabytes"] for each in ours)
    return (
        f"{min(spent):6.2f} s  ratio {best:4.1f} (of medians {middle:4.1f})  {each_second:7,.0f} rows/s"
        f"  peak {memory:3.0f} MB  {ours[0]['counts']}"
    )


def _round(folder: Path, file: Path) -> tuple[float, list[dict[str, Any]]]:
    with tempfile.TemporaryDirectory(dir=folder) as name:
        shop, plain = Path(name) / "ours.shopmail", Path(name) / "plain.sqlite"
        floor = _cpu_of(["sqlite3", str(plain), f".import --csv {file} people"])
        ourselves = [sys.executable, "-m", "tests.benchmarks.import_contacts", "--one", str(shop), str(file)]
        return floor, [json.loads(_run(ourselves)) for _time in range(2)]


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _imported(shop_file: Path, file: Path) -> dict[str, Any]:
    from shopmail.importing.applying import apply
    from shopmail.importing.plan import Plan
    from shopmail.importing.request import Request
    from shopmail.model import ImportKind
    from shopmail.storage.shop import Shop

    with Shop(shop_file) as shop:
        cpu, wall = time.process_time(), time.perf_counter()
        request = Request(path=file, kind=ImportKind.SIGNUPS)
        with Plan(shop, request, lambda _done, _total: None, lambda: False) as plan:
            counts = {verdict.value: count for verdict, count in apply(plan).counts.items() if count}
        return {
            "cpu": time.process_time() - cpu,
            "wall": time.perf_counter() - wall,
            "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "counts": counts,
        }


def _write(file: Path, rows: int) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(_people(rows))


def _people(rows: int) -> Iterator[tuple[str, ...]]:
    """1 % bad addresses, 3 % people who are there already, a third of those in capitals."""
    chance = random.Random(SEED)
    for number in range(rows):
        kind = chance.random()
        person = number if kind > 0.03 else chance.randrange(number + 1)
        email = f"person{person}@example{person % 97}.com"
        if kind < 0.01:
            email = email.upper()
        elif kind > 0.99:
            email = email.replace("@", chance.choice((" at ", "@@", "@.")))
        day = f"20{chance.randrange(19, 26)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
        yield (
            email,
            chance.choice(FIRST),
            chance.choice(LAST),
            f"+420 777 {chance.randrange(10**6):06}",
            f"{chance.choice(STREETS)} {chance.randrange(1, 200)}",
            chance.choice(TOWNS),
            f"{chance.randrange(100, 800)} {chance.randrange(100):02}",
            chance.choice(("CZ", "RU", "DE", "AT")),
            chance.choice(STATUSES),
            f"{day} {chance.randrange(24):02}:{chance.randrange(60):02}:00",
            f"198.51.{chance.randrange(256)}.{chance.randrange(256)}",
            chance.choice(NOTES),
        )


if __name__ == "__main__":
    main()
