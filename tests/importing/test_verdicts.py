"""The table of who becomes mailable, through real files: kind by kind, whatever the row says."""

from pathlib import Path

import pytest
from sqlalchemy import select

from shopmail.clock import iso
from shopmail.model import ConsentEntry, ImportKind, Source
from tests.builders import DAY, NOON, a_shop, a_source
from tests.importing.imports import imported, judged, told

HEADER = "email,status,confirmed_at,ip,method,order_number,order_date,orders_count,marketing\n"
ROWS = {
    "confirmed, dated": "jana@example.com,confirmed,2026-05-01 10:00,198.51.100.7,web form,,,,",
    "confirmed, undated": "jana@example.com,confirmed,,,,,,,",
    "confirmed, a date that is none": "jana@example.com,confirmed,some day,,,,,,",
    "subscribed": "jana@example.com,subscribed,,,,,,,",
    "nothing": "jana@example.com,,,,,,,,",
    "pending": "jana@example.com,pending,,,,,,,",
    "an unknown word": "jana@example.com,kvak,,,,,,,",
    "order number": "jana@example.com,,,,,1001,,,",
    "order date": "jana@example.com,,,,,,2026-01-31,,",
    "order count": "jana@example.com,,,,,,,3,",
    "no order": "jana@example.com,,,,,,,0,",
    "no": "jana@example.com,,,,,1001,,,no",
    "no, though confirmed": "jana@example.com,confirmed,2026-05-01 10:00,,,,,,no",
    "unsubscribed": "jana@example.com,unsubscribed,2026-05-01 10:00,,,1001,,,",
    "bounced": "jana@example.com,bounced,2026-05-01 10:00,,,1001,,,",
    "cleaned": "jana@example.com,cleaned,2026-05-01 10:00,,,1001,,,",
    "complained": "jana@example.com,complained,2026-05-01 10:00,,,1001,,,",
}
MAPS = ["ip=ip", "method=method", "order_number=order_number", "marketing=marketing", "status=status"]
MAPS += ["confirmed_at=confirmed_at", "order_date=order_date", "orders_count=order_count"]

# basis, double opt-in, why not where a confirmation is required, why not where it is not
PROVEN = ("consent-imported-proof", "confirmed", None, None)
UNPROVEN = ("consent-unproven", "not-asked", "no-proof-of-when", "no-proof-of-when")
IMPORTED = ("consent-imported", "not-asked", "not-confirmed", None)
WAITING = ("none-yet", "asked", "waiting-for-answer", "waiting-for-answer")
CUSTOMER = ("existing-customer", "not-needed", None, None)
NOTHING = ("none", "not-asked", "no-basis", "no-basis")
SAID_NO = ("none", "not-asked", "said-no", "said-no")


def never(reason: str) -> tuple[str, str, str, str]:
    return ("do-not-mail", "not-asked", reason, reason)


LEAVING = {
    "no": SAID_NO,
    "no, though confirmed": SAID_NO,
    "unsubscribed": never("left"),
    "bounced": never("came-back"),
    "cleaned": never("came-back"),
    "complained": never("complained"),
}
TABLE: dict[ImportKind, dict[str, tuple[str, str, str | None, str | None]]] = {
    ImportKind.SIGNUPS: {
        "confirmed, dated": PROVEN,
        "confirmed, undated": UNPROVEN,
        "confirmed, a date that is none": UNPROVEN,
        "subscribed": IMPORTED,
        "nothing": IMPORTED,
        "pending": WAITING,
        "an unknown word": NOTHING,
        "order number": IMPORTED,
        "order date": IMPORTED,
        "order count": IMPORTED,
        "no order": IMPORTED,
        **LEAVING,
    },
    ImportKind.CUSTOMERS: {
        **dict.fromkeys(ROWS, NOTHING),
        "order number": CUSTOMER,
        "order date": CUSTOMER,
        "order count": CUSTOMER,
        **LEAVING,
    },
    ImportKind.OLD_LIST: {**dict.fromkeys(ROWS, NOTHING), "confirmed, dated": PROVEN, **LEAVING},
    ImportKind.DO_NOT_MAIL: {
        **dict.fromkeys(ROWS, never("left")),
        "bounced": never("came-back"),
        "cleaned": never("came-back"),
        "complained": never("complained"),
    },
}


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("kind", ImportKind)
def test_the_table(tmp_path: Path, kind: ImportKind, row: str) -> None:
    basis, double_opt_in, where_required, where_not = TABLE[kind][row]
    with a_shop(tmp_path) as shop:
        result = imported(shop, HEADER + ROWS[row] + "\n", kind, maps=MAPS)
        assert told(result) == {"do-not-mail" if basis == "do-not-mail" else "new": 1}
        verdict = judged(shop)
        assert (verdict.basis, verdict.double_opt_in, verdict.why_not) == (
            basis,
            double_opt_in,
            where_required,
        )
        shop.change_settings({"consent.double_opt_in": "not-required"})
        assert judged(shop).why_not == where_not


@pytest.mark.parametrize("of_shop", ["required", "not-required"])
@pytest.mark.parametrize("of_source", [None, "required", "not-required"])
def test_the_rule_of_the_source_goes_over_that_of_the_shop(
    tmp_path: Path, of_shop: str, of_source: str | None
) -> None:
    with a_shop(tmp_path, consent__double_opt_in=of_shop) as shop:
        with shop.transaction() as session:
            a_source(session, "Fair", double_opt_in=of_source)
        imported(shop, HEADER + ROWS["subscribed"] + "\n", source_name="Fair")
        assert judged(shop).mailable is ((of_source or of_shop) == "not-required")


def test_a_proof_of_an_old_list_rests_past_the_age_limit(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        rows = f"email,status,confirmed_at\nold@example.com,confirmed,{iso(NOON - 61 * 31 * DAY)}\n"
        imported(shop, rows + f"new@example.com,confirmed,{iso(NOON - DAY)}\n", ImportKind.OLD_LIST)
        assert judged(shop, "old@example.com").why_not == "too-old"
        assert judged(shop, "new@example.com").mailable


def test_the_entry_holds_the_evidence_as_it_was_written(tmp_path: Path) -> None:
    with a_shop(tmp_path) as shop:
        result = imported(
            shop,
            "email;stav;potvrzeno;ip;způsob\n\njana@example.com;potvrzeno;1. 5. 2026;198.51.100.7;lístek\n",
            maps=["způsob=method"],
            source_name=" Fair ",
            collected_on="2026-05-01",
            wording=" I want the newsletter. ",
        )
        with shop.reading() as session:
            entry = session.scalars(select(ConsentEntry)).one()
            source = session.scalars(select(Source)).one()
        assert (entry.act, entry.stated_text, entry.ip) == ("confirmed", "1. 5. 2026", "198.51.100.7")
        assert iso(entry.stated_at or 0) == "2026-04-30T22:00:00Z", "midnight in Prague"
        assert (entry.method, entry.run_id, entry.line) == ("lístek", result.import_id, 3)
        assert (entry.source_id, entry.recorded_at) == (source.id, NOON)
        assert (source.name, source.collected_on, source.wording) == (
            "Fair",
            "2026-05-01",
            "I want the newsletter.",
        )


def test_an_order_is_kept_by_number_or_by_count(tmp_path: Path) -> None:
    text = "email,order_number,orders_count\na@example.com,1001,5\nb@example.com,,2\n"
    with a_shop(tmp_path) as shop:
        imported(
            shop, text, ImportKind.CUSTOMERS, maps=["order_number=order_number", "orders_count=order_count"]
        )
        with shop.reading() as session:
            assert session.scalars(select(ConsentEntry.order_ref).order_by(ConsentEntry.id)).all() == [
                "1001",
                "× 2",
            ]
