"""The shop file itself holds a mail to the moves that are allowed, and a person to one mail a campaign."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from shopmail.model import DeliveryState
from shopmail.sending.starting import send
from tests.sending.ready import a_campaign, an_open_shop, in_half_an_hour, post_office
from tests.standin import StandIn

MOVES = {
    "queued": {"in-flight", "held", "recalled", "rejected"},
    "held": {"queued", "recalled"},
    "in-flight": {"accepted", "rejected", "unknown", "queued"},
    "unknown": {"accepted", "delivered", "bounced", "dropped", "complained"},
    "accepted": {"delivered", "bounced", "dropped", "complained"},
    "delivered": {"bounced", "complained"},
    "dropped": {"bounced", "complained"},
    "bounced": {"complained"},
    "rejected": set(),
    "recalled": set(),
    "complained": set(),
}
BACK = {"queued", "recalled"}
"""Where an accepted or unknown mail may go once SendGrid has confirmed that its wave is cancelled."""


def test_the_file_itself_refuses_every_other_move(post: StandIn, tmp_path: Path) -> None:
    assert MOVES.keys() == {state.value for state in DeliveryState}
    with an_open_shop(tmp_path, 1) as shop:
        campaign_id = a_campaign(shop)
        send(shop, post_office(post), campaign_id, in_half_an_hour)
        with shop.transaction() as session:
            triggers = {
                row[0]: row[1]
                for row in session.execute(
                    text(
                        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'delivery'"
                    )
                )
            }
        for cancelled in (False, True):
            for old, allowed in MOVES.items():
                back = BACK if cancelled and old in ("accepted", "unknown") else set()
                for new in MOVES:
                    with shop.transaction() as session:
                        for name in triggers:
                            session.execute(text(f"DROP TRIGGER {name}"))
                        session.execute(text("UPDATE delivery SET state = :old"), {"old": old})
                        session.execute(
                            text("UPDATE wave SET cancelled_at = :at"), {"at": 1 if cancelled else None}
                        )
                        for sql in triggers.values():
                            session.execute(text(sql))
                    if new in allowed | back | {old}:
                        with shop.transaction() as session:
                            session.execute(text("UPDATE delivery SET state = :new"), {"new": new})
                    else:
                        with pytest.raises(IntegrityError), shop.transaction() as session:
                            session.execute(text("UPDATE delivery SET state = :new"), {"new": new})


def test_one_person_is_in_a_campaign_once(post: StandIn, tmp_path: Path) -> None:
    with an_open_shop(tmp_path, 1) as shop:
        send(shop, post_office(post), a_campaign(shop), in_half_an_hour)
        columns = "campaign_id, contact_id, address_hash, email, wave_id, state, changed_at"
        for changed in ("1, contact_id, randomblob(16)", "1, 99, address_hash"):
            with pytest.raises(IntegrityError), shop.transaction() as session:
                session.execute(
                    text(
                        f"INSERT INTO delivery (recipient_id, {columns}) SELECT 'other', {changed}, email,"
                        " wave_id, state, changed_at FROM delivery"
                    )
                )
