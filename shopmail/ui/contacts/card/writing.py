"""What a card has written, on a lane: the core's own acts on one person, and their way back."""

from typing import TYPE_CHECKING

from shopmail.ui import days
from shopmail.ui.contacts.card.agreement import Testimony

if TYPE_CHECKING:
    from shopmail.contacts.bulk import Entered, Tagged
    from shopmail.contacts.editing import Edited
    from shopmail.storage.shop import Shop


def edit(
    shop: "Shop", email: str, changes: dict[str, str], new_fields: dict[str, str]
) -> "Edited | dict[str, str]":
    """Change fields, or answer with a sentence for each whose value can't be; raises ``InputRefused``."""
    from shopmail.contacts import editing
    from shopmail.contacts.fields import refusals

    wanted = {key: _day(text) if key == "birth_date" else text for key, text in changes.items()}
    refused = refusals(wanted)
    if refused:
        return {key: f"{problem.message} {problem.remedy}" for key, problem in refused.items()}
    return editing.edit(shop, email, wanted, new_fields)


def edit_back(shop: "Shop", edited: "Edited") -> list[str]:
    """Undo that; the titles of fields that somebody has changed since, and which stay as they are."""
    from shopmail.contacts import editing
    from shopmail.contacts.fields import all_fields

    kept = editing.edit_back(shop, edited)
    if not kept:
        return []
    with shop.reading() as session:
        return [field.title for field in all_fields(session) if field.key in kept]


def tag(shop: "Shop", contact_id: int, name: str) -> "Tagged":
    """Stick a tag on; raises ``InputRefused``."""
    from shopmail.contacts import bulk

    return bulk.tag(shop, bulk.Chosen(ids=(contact_id,)), name)


def untag(shop: "Shop", contact_id: int, name: str) -> "Tagged":
    """Take a tag off."""
    from shopmail.contacts import bulk

    return bulk.untag(shop, bulk.Chosen(ids=(contact_id,)), name)


def unsubscribe(shop: "Shop", contact_id: int) -> "Entered":
    """Enter the person as one who must not be mailed."""
    from shopmail.contacts import bulk

    return bulk.unsubscribe(shop, bulk.Chosen(ids=(contact_id,)), "")


def take_back(shop: "Shop", entered: "Entered") -> int:
    """Undo that; raises ``InputRefused`` when it is too late."""
    from shopmail.contacts import bulk

    return bulk.take_back(shop, entered)


def agreed(shop: "Shop", email: str, testimony: Testimony) -> None:
    """Record that the person agreed; raises ``InputRefused``."""
    from shopmail.contacts import editing

    said = testimony.read()
    editing.agreed(shop, email, said.on, said.how, said.by)


def _day(text: str) -> str:
    """A birth date as it is kept, from any way to write one; what is none is left to be refused."""
    return days.read(text) or text
