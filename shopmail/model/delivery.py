"""One mail to one person, and the request in which it was handed over."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word


class ChunkState(StrEnum):
    """``in-flight`` in a file that nobody is sending from means ``unknown``: the process died in between."""

    IN_FLIGHT = "in-flight"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class Chunk(Model):
    """One request to the post office."""

    __tablename__ = "chunk"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    state: Mapped[ChunkState] = mapped_column(word(ChunkState, "chunk_state"))
    message_id: Mapped[str] = mapped_column(default="", server_default="")
    claimed_at: Mapped[int]
    answered_at: Mapped[int | None]
    answer: Mapped[str] = mapped_column(default="", server_default="")
    """What went wrong, in words; empty if nothing did."""


class DeliveryState(StrEnum):
    """A mail's way; a trigger of the first revision holds the file to the moves that are allowed."""

    QUEUED = "queued"
    IN_FLIGHT = "in-flight"
    ACCEPTED = "accepted"
    UNKNOWN = "unknown"
    REJECTED = "rejected"
    RECALLED = "recalled"
    HELD = "held"
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    DROPPED = "dropped"
    COMPLAINED = "complained"


class Delivery(Model):
    """One recipient of one campaign; the two unique keys are why nobody gets a campaign twice."""

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("campaign_id", "contact_id"),
        UniqueConstraint("campaign_id", "address_hash"),
        Index("ix_delivery_campaign_id_state", "campaign_id", "state"),
        Index("ix_delivery_address_hash", "address_hash"),
        Index("ix_delivery_contact_id", "contact_id"),
        Index("ix_delivery_chunk_id", "chunk_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    address_hash: Mapped[bytes]
    email: Mapped[str]
    recipient_id: Mapped[str] = mapped_column(unique=True)
    """Random; the only thing about this person in SendGrid's custom arguments, which it keeps for good."""
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    chunk_id: Mapped[int | None] = mapped_column(ForeignKey("chunk.id"))
    state: Mapped[DeliveryState] = mapped_column(word(DeliveryState, "delivery_state"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    """Why it did not arrive, in the server's own words or ours."""
    changed_at: Mapped[int]
    left_at: Mapped[int | None]
    """When this person left by this mail."""
