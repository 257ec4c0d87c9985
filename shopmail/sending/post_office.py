"""The post office of a shop: which one it is follows from its key and its settings."""

from pathlib import Path
from typing import TYPE_CHECKING

from shopmail import keychain, paths
from shopmail.delivery.choosing import account_of, provider_of
from shopmail.delivery.provider import Provider
from shopmail.keychain import Secret
from shopmail.storage.shop import Shop

if TYPE_CHECKING:
    from shopmail.delivery.sendgrid import SendGridProvider


def post_office(shop: Shop) -> Provider:
    """SendGrid where the shop has a key, else the rehearsal outbox beside the shop file.

    Raises ``InputRefused`` for a host that the key must not be sent to, ``KeyRefused`` for what is no key.
    """
    return provider_of(shop.id, shop.settings().sendgrid.region, outbox_of(shop), shop.clock)


def account(shop: Shop) -> "SendGridProvider | None":
    """SendGrid with the shop's key, to ask about the account; None where there is no key. Raises the same."""
    key = keychain.api_key(shop.id)
    return account_with(shop, key) if key else None


def account_with(shop: Shop, key: Secret) -> "SendGridProvider":
    """The same with ``key``, which need not be kept yet."""
    return account_of(key, shop.settings().sendgrid.region, shop.clock)


def outbox_of(shop: Shop) -> Path:
    """The folder of mails that were only rehearsed."""
    return paths.beside(shop.path, "outbox")
