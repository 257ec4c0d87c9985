"""A person the shop knows, and the fields the owner has added."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word


class Agreement(StrEnum):
    """The strongest evidence in the ledger that the person agreed; the order below is weak to strong."""

    NONE = "none"
    UNPROVEN = "unproven"
    """Imported as confirmed, but nobody can say when."""
    IMPORTED = "imported"
    """Imported from a sign-up list that says no more."""
    PROVEN = "proven"
    """Imported with the date of the confirmation."""
    RECORDED = "recorded"
    """Recorded by the owner: on that day, in that way, by whom."""


class DoubleOptIn(StrEnum):
    """How far the confirmation of the address has come."""

    NOT_ASKED = "not-asked"
    ASKED = "asked"
    CONFIRMED = "confirmed"


class Contact(Model):
    """One person. From ``agreement`` to ``quarantined`` the columns are what the ledger adds up to.

    Only ``consent.basis`` writes those; only ``consent.mailable`` draws a conclusion from them.
    """

    __tablename__ = "contact"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    """The normal form that email-validator gives; the case of the part before the @ as written."""
    email_key: Mapped[str] = mapped_column(unique=True)
    """The same in lower case: how two addresses are compared."""
    address_hash: Mapped[bytes]
    """HMAC of ``email_key`` under the shop's address key: what the do-not-mail ledger goes by."""
    first_name: Mapped[str] = mapped_column(default="", server_default="")
    last_name: Mapped[str] = mapped_column(default="", server_default="")
    phone: Mapped[str] = mapped_column(default="", server_default="")
    birth_date: Mapped[str] = mapped_column(default="", server_default="")
    gender: Mapped[str] = mapped_column(default="", server_default="")
    street: Mapped[str] = mapped_column(default="", server_default="")
    city: Mapped[str] = mapped_column(default="", server_default="")
    postal_code: Mapped[str] = mapped_column(default="", server_default="")
    country: Mapped[str] = mapped_column(default="", server_default="")
    language: Mapped[str] = mapped_column(default="", server_default="")
    note: Mapped[str] = mapped_column(default="", server_default="")
    own: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, server_default="{}")
    """Own fields by their key, empty ones left out."""
    name_order: Mapped[bytes] = mapped_column(default=b"", server_default="")
    """Sort key of last name, first name, address (``contacts.ordering``)."""
    city_order: Mapped[bytes] = mapped_column(default=b"", server_default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    """Where the person first came from; None: added by hand."""
    created_at: Mapped[int]
    updated_at: Mapped[int]

    agreement: Mapped[Agreement] = mapped_column(
        word(Agreement, "agreement"), default=Agreement.NONE, server_default="none"
    )
    agreed_at: Mapped[int | None]
    """When the person agreed or confirmed, where that is known."""
    agreed_source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    """The source of ``agreement``: its double opt-in rule counts."""
    double_opt_in: Mapped[DoubleOptIn] = mapped_column(
        word(DoubleOptIn, "double_opt_in"), default=DoubleOptIn.NOT_ASKED, server_default="not-asked"
    )
    old_list: Mapped[bool] = mapped_column(default=False, server_default="0")
    """The agreement rests on an old list alone, so it counts only up to the age limit."""
    customer: Mapped[bool] = mapped_column(default=False, server_default="0")
    """The ledger holds an order: an existing customer (2002/58/EC article 13(2))."""
    declined: Mapped[bool] = mapped_column(default=False, server_default="0")
    """A file said "no" to marketing, and nothing proves the contrary."""
    quarantined: Mapped[bool] = mapped_column(default=False, server_default="0")
    """Set aside until the owner releases the person."""

    __table_args__ = (
        Index("ix_contact_name_order", "name_order", "id"),
        Index("ix_contact_city_order", "city_order", "id"),
        Index("ix_contact_created_at", "created_at", "id"),
    )


class OwnField(Model):
    """A field that the owner has added: ``key`` is how templates, files and definitions name it."""

    __tablename__ = "own_field"

    key: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    created_at: Mapped[int]
