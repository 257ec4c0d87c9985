"""How fast a campaign is written and handed over, beside the same requests with nothing around them.

Run ``python -m tests.benchmarks.hand_over [PEOPLE]``. The stand-in for SendGrid runs in a process of its own.
The floor hands the same finished bundles over, on as many connections, without a shop file and without
writing a single mail; ratios are CPU seconds of this process, and wall seconds, to the floor's.
"""

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from sqlalchemy import select

from shopmail.campaigns.composing import Outgoing, outgoing
from shopmail.clock import Clock
from shopmail.delivery.message import Bundle
from shopmail.delivery.sendgrid import SendGridProvider
from shopmail.keychain import Secret
from shopmail.model import Campaign, Wave
from shopmail.sending.claiming import Claim
from shopmail.sending.fence import in_minutes
from shopmail.sending.parcels import bundle_of, parcels
from shopmail.sending.queueing import queue
from shopmail.sending.starting import send
from shopmail.storage.shop import Shop
from tests.sending.ready import a_campaign, an_open_shop

PEOPLE, ROUNDS = 100_000, 3


def main() -> int:
    """Measure, and print a line for each round and one for the median."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE
    rows = []
    with tempfile.TemporaryDirectory() as folder, _stand_in() as (url, key):
        shop = an_open_shop(Path(folder), people, Clock())
        provider = SendGridProvider(Secret(key), url, shop.clock)
        for round_number in range(ROUNDS):
            campaign_id = a_campaign(shop)
            whole = _timed(partial(send, shop, provider, campaign_id, partial(in_minutes, 30)))
            bundles = _bundles(shop, campaign_id, provider)
            floor = _timed(partial(_hand_over, provider, bundles))
            rows.append((*whole, *floor))
            _say(f"round {round_number + 1}", people, rows[-1])
        shop.close()
    _say("median", people, tuple(median(column) for column in zip(*rows, strict=True)))
    return 0


def _say(name: str, people: int, row: tuple[float, ...]) -> None:
    wall, cpu, floor_wall, floor_cpu = row
    sys.stdout.write(
        f"{name}: {people / wall:,.0f} people/s ({wall:.2f} s, {cpu:.2f} s CPU);"
        f" floor {people / floor_wall:,.0f}/s ({floor_wall:.2f} s, {floor_cpu:.2f} s CPU);"
        f" ratio {wall / floor_wall:.2f} wall, {cpu / floor_cpu:.2f} CPU\n"
    )


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - wall, time.process_time() - cpu


def _bundles(shop: Shop, campaign_id: int, provider: SendGridProvider) -> list[Bundle]:
    """The requests of a campaign like this one, with a batch of their own."""
    twin = a_campaign(shop)
    send_at = provider.now() + 1800
    batch_id = provider.new_batch()
    with shop.reading() as session:
        mail: Outgoing = outgoing(session, session.get_one(Campaign, campaign_id))
    queue(shop, twin, in_minutes(30, provider.now()), mail.group, provider.name)
    return [
        bundle_of(mail, Claim(0, wave_id, batch_id, send_at, parcel.people))
        for wave_id in _waves(shop, twin)
        for parcel in parcels(shop, mail, wave_id)
    ]


def _waves(shop: Shop, campaign_id: int) -> list[int]:
    with shop.reading() as session:
        return list(session.scalars(select(Wave.id).where(Wave.campaign_id == campaign_id)))


def _hand_over(provider: SendGridProvider, bundles: list[Bundle]) -> None:
    with ThreadPoolExecutor(provider.connections) as pool:
        list(pool.map(provider.hand_over, bundles))


@contextmanager
def _stand_in() -> Iterator[tuple[str, str]]:
    process = subprocess.Popen([sys.executable, "-m", "tests.standin"], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    said = ""
    while "SHOPMAIL_SENDGRID_HOST" not in said:
        said += process.stdout.readline()
    url, key = re.search(r"HOST=(\S+)", said), re.search(r"API_KEY=(\S+)", said)
    assert url is not None
    assert key is not None
    try:
        yield url[1], key[1]
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


if __name__ == "__main__":
    sys.exit(main())
