"""Which post office: SendGrid where there is a key, else the rehearsal outbox."""

from pathlib import Path

from shopmail.clock import Clock
from shopmail.delivery.provider import Provider
from shopmail.keychain import Secret


def provider_from(key: Secret | None, host: str | None, outbox_folder: Path, clock: Clock) -> Provider:
    """The post office for ``key``; ``host`` None or empty means SendGrid's own.

    Raises ``InputRefused`` for a host that the key must not be sent to, ``KeyRefused`` for what is no key.
    """
    if key is None:
        from shopmail.delivery.rehearsal import RehearsalOutbox

        return RehearsalOutbox(outbox_folder, clock)
    # Its package is slow to import, and without a key not needed.
    from shopmail.delivery.api import HOST
    from shopmail.delivery.sendgrid import SendGridProvider

    return SendGridProvider(key, host or HOST, clock)
