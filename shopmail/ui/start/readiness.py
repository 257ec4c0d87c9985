"""How far the shop is set up: what the six lines of "Getting ready" are made of, read on a lane."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from shopmail.keychain import Place
    from shopmail.settings import Settings
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Readiness:
    """The owner's settings and what has been tried. Moments are Unix seconds, 0 for never."""

    settings: "Settings"
    key: "Place | None"
    backup_at: int
    tested_at: int
    tested_by: str
    """The name of the post office that took the test mail: ``sendgrid`` or ``rehearsal``."""
    outbox: str
    """The folder of rehearsed mails; empty while there is none."""


def readiness(shop: "Shop") -> Readiness:
    """How ``shop`` stands; asks the key store, which may take its time."""
    from sqlalchemy import select

    from shopmail import keychain
    from shopmail.model import ShopFact
    from shopmail.sending.post_office import outbox_of
    from shopmail.storage.shop import settings_of

    with shop.reading() as session:
        settings = settings_of(session)
        facts = {fact.name: fact.value for fact in session.scalars(select(ShopFact))}
    outbox = outbox_of(shop)
    return Readiness(
        settings,
        keychain.place_of(shop.id),
        int(facts.get("backup_at", b"0")),
        int(facts.get("test_mail_at", b"0")),
        facts.get("test_mail_by", b"").decode(),
        str(outbox) if outbox.is_dir() else "",
    )
