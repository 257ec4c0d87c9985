"""The columns that the list of people can show, in their order, and which of them the owner has chosen."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from PySide6.QtGui import QFont

from shopmail.ui import theme
from shopmail.ui.widgets.cells import GAP, ICON, PADDING, Column
from shopmail.ui.widgets.states import STANDINGS
from shopmail.wording import N_, _

BOX = Column(N_("Chosen"), 0, least=40, boxes=True, stays=True)
ALWAYS = "email"
"""The address stands for the person, so this column can't be left out."""

_FIRST: dict[str, Column] = {
    "name": Column(N_("Name"), 18, sort="name", least=128, stays=True),
    "email": Column(N_("Address"), 52, sort="email", least=168, stays=True),
    "city": Column(N_("City"), 16, sort="city", least=88),
    "standing": Column(N_("May be mailed?"), 2, least=168, stays=True),
}
_PROFILE: dict[str, Column] = {
    "phone": Column(N_("Phone"), 8, least=120),
    "street": Column(N_("Street"), 12, least=120),
    "postal_code": Column(N_("Postal code"), 2, least=88),
    "country": Column(N_("Country"), 6, least=88),
    "language": Column(N_("Language"), 2, least=80),
    "birth_date": Column(N_("Birth date"), 2, least=104),
    "gender": Column(N_("Gender"), 2, least=80),
    "note": Column(N_("Note"), 16, least=160),
}
_OWN = Column("", 8, least=104)
_LAST: dict[str, Column] = {
    "tags": Column(N_("Tags"), 12, least=120),
    "source": Column(N_("Source"), 10, least=120),
    "agreed": Column(N_("Agreed on"), 2, numbers=True, least=96),
    "added": Column(N_("Added"), 2, sort="added", numbers=True, least=96),
}

_WIDEST_DAY = "28 Mmm 2028"

USUAL = ("name", "email", "city", "standing", "added")
"""What is shown until the owner chooses."""

OwnFields = Sequence[tuple[str, str]]
"""Key and title of the fields that the owner has added."""


def catalog(own: OwnFields) -> dict[str, Column]:
    """All columns by key, in the order in which they stand; titles of own fields are the owner's words."""
    fields = {key: replace(_OWN, title=title) for key, title in own}
    return _FIRST | _PROFILE | fields | _LAST


def shown(keys: Sequence[str], own: OwnFields) -> tuple[str, ...]:
    """Those of ``keys`` that there are, in their order, with the address; the usual ones where none is."""
    wanted = {ALWAYS, *keys} if keys else set(USUAL)
    return tuple(key for key in catalog(own) if key in wanted)


def of(keys: Iterable[str], own: OwnFields, font: QFont) -> tuple[Column, ...]:
    """The columns of the table: the boxes, then these, wide enough for every standing and day in ``font``."""
    every = catalog(own)
    words = max(theme.width_of(_(state.words), font) for state in STANDINGS.values())
    every["standing"] = replace(every["standing"], least=words + ICON + GAP + 2 * PADDING)
    days = theme.width_of(_WIDEST_DAY, font) + 2 * PADDING
    every |= {key: replace(every[key], least=days) for key in ("agreed", "added")}
    return (BOX, *(every[key] for key in keys))


def fields_among(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys that name a field of the profile or an own one, which is read besides the line itself."""
    return tuple(key for key in keys if key not in _FIRST and key not in _LAST)


def needs_details(keys: Iterable[str]) -> bool:
    """Whether the line itself does not hold what these columns show."""
    return any(key not in _FIRST and key != "added" for key in keys)
