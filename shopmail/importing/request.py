"""What the owner asks of an import, checked before the first row is read."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from shopmail.contacts.fields import PROFILE
from shopmail.errors import InputRefused
from shopmail.model import ImportKind, Origin, Told
from shopmail.wording import _

BOUGHT_OR_PUBLIC = "bought-or-public"
"""An origin that is always refused: nobody on it agreed (GDPR article 6(1)(a), 480/2004 Coll. § 7(2))."""


class Mode(StrEnum):
    """What an import does with people who are known, and with those who are not."""

    ADD_AND_UPDATE = "add-and-update"
    ADD_ONLY = "add-only"
    UPDATE_ONLY = "update-only"


class Request(Struct, frozen=True, kw_only=True):
    """One import as asked for. ``origin`` as the owner wrote it; empty: what fits the kind."""

    path: Path
    kind: ImportKind
    origin: str = ""
    source_name: str = ""
    collected_on: str = ""
    wording: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    has_header: bool | None = None
    maps: Sequence[str] = ()
    skips: Sequence[str] = ()
    mode: Mode = Mode.ADD_AND_UPDATE
    replace: Sequence[str] = ()
    """Fields whose value in the file replaces the one that is known; the others only fill gaps."""
    clears: Sequence[str] = ()
    """Fields that are replaced by an empty cell as well."""
    words: Mapping[str, Mapping[str, str]] = {}
    """Header of a column that tells the status -> word -> value of ``Status``, or empty for "not known"."""
    titles: Mapping[str, str] = {}
    """Key of an own field -> its title, where that is not the header."""
    captcha: str = Told.UNKNOWN.value
    """Whether the form was protected from robots: a value of ``Told``, kept on the source."""
    confirmed_there: str = Told.UNKNOWN.value
    """Whether people confirmed their address there: the same."""

    def source(self) -> tuple[str, Origin]:
        """The name and origin of the source. Raises ``InputRefused`` for a bought or public list."""
        if self.origin == BOUGHT_OR_PUBLIC:
            raise InputRefused(
                _("Nothing was imported"),
                _(
                    "People on a bought or public list did not agree to hear from you;"
                    " shopmail will not mail them."
                ),
                _("Invite people yourself: a form, the counter, an order."),
            )
        usual = Origin.ORDERS if self.kind is ImportKind.CUSTOMERS else Origin.OWN_FORM
        origin = Origin(self.origin) if self.origin else usual
        return self.source_name.strip() or self.path.stem, origin

    def check(self) -> None:
        """Raises ``InputRefused`` for a bought or public list, a date that is none, a word for yes or no."""
        self.source()
        for told in (self.captcha, self.confirmed_there):
            if told not in tuple(Told):
                raise InputRefused(
                    _("Nothing was imported"),
                    _("“{text}” is no answer.", text=told),
                    _("Use one of: {names}.", names=", ".join(Told)),
                )
        if self.collected_on:
            try:
                date.fromisoformat(self.collected_on)
            except ValueError:
                raise InputRefused(
                    _("Nothing was imported"),
                    _("“{text}” is not a date.", text=self.collected_on),
                    _("Write it as 2024-05-31."),
                ) from None

    def check_fields(self, columns: Sequence[str], own: Sequence[str]) -> None:
        """Raises ``InputRefused`` for a field to be replaced or cleared that the file does not give.

        A name that may only stand beside the address replaces one; where it does not stand, it clears none.
        """
        given = replaceable(columns, own)
        for field in self.replace:
            if field not in given:
                raise InputRefused(
                    _("Nothing was imported"),
                    _("The file has no column for the field “{field}”, so it can't replace it.", field=field),
                    _("Its fields are: {names}.", names=", ".join(given)),
                )
        given = replaceable([field for field in columns if field != "email"], own)
        for field in self.clears:
            if field not in given:
                raise InputRefused(
                    _("Nothing was imported"),
                    _("The file has no column for the field “{field}”, so it can't empty it.", field=field),
                    _("Its fields are: {names}.", names=", ".join(given)),
                )


def replaceable(fields: Sequence[str], own: Sequence[str]) -> list[str]:
    """Those of a mapping's fields that hold a value of the person."""
    given = set(fields)
    if given & {"full_name", "last_first_name", "email"}:
        given |= {"first_name", "last_name"}
    return [name for name in (*PROFILE, *own) if name in given]
