"""How long an import takes beside ``sqlite3 .import`` of the same file, interleaved in the same run.

Run ``python -m tests.benchmarks.import_contacts [--rows 100000] [--rounds 3]``. The floor is the sqlite3
program loading the same file, all text, into one table without an index; it has to be installed. Ratios are
of CPU time; ours is that of ``Plan`` and ``apply``, in a process of its own, into a new shop file.
"""

import argparse
import csv
import json
import os
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

ROWS, ROUNDS, SEED = 100_000, 3, 20_261_122
HEADER = (
    *("email", "first_name", "last_name", "phone", "street", "city", "postal_code", "country"),
    *("opt_in_status", "opt_in_date", "opt_in_ip", "note"),
)
FIRST = ("Jana", "Petr", "Žofie", "Jiří", "Анна", "Фёдор", "Jürgen", "Käthe", "Eva", "Ondřej")
LAST = ("Nováková", "Dvořák", "Šťastná", "Петрова", "Щукин", "Müller", "Groß", "Chalupa", "Malý", "Řehák")
TOWNS = ("Praha", "Brno", "Žďár nad Sázavou", "Москва", "Köln", "Wien", "Plzeň", "Нижний Новгород")
STREETS = ("Dlouhá", "Krátká", "Na Příkopě", "Lange Straße", "Ленина")
STATUSES = ("confirmed", "confirmed", "confirmed", "subscribed", "pending", "unsubscribed", "")
NOTES = ("", "", "", "", "", "", "", "likes roses, not tulips", "rings\ntwice", "VIP")


def main() -> None:
    """Make the file, measure, and print the figures."""
    asked = _asked()
    if asked.one:
        print(json.dumps(_imported(Path(asked.one[0]), Path(asked.one[1]))))  # noqa: T201
        return
    if shutil.which("sqlite3") is None:
        raise SystemExit("The sqlite3 program is not installed: without it there is nothing to compare with.")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "people.csv"
        _write(file, asked.rows)
        rounds = [_round(folder, file, number) for number in range(asked.rounds)]
    size = f"{asked.rows:,} rows of {len(HEADER)} columns"
    print(f"{size}; median of {asked.rounds} interleaved rounds, CPU seconds")  # noqa: T201
    floor = median(each["floor"] for each in rounds)
    print(f"sqlite3 .import    {floor:7.2f} s")  # noqa: T201
    for act in ("import", "again"):
        spent, wall = (median(each[act][unit] for each in rounds) for unit in ("cpu", "wall"))
        ratio = median(each[act]["cpu"] / each["floor"] for each in rounds)
        memory = max(each[act]["megabytes"] for each in rounds)
        print(  # noqa: T201
            f"shopmail {act:9} {spent:7.2f} s  ratio {ratio:5.1f}  {asked.rows / wall:9,.0f} rows/s"
            f"  peak {memory:,.0f} MB  {rounds[0][act]['counts']}"
        )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--one", nargs=2, metavar=("SHOP", "FILE"), help="import FILE once and say its cost")
    return parser.parse_args()


def _round(folder: Path, file: Path, number: int) -> dict[str, dict[str, float] | float]:
    shop = folder / f"{number}.shopmail"
    _run([sys.executable, "-c", f"from pathlib import Path; from shopmail.storage.shop import Shop; Shop(Path({str(shop)!r}))"])
    plain = folder / f"{number}.sqlite"
    floor = _cpu_of(["sqlite3", str(plain), f".import --csv {file} people"])
    ours = [json.loads(_run([sys.executable, "-m", __spec__.name, "--one", str(shop), str(file)])) for _ in range(2)]
    for left in folder.glob(f"{number}.*"):
        if left.is_file(): left.unlink()
    return {"floor": floor, "import": ours[0], "again": ours[1]}


def _run(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _cpu_of(command: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    _run(command)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _imported(shop_file: Path, file: Path) -> dict[str, object]:
    from shopmail.importing.applying import apply
    from shopmail.importing.plan import Plan
    from shopmail.importing.request import Request
    from shopmail.model import ImportKind
    from shopmail.storage.shop import Shop

    with Shop(shop_file) as shop:
        cpu, wall = time.process_time(), time.perf_counter()
        request = Request(path=file, kind=ImportKind.SIGNUPS)
        with Plan(shop, request, lambda _done, _total: None, lambda: False) as plan:
            counts = {verdict.value: count for verdict, count in apply(plan).counts.items()}
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
            f"{chance.choice(LAST)}",
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
