"""The API key, in the system's own key store; never in the shop file, a log or an export."""

import os
from enum import StrEnum

from shopmail.errors import KeyRefused
from shopmail.wording import _

_SERVICE = "shopmail SendGrid"
_VARIABLE = "SENDGRID_API_KEY"


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


class Place(StrEnum):
    """Where the key of a shop is."""

    ENVIRONMENT = "environment"
    SESSION = "session"
    """In this process only: gone when the program ends."""
    STORE = "store"


_of_this_session: dict[str, Secret] = {}
"""Shop id -> key, where the computer has no store that encrypts; never written anywhere."""


def api_key(shop_id: str) -> Secret | None:
    """``$SENDGRID_API_KEY``, else the key kept for this shop, else None."""
    found = _found(shop_id)
    return found[1] if found else None


def place_of(shop_id: str) -> Place | None:
    """Where the key that ``api_key`` gives comes from; None where there is none."""
    found = _found(shop_id)
    return found[0] if found else None


def keep_api_key(shop_id: str, key: Secret) -> None:
    """Put the key into the system's key store.

    Raises ``KeyRefused`` where the system has no store that encrypts: a key beside the data is none.
    """
    import keyring.errors

    try:
        if _store_is_safe():
            keyring.set_password(_SERVICE, shop_id, key.reveal())
            _of_this_session.pop(shop_id, None)
            return
    except keyring.errors.KeyringError:
        pass
    raise KeyRefused(
        _("The key was not kept"),
        _("This computer has no key store that encrypts what it holds."),
        _("Set SENDGRID_API_KEY for the time the program runs."),
    )


def keep_for_session(shop_id: str, key: Secret) -> None:
    """Hold the key until the program ends: what is left where ``keep_api_key`` refuses."""
    _of_this_session[shop_id] = key


def forget_api_key(shop_id: str) -> None:
    """Forget the key of this shop, in the store and in this session; harmless where there is none.

    Raises ``KeyRefused`` when the store does not let go of it, or it stands in ``$SENDGRID_API_KEY``.
    """
    import keyring.errors

    title = _("The key was not forgotten")
    _of_this_session.pop(shop_id, None)
    try:
        if _store_is_safe() and keyring.get_password(_SERVICE, shop_id) is not None:
            keyring.delete_password(_SERVICE, shop_id)
    except keyring.errors.KeyringError:
        raise KeyRefused(
            title,
            _("This computer's key store did not let go of it."),
            _("Delete the entry “{name}” in the key store yourself.", name=_SERVICE),
        ) from None
    if place_of(shop_id) is Place.ENVIRONMENT:
        raise KeyRefused(
            title,
            _("It was given to the program from outside, in SENDGRID_API_KEY."),
            _("Take it away where the program is started."),
        )


def _found(shop_id: str) -> tuple[Place, Secret] | None:
    from_environment = os.environ.get(_VARIABLE, "").strip()
    if from_environment:
        return Place.ENVIRONMENT, Secret(from_environment)
    for_now = _of_this_session.get(shop_id)
    if for_now:
        return Place.SESSION, for_now
    import keyring.errors

    if not _store_is_safe():
        return None
    try:
        kept = keyring.get_password(_SERVICE, shop_id)
    except keyring.errors.KeyringError:
        return None
    return (Place.STORE, Secret(kept)) if kept else None


def _store_is_safe() -> bool:
    # keyrings.alt, where installed, writes plain text files; its priority is below 1, as is "none at all".
    import keyring

    return float(getattr(keyring.get_keyring(), "priority", 0)) >= 1
