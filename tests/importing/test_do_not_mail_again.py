"""A file that says no of somebody whom the owner has entered by hand: then it is no slip any more."""

import pytest
from sqlalchemy import select

from shopmail.consent.by_hand import take_back
from shopmail.consent.suppressing import Refusal, suppress
from shopmail.model import Reason, Suppression, Way
from shopmail.storage.shop import Shop
from tests.builders import DAY, NOON, a_contact
from tests.importing.imports import imported, judged


@pytest.mark.parametrize(
    ("left", "since"), [("2026-05-01", NOON - DAY), ("", NOON - DAY), ("2026-11-22", None)]
)
def test_what_a_file_says_too_can_not_be_taken_back(shop: Shop, left: str, since: int | None) -> None:
    with shop.transaction() as session:
        a_contact(session, shop)
        refusal = Refusal("jana@example.com", Reason.LEFT, Way.BY_HAND, NOON - DAY)
        suppress(session, shop.address_key, [refusal], NOON)
        entered = session.scalars(select(Suppression.id)).all()
    imported(
        shop,
        f"email,status,left\njana@example.com,unsubscribed,{left}\n",
        maps=["left=unsubscribed_at"],
    )
    with shop.transaction() as session:
        (entry,) = session.scalars(select(Suppression)).all()
        assert entry.way is Way.IMPORT
        assert entry.run_id is None, "it was there before that import"
        assert entry.at == since or (since is None and NOON - DAY < entry.at <= NOON)
        assert take_back(session, entered, NOON + 60) == 0
    assert judged(shop).why_not == "left"


def test_many_rows_of_one_person_are_one_entry_for_each_reason(shop: Shop) -> None:
    rows = "".join(f"{n % 3}@example.com,{('unsubscribed', 'bounced')[n % 2]}\n" for n in range(60))
    for _time in range(2):
        imported(shop, "email,status\n" + rows)
        with shop.reading() as session:
            found = session.execute(select(Suppression.email, Suppression.reason)).all()
        assert len(found) == len(set(found)) == 6
