"""Where people came from: a form, the counter, orders, another service."""

from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word


class ImportKind(StrEnum):
    """What a file holds; decides what its rows can prove."""

    SIGNUPS = "signups"
    CUSTOMERS = "customers"
    OLD_LIST = "old-list"
    DO_NOT_MAIL = "do-not-mail"


class Origin(StrEnum):
    """Where a list was collected. A bought or public one is refused, so it has no value here."""

    OWN_FORM = "own-form"
    COUNTER = "counter"
    ORDERS = "orders"
    OTHER_SERVICE = "other-service"


class Told(StrEnum):
    """What the owner says of a place: yes, no, or that it is not known."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Source(Model):
    """A place where people left their address. ``double_opt_in``: the shop's rule where None."""

    __tablename__ = "source"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    origin: Mapped[Origin] = mapped_column(word(Origin, "origin"))
    double_opt_in: Mapped[str | None]
    """``required``, ``not-required``, or None: as the shop has it."""
    collected_on: Mapped[str] = mapped_column(default="")
    """The day since when, ISO, or empty."""
    wording: Mapped[str] = mapped_column(default="")
    """What people were told when they agreed, word for word."""
    captcha: Mapped[Told] = mapped_column(
        word(Told, "captcha"), default=Told.UNKNOWN, server_default=Told.UNKNOWN.value
    )
    """Whether its form was protected from robots, which sign up strangers."""
    confirmed_there: Mapped[Told] = mapped_column(
        word(Told, "confirmed_there"), default=Told.UNKNOWN, server_default=Told.UNKNOWN.value
    )
    """Whether people confirmed their address there (double opt-in); a row still needs its own proof."""
    created_at: Mapped[int]
