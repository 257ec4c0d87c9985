"""What can be known of a person: the profile's own fields and those that the owner has added."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date

from msgspec import Struct
from sqlalchemy import select
from sqlalchemy.orm import Session

from shopmail.errors import InputRefused
from shopmail.model import Contact, OwnField
from shopmail.wording import N_, _

PROFILE: dict[str, str] = {
    "first_name": N_("First name"),
    "last_name": N_("Last name"),
    "phone": N_("Phone"),
    "birth_date": N_("Birth date"),
    "gender": N_("Gender"),
    "street": N_("Street"),
    "city": N_("City"),
    "postal_code": N_("Postal code"),
    "country": N_("Country"),
    "language": N_("Language"),
    "note": N_("Note"),
}
"""The fields that every shop has: columns of ``Contact``, and titles to be shown through ``_``."""

TAKEN = frozenset(
    re.findall(
        r"\w+",
        """email email_key email_domain imported_as tags tag standing status mailable why_not
        basis double_opt_in source origin history fields id own name created_at updated_at added
        agreement agreed_at customer declined quarantined ip method order_ref unsubscribe_url
        campaign shop sender all any not and or if for in true false nil null none empty blank""",
    )
)
"""Words that mean something else in a file, a definition or a template."""

TEXT_LIMIT, NOTE_LIMIT = 500, 10_000
"""Characters of a field, and of a note: more than any name or street needs."""
_MOST_OWN_FIELDS = 200
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_RUSSIAN: dict[int, int | str] = str.maketrans(
    "абвгдеёзийклмнопрстуфыэ", "abvgdeeziiklmnoprstufye"
) | str.maketrans(
    {
        "ж": "zh",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ь": "",
        "ю": "yu",
        "я": "ya",
    }
)


class Field(Struct, frozen=True):
    """A field by its ``key`` (how templates, files and definitions name it) and the owner's word for it."""

    key: str
    title: str
    own: bool = False


def all_fields(session: Session) -> list[Field]:
    """The profile's fields, titles in the language in use, then the shop's own, oldest first."""
    own = session.scalars(select(OwnField).order_by(OwnField.created_at, OwnField.key))
    profile = [Field(key, _(title)) for key, title in PROFILE.items()]
    return profile + [Field(row.key, row.title, own=True) for row in own]


def field_names(session: Session) -> tuple[str, ...]:
    """The keys of all fields, the profile's first."""
    return tuple(field.key for field in all_fields(session))


def value_of(contact: Contact, key: str) -> str:
    """The contact's value of a profile or own field; empty when there is none."""
    return str(getattr(contact, key)) if key in PROFILE else str(contact.own.get(key, ""))


def values_of(contact: Contact, keys: Iterable[str]) -> dict[str, str]:
    """The contact's values of these fields, empty ones left out."""
    return {key: value for key in keys if (value := value_of(contact, key))}


def key_from(title: str) -> str:
    """A key made from the owner's words: ``oblibena_kvetina`` from ``Oblíbená květina``."""
    latin = unicodedata.normalize("NFC", title.lower()).translate(_RUSSIAN)
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    key = "_".join(re.findall(r"[a-z0-9]+", plain))[:40].strip("_")
    return key if _KEY.match(key) else f"field_{key}"[:40].rstrip("_")


def checked_key(key: str) -> str:
    """``key``, if an own field can be called so; raises ``InputRefused``."""
    title = _("The field was not added")
    if not _KEY.match(key):
        raise InputRefused(
            title,
            _("“{key}” can't be the name of a field.", key=key),
            _("Use up to 40 small letters a–z, digits and _, a letter first, such as favourite_flower."),
        )
    if key in PROFILE or key in TAKEN:
        raise InputRefused(
            title, _("“{key}” already means something else here.", key=key), _("Choose another name.")
        )
    return key


def add_own(session: Session, key: str, title: str, now: int) -> Field:
    """A new own field, or the one that has this key; raises ``InputRefused`` for a name that can't be."""
    known = session.get(OwnField, checked_key(key))
    if known is None:
        if len(session.scalars(select(OwnField.key)).all()) >= _MOST_OWN_FIELDS:
            raise InputRefused(
                _("The field was not added"),
                _(
                    "The shop already has {count} fields of its own; that is the most.",
                    count=_MOST_OWN_FIELDS,
                ),
                _("Put this into a field that is there."),
            )
        known = OwnField(key=key, title=clean(title)[:100] or key, created_at=now)
        session.add(known)
        session.flush()
    return Field(known.key, known.title, own=True)


def checked_value(key: str, text: str) -> str:
    """``text`` as it is kept in that field: trimmed, without control characters, in Unicode's normal form C.

    Raises ``InputRefused`` for one that is too long, and for a birth date that is no date.
    """
    value = clean(text, lines=key == "note")
    limit = NOTE_LIMIT if key == "note" else TEXT_LIMIT
    if len(value) > limit:
        raise InputRefused(
            _("This value can't be used"),
            _("What is written for “{field}” has more than {count} characters.", field=key, count=limit),
            _("Shorten it."),
        )
    if key == "birth_date" and value and not _is_a_day(value):
        raise InputRefused(
            _("This value can't be used"),
            _("“{text}” is not a birth date.", text=value),
            _("Write it as 1984-05-31."),
        )
    return value


def refusals(values: Mapping[str, str]) -> dict[str, InputRefused]:
    """Of these values by key, what ``checked_value`` says of each that can't be used: for a form."""
    found: dict[str, InputRefused] = {}
    for key, text in values.items():
        try:
            checked_value(key, text)
        except InputRefused as problem:
            found[key] = problem
    return found


def clean(text: str, lines: bool = False) -> str:
    """``text`` trimmed, in normal form C, without control characters; with ``lines``, line ends stay."""
    kept = "\n" if lines else ""
    marks = (
        mark if mark.isprintable() or mark in kept else " " if mark.isspace() else ""
        for mark in text.replace("\r\n", "\n")
    )
    return unicodedata.normalize("NFC", "".join(marks)).strip()


def _is_a_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
