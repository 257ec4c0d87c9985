"""The do-not-mail ledger: addresses that must not be mailed, whether or not the shop knows the person."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word


class Reason(StrEnum):
    """Why an address must not be mailed."""

    LEFT = "left"
    CAME_BACK = "came-back"
    COMPLAINED = "complained"


class Way(StrEnum):
    """How the shop heard of it."""

    LINK = "link"
    BY_HAND = "by-hand"
    IMPORT = "import"
    BOUNCE = "bounce"
    INVALID = "invalid"
    SPAM_REPORT = "spam-report"


class Suppression(Model):
    """One reason that stands against one address. A lifted entry stays, with the consent that lifted it."""

    __tablename__ = "suppression"

    id: Mapped[int] = mapped_column(primary_key=True)
    address_hash: Mapped[bytes]
    email: Mapped[str] = mapped_column(default="", server_default="")
    """The address in lower case; empty once the person has been erased."""
    reason: Mapped[Reason] = mapped_column(word(Reason, "reason"))
    way: Mapped[Way] = mapped_column(word(Way, "way"))
    at: Mapped[int]
    """When it happened; when that is not known, when the shop heard of it."""
    recorded_at: Mapped[int]
    note: Mapped[str] = mapped_column(default="", server_default="")
    """The server's or the owner's own words."""
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"))
    lifted_at: Mapped[int | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("consent_entry.id"))

    __table_args__ = (
        Index("ix_suppression_address_hash", "address_hash"),
        Index(
            "uq_suppression_standing",
            "address_hash",
            "reason",
            unique=True,
            sqlite_where=text("lifted_at IS NULL"),
        ),
    )
