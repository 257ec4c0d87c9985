"""The CSV of the list: complete, in order, harmless to a spreadsheet, whole or not there at all."""

import csv
from pathlib import Path

import pytest
from sqlalchemy import select

from shopmail.clock import iso
from shopmail.consent.mailable import Standing
from shopmail.contacts import editing
from shopmail.contacts.exporting import export
from shopmail.contacts.fields import PROFILE, add_own
from shopmail.contacts.guarding import unguarded
from shopmail.contacts.listing import Query
from shopmail.errors import FileRefused
from shopmail.model import Act, Contact, Reason
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact, a_refusal, a_source, an_entry


def exported(shop: Shop, path: Path, query: Query | None = None) -> list[dict[str, str]]:
    with shop.reading() as session:
        written = export(session, query or Query(), path, NOON)
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert len(rows) == written
    return rows


def test_a_line_holds_all_of_a_person(shop: Shop, tmp_path: Path) -> None:
    with shop.transaction() as session:
        add_own(session, "pet", "Pet", NOON)
        contact = a_contact(
            session, shop, first_name="Jiří", last_name="Dvořák", note='two\nlines, "quoted"; one'
        )
        contact.own, contact.source_id = {"pet": "Rex"}, a_source(session, "Form").id
        an_entry(session, contact, Act.CONFIRMED, NOON - DAY)
    editing.tag(shop, ["jana@example.com"], "VIP")
    editing.tag(shop, ["jana@example.com"], "fair 2019")
    (row,) = exported(shop, tmp_path / "list.csv")
    assert {key: value for key, value in row.items() if value} == {
        "email": "jana@example.com",
        "first_name": "Jiří",
        "last_name": "Dvořák",
        "note": 'two\nlines, "quoted"; one',
        "pet": "Rex",
        "tags": "VIP, fair 2019",
        "status": "confirmed",
        "confirmed_at": iso(NOON - DAY),
        "standing": "can-be-mailed",
        "basis": "consent-imported-proof",
        "double_opt_in": "confirmed",
        "agreed_at": iso(NOON - DAY),
        "source": "Form",
        "added_at": iso(NOON),
        "changed_at": iso(NOON),
    }
    assert list(row)[: len(PROFILE) + 2] == ["email", *PROFILE, "pet"]


def test_the_file_is_utf_8_with_bom_and_rfc_4180(shop: Shop, tmp_path: Path) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, city="Písek, horní")
    exported(shop, tmp_path / "list.csv")
    raw = (tmp_path / "list.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfemail,first_name,")
    assert '"Písek, horní"'.encode() in raw
    assert raw.endswith(b"\r\n")
    assert raw.count(b"\n") == raw.count(b"\r\n") == 2


@pytest.mark.parametrize(
    ("acts", "reason", "status"),
    [
        ((Act.CONFIRMED,), None, "confirmed"),
        ((Act.CONFIRMED_UNDATED,), None, "confirmed"),
        ((Act.SIGNED_UP,), None, "subscribed"),
        ((Act.AGREED_AGAIN,), None, "subscribed"),
        ((Act.AGREED_AGAIN, Act.ASKED), None, "subscribed"),
        ((Act.SIGNED_UP, Act.ASKED), None, "pending"),
        ((Act.ORDERED,), None, ""),
        ((Act.ORDERED, Act.DECLINED), None, "not subscribed"),
        ((Act.CONFIRMED,), Reason.LEFT, "unsubscribed"),
        ((Act.CONFIRMED,), Reason.CAME_BACK, "bounced"),
        ((Act.CONFIRMED,), Reason.COMPLAINED, "complained"),
    ],
)
def test_a_no_travels_in_words_that_everybody_reads(
    shop: Shop, tmp_path: Path, acts: tuple[Act, ...], reason: Reason | None, status: str
) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, acts=acts)
        if reason:
            a_refusal(session, shop, reason=reason, at=NOON + 1)
    (row,) = exported(shop, tmp_path / "list.csv")
    assert row["status"] == status
    assert bool(row["confirmed_at"]) is (acts == (Act.CONFIRMED,))
    if reason:
        assert (row["standing"], row["why_not"]) == (Standing.MUST_NOT, reason)


@pytest.mark.parametrize(
    "value", ["=1+1", "+420 777", "-5", "@me", "'=x", "''+1", "＝1", "'t Hooft", "plain"]
)
def test_no_cell_is_a_formula_and_every_cell_comes_back(shop: Shop, tmp_path: Path, value: str) -> None:
    with shop.transaction() as session:
        a_contact(session, shop, first_name=value, note=value)
    (row,) = exported(shop, tmp_path / "list.csv")
    assert row["first_name"][0] not in "=+-@＝"
    assert [unguarded(row["first_name"]), unguarded(row["note"])] == [value, value]


def test_tags_with_separators_are_told_apart(shop: Shop, tmp_path: Path) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
    for name in ('say "hi"', "a, b", "plain"):
        editing.tag(shop, ["jana@example.com"], name)
    (row,) = exported(shop, tmp_path / "list.csv")
    assert next(csv.reader([row["tags"]], skipinitialspace=True)) == ["a, b", "plain", 'say "hi"']


def test_whom_the_query_finds_come_in_its_order(shop: Shop, tmp_path: Path) -> None:
    with shop.transaction() as session:
        for number in range(1_203):
            a_contact(session, shop, f"p{number:04}@example.com", city=("Brno", "Cheb")[number % 2])
    seen: list[tuple[int, int]] = []
    query = Query(sort="email", descending=True, segment=select(Contact.id).where(Contact.city == "Brno"))
    with shop.reading() as session:
        everyone = Query(sort="email", descending=True)
        assert export(session, everyone, tmp_path / "all.csv", NOON, lambda *done: seen.append(done)) == 1_203
    assert seen == [(1_000, 1_203), (1_203, 1_203)]
    rows = exported(shop, tmp_path / "list.csv", query)
    assert [row["email"] for row in rows] == [f"p{number:04}@example.com" for number in range(1_202, -1, -2)]


def test_a_file_that_is_there_is_left_alone(shop: Shop, tmp_path: Path) -> None:
    kept = tmp_path / "list.csv"
    kept.write_text("mine", encoding="utf-8")
    with pytest.raises(FileRefused, match="is there already"):
        exported(shop, kept)
    assert kept.read_text(encoding="utf-8") == "mine"


def test_a_folder_that_is_not_there_is_named(shop: Shop, tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="can't be written: No such file or directory"):
        exported(shop, tmp_path / "nowhere" / "list.csv")


def test_what_breaks_half_way_leaves_nothing(shop: Shop, tmp_path: Path) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
    before = {path.name for path in tmp_path.iterdir()}

    def full(_done: int, _total: int) -> None:
        raise OSError(28, "No space left on device")

    with shop.reading() as session, pytest.raises(FileRefused, match="No space left on device"):
        export(session, Query(), tmp_path / "list.csv", NOON, full)
    assert {path.name for path in tmp_path.iterdir()} == before
