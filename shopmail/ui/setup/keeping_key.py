"""What the form of the SendGrid key does on a lane: ask what the key may do, keep it, forget it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shopmail.keychain import Place, Secret

if TYPE_CHECKING:
    from shopmail.delivery.allowance import Credits
    from shopmail.delivery.rights import Feature
    from shopmail.storage.shop import Shop


@dataclass(frozen=True)
class Looked:
    """``place`` of the key that is kept, None for none; the features of shopmail that it may not do.

    ``credits``: how many mails the account may still send; None where it doesn't tell.
    """

    place: Place | None
    missing: "tuple[Feature, ...]" = ()
    credits: "Credits | None" = None


def place_of_key(shop: "Shop") -> Place | None:
    """Where the shop's key is; asks the key store, which may take its time."""
    from shopmail import keychain

    return keychain.place_of(shop.id)


def look(shop: "Shop") -> Looked:
    """What the kept key may do; raises ``DeliveryError`` as SendGrid answers."""
    from shopmail.delivery.rights import CREDITS, missing
    from shopmail.sending.post_office import account

    asked = account(shop)
    if asked is None:
        return Looked(None)
    lacks = missing(asked.rights())
    return Looked(place_of_key(shop), lacks, None if CREDITS in lacks else asked.credits())


def lacking(shop: "Shop", key: Secret) -> "tuple[Feature, ...]":
    """The features that ``key`` may not do; raises ``DeliveryError``, ``KeyRefused`` for a wrong key."""
    from shopmail.delivery.rights import missing
    from shopmail.sending.post_office import account_with

    return missing(account_with(shop, key).rights())


def keep(shop: "Shop", key: Secret) -> Place:
    """Keep ``key`` as safely as this computer can, unasked; raises ``KeyRefused`` for what is no key."""
    from shopmail import keychain
    from shopmail.delivery.api import usable
    from shopmail.errors import KeyRefused

    whole = usable(key)
    try:
        keychain.keep_api_key(shop.id, whole)
    except KeyRefused:
        keychain.keep_for_session(shop.id, whole)
        return Place.SESSION
    return Place.STORE


def forget(shop: "Shop") -> None:
    """Forget the key; raises ``KeyRefused`` where that can't be."""
    from shopmail import keychain

    keychain.forget_api_key(shop.id)
