"""What the sender's form reads and asks on a lane, and what it offers of the answer."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.wording import _

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit

    from shopmail.delivery.senders import Senders
    from shopmail.settings import SenderSettings
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Filled:
    """What is set, and whether there is a key to ask SendGrid with."""

    sender: "SenderSettings"
    shop_name: str
    has_key: bool


@dataclass(frozen=True)
class Checked:
    """The addresses in their normal form, or what is wrong with each; an error that is empty is none."""

    email: str = ""
    reply_to: str = ""
    email_error: str = ""
    reply_error: str = ""


def read(shop: "Shop") -> Filled:
    """What the form begins with; asks the key store, which may take its time."""
    from shopmail import keychain

    settings = shop.settings()
    return Filled(settings.sender, settings.shop.name, keychain.place_of(shop.id) is not None)


def ask_senders(shop: "Shop") -> "Senders | None":
    """What the account lists, None without a key; raises ``DeliveryError``."""
    from shopmail.sending.post_office import account

    found = account(shop)
    return found.senders() if found else None


def checked(email: str, reply_to: str) -> Checked:
    """Both addresses judged; ``reply_to`` may be empty, or carry a name before it."""
    from msgspec.structs import replace

    from shopmail.campaigns.composing import address_of, address_words
    from shopmail.contacts.address import Address, read

    sender = read(email)
    named = address_of(reply_to)
    answers = read(named.email) if named.email else Address("", "")
    if not isinstance(sender, Address) or not isinstance(answers, Address):
        return Checked(
            email_error="" if isinstance(sender, Address) else sender,
            reply_error="" if isinstance(answers, Address) else answers,
        )
    return Checked(sender.email, address_words(replace(named, email=answers.email)))


def choices(senders: "Senders") -> list[tuple[str, str]]:
    """(key, words) of what may send: an address, or ``@example.com`` for all of a domain."""
    single = [
        (
            sender.from_email,
            f"{sender.from_email} – {sender.from_name}" if sender.from_name else sender.from_email,
        )
        for sender in senders.single
        if sender.verified
    ]
    domains = [
        (f"@{row.domain}", _("Any address at {domain}", domain=row.domain))
        for row in senders.domains
        if row.valid
    ]
    return [*single, *domains]


def put_in(key: str, senders: "Senders", email: "QLineEdit", name: "QLineEdit") -> None:
    """Write one of ``choices`` into a form; of a domain's address, the part before the @ is still open."""
    if key.startswith("@"):
        before = email.text().partition("@")[0].strip() or "info"
        email.setText(before + key)
        email.setFocus()
        email.setSelection(0, len(before))
    else:
        email.setText(key)
        chosen = next(sender for sender in senders.single if sender.from_email == key)
        name.setText(name.text() or chosen.from_name or "")
