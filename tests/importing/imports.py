"""Small builders: a table imported into a real shop, and what the shop knows of people afterwards."""

from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as driver
from sqlalchemy import select

from shopmail.consent import mailable
from shopmail.consent.mailable import Judgement
from shopmail.importing.applying import Imported, apply
from shopmail.importing.plan import Plan
from shopmail.importing.request import Request
from shopmail.model import Contact, ContactTag, ImportKind, ImportRow, ImportRun, Tag, Verdict
from shopmail.storage.shop import Shop
from tests.importing.tables import a_file


def a_plan(shop: Shop, path: Path, kind: ImportKind = ImportKind.SIGNUPS, **wishes: Any) -> Plan:
    return Plan(shop, Request(path=path, kind=kind, **wishes), lambda _done, _total: None, lambda: False)


def imported(shop: Shop, text: str, kind: ImportKind = ImportKind.SIGNUPS, **wishes: Any) -> Imported:
    """``text`` as a file beside the shop, imported; every count is there and they add up."""
    path = a_file(shop.path.parent, text, name=wishes.pop("name", "people.csv"))
    with a_plan(shop, path, kind, **wishes) as plan:
        result = apply(plan)
    assert result.counts == plan.counts
    assert set(result.counts) == set(Verdict)
    with shop.reading() as session:
        kept = session.scalars(select(ImportRow).where(ImportRow.run_id == result.import_id)).all()
        assert session.get_one(ImportRun, result.import_id).finished_at == shop.clock.now()
    assert {v: sum(row.verdict is v for row in kept) for v in Verdict} == result.counts
    return result


def told(result: Imported) -> dict[str, int]:
    """The counts that are not zero, by their word."""
    return {verdict.value: count for verdict, count in result.counts.items() if count}


def verdicts(shop: Shop, result: Imported) -> list[tuple[str, str]]:
    """Verdict and reason of each row, in the order of the file."""
    with shop.reading() as session:
        rows = session.scalars(
            select(ImportRow).where(ImportRow.run_id == result.import_id).order_by(ImportRow.line)
        )
        return [(row.verdict.value, row.reason) for row in rows]


def person(shop: Shop, email: str = "jana@example.com") -> Contact:
    with shop.reading() as session:
        return session.scalars(select(Contact).where(Contact.email_key == email)).one()


def emails(shop: Shop) -> list[str]:
    with shop.reading() as session:
        return list(session.scalars(select(Contact.email).order_by(Contact.id)))


def tags_of(shop: Shop, email: str = "jana@example.com") -> set[str]:
    with shop.reading() as session:
        words = select(Tag.name).join(ContactTag, ContactTag.tag_id == Tag.id)
        owner = select(Contact.id).where(Contact.email_key == email).scalar_subquery()
        return set(session.scalars(words.where(ContactTag.contact_id == owner)))


def judged(shop: Shop, email: str = "jana@example.com") -> Judgement:
    with shop.reading() as session:
        contact_id = session.scalars(select(Contact.id).where(Contact.email_key == email)).one()
        return mailable.judge(session, contact_id, shop.settings(), shop.clock.now())


def everything(shop: Shop) -> dict[str, list[Any]]:
    """Table -> rows in their order, the text index by what it finds: the whole shop as one plain value."""
    connection = driver.connect(str(shop.path))
    names = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'contact_search_%'"
    ).fetchall()
    found = {
        name: connection.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2').fetchall() for (name,) in names
    }
    connection.execute("INSERT INTO contact_search(contact_search, rank) VALUES ('integrity-check', 1)")
    connection.close()
    return found
