"""The API key, in the system's own key store; never in the shop file, a log or an export."""

import os

from shopmail.errors import KeyRefused
from shopmail.wording import _

_SERVICE = "shopmail SendGrid"


class Secret:
    """A key that can't be printed by accident: only ``reveal`` gives it out."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The key itself, for the one place that puts it into a request."""
        return self._value

    def __repr__(self) -> str:
        return "***"


def api_key(shop_id: str) -> Secret | None:
    """``$SENDGRID_API_KEY``, else the key kept for this shop, else None."""
    from_environment = os.environ.get("SENDGRID_API_KEY", "").strip()
    if from_environment:
        return Secret(from_environment)
    import keyring.errors

    if not _store_is_safe():
        return None
    try:
        kept = keyring.get_password(_SERVICE, shop_id)
    except keyring.errors.KeyringError:
        return None
    return Secret(kept) if kept else None


def keep_api_key(shop_id: str, key: Secret) -> None:
    """Put the key into the system's key store.

    Raises ``KeyRefused`` where the system has no store that encrypts: a key beside the data is none.
    """
    import keyring.errors

    try:
        if _store_is_safe():
            keyring.set_password(_SERVICE, shop_id, key.reveal())
            return
    except keyring.errors.KeyringError:
        pass
    raise KeyRefused(
        _("The key was not kept"),
        _("This computer has no key store that encrypts what it holds."),
        _("Set SENDGRID_API_KEY for the time the program runs."),
    )


def _store_is_safe() -> bool:
    # keyrings.alt, where installed, writes plain text files; its priority is below 1, as is "none at all".
    import keyring

    return float(getattr(keyring.get_keyring(), "priority", 0)) >= 1
