"""Which post office: SendGrid where there is a key, else the rehearsal outbox."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from shopmail import keychain
from shopmail.clock import Clock
from shopmail.delivery.provider import Provider
from shopmail.keychain import Secret

if TYPE_CHECKING:
    from shopmail.delivery.sendgrid import SendGridProvider

EU_HOST = "https://api.eu.sendgrid.com"
"""For regional subusers in the European Union, whose keys work nowhere else."""


def provider_from(key: Secret | None, host: str | None, outbox_folder: Path, clock: Clock) -> Provider:
    """The post office for ``key``; ``host`` None or empty means SendGrid's own.

    Raises ``InputRefused`` for a host that the key must not be sent to, ``KeyRefused`` for what is no key.
    """
    if key is None:
        from shopmail.delivery.rehearsal import RehearsalOutbox

        return RehearsalOutbox(outbox_folder, clock)
    return _sendgrid(key, host, clock)


def provider_of(shop_id: str, region: str, outbox_folder: Path, clock: Clock) -> Provider:
    """The post office of a shop: by its key, its account's ``region``, and ``$SHOPMAIL_SENDGRID_HOST``.

    The last, where it is set, is the host whatever the region. Raises the same.
    """
    return provider_from(keychain.api_key(shop_id), _host(region), outbox_folder, clock)


def account_of(key: Secret, region: str, clock: Clock) -> "SendGridProvider":
    """SendGrid with ``key``, to ask what its account and the key may do; raises the same."""
    return _sendgrid(key, _host(region), clock)


def _host(region: str) -> str | None:
    return os.environ.get("SHOPMAIL_SENDGRID_HOST") or (EU_HOST if region == "eu" else None)


def _sendgrid(key: Secret, host: str | None, clock: Clock) -> "SendGridProvider":
    # Its package is slow to import, and without a key not needed.
    from shopmail.delivery.api import HOST
    from shopmail.delivery.sendgrid import SendGridProvider

    return SendGridProvider(key, host or HOST, clock)
