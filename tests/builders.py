"""Small named builders: a real shop file, and people, sources and evidence in it, with sensible defaults."""

import secrets
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlcipher3.dbapi2 as driver
from sqlalchemy.orm import Session

from shopmail.clock import Clock
from shopmail.consent import basis, suppressing
from shopmail.consent.suppressing import Refusal, address_hash
from shopmail.contacts.ordering import city_order, name_order
from shopmail.model import (
    Act,
    ConsentEntry,
    Contact,
    ImportKind,
    ImportRun,
    Origin,
    Reason,
    RunState,
    Source,
    Way,
)
from shopmail.storage.shop import Shop

NOON = 1_795_345_200
"""22 November 2026, 12:00 in Prague: what a clock of these tests shows unless it is told otherwise."""
DAY = 86_400


class AClock(Clock):
    """A clock that stands still until it is set or slept on."""

    def __init__(self, moment: int = NOON) -> None:
        self.moment = moment

    def now(self) -> int:
        return self.moment

    def monotonic(self) -> float:
        return float(self.moment)

    def sleep(self, seconds: float) -> None:
        self.moment += max(0, round(seconds))


def a_shop(tmp_path: Path, clock: Clock | None = None, **settings: str) -> Shop:
    """A new shop file; settings by key with ``__`` for the dot: ``consent__double_opt_in="not-required"``."""
    path, clock = tmp_path / "shop.shopmail", clock or AClock()
    if not path.exists():
        _begin(path, clock.now())
    shop = Shop(path, clock)
    if settings:
        shop.change_settings({key.replace("__", "."): text for key, text in settings.items()})
    return shop


@cache
def _blank() -> bytes:
    """A shop file as the program makes one; making it takes fifteen times as long as copying it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "shop.shopmail"
        Shop(path, AClock()).close()
        return path.read_bytes()


def _begin(path: Path, now: int) -> None:
    """A new file at ``path``, with a key and a number of its own."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.write_bytes(_blank())
    path.chmod(0o600)
    own = {
        "address_key": secrets.token_bytes(32),
        "shop_id": secrets.token_hex(8).encode(),
        "created_at": str(now).encode(),
    }
    connection = driver.connect(str(path))
    connection.executemany(
        "UPDATE shop_fact SET value = ? WHERE name = ?", [(value, name) for name, value in own.items()]
    )
    connection.commit()
    connection.close()


def a_source(
    session: Session,
    name: str = "Web form",
    origin: Origin = Origin.OWN_FORM,
    double_opt_in: str | None = None,
) -> Source:
    """A place where people left their address."""
    source = Source(name=name, origin=origin, double_opt_in=double_opt_in, created_at=NOON)
    session.add(source)
    session.flush()
    return source


def an_import(
    session: Session, kind: ImportKind = ImportKind.SIGNUPS, source: Source | None = None
) -> ImportRun:
    """A finished import of a file of this kind."""
    run = ImportRun(
        state=RunState.DONE,
        kind=kind,
        source_id=(source or a_source(session, f"Source of {kind}")).id,
        file_name=f"{kind}.csv",
        file_sha256="0" * 64,
        encoding="utf-8",
        delimiter=",",
        mapping={"E-mail": "email"},
        header=["E-mail"],
        started_at=NOON,
        finished_at=NOON,
    )
    session.add(run)
    session.flush()
    return run


def a_contact(
    session: Session, shop: Shop, email: str = "jana@example.com", acts: tuple[Act, ...] = (), **fields: str
) -> Contact:
    """A person; ``acts`` are entered into the ledger as of ``NOON`` and folded. Profile fields by name."""
    contact = Contact(
        email=email,
        email_key=email.lower(),
        address_hash=address_hash(shop.address_key, email.lower()),
        own={},
        name_order=name_order(fields.get("last_name", ""), fields.get("first_name", ""), email.lower()),
        city_order=city_order(fields.get("city", "")),
        created_at=NOON,
        updated_at=NOON,
        **fields,
    )
    session.add(contact)
    session.flush()
    for act in acts:
        an_entry(session, contact, act)
    return contact


def an_entry(
    session: Session,
    contact: Contact,
    act: Act,
    stated_at: int | None = NOON,
    run: ImportRun | None = None,
    **details: str,
) -> ConsentEntry:
    """A piece of evidence, folded into the contact at once; from ``run``, with that run's source."""
    entry = ConsentEntry(
        contact_id=contact.id,
        act=act,
        recorded_at=NOON,
        stated_at=stated_at,
        run_id=run.id if run else None,
        source_id=run.source_id if run else None,
        **details,
    )
    session.add(entry)
    session.flush()
    basis.refold(session, [contact.id])
    session.refresh(contact)
    return entry


def a_refusal(
    session: Session,
    shop: Shop,
    email: str = "jana@example.com",
    reason: Reason = Reason.LEFT,
    way: Way = Way.LINK,
    at: int = NOON,
    note: str = "",
) -> int:
    """Enter the address on the do-not-mail ledger; 1 if it was not there for that reason yet, else 0."""
    refusal = Refusal(email.lower(), reason, way, at, note)
    return suppressing.suppress(session, shop.address_key, [refusal], shop.clock.now())
