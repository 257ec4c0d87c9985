"""What SendGrid reported of an address, each thing once, and how far each of its lists has been read."""

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model


class Event(Model):
    """One row of one of SendGrid's lists; ``kind`` is a ``delivery.provider.FeedbackKind``."""

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("kind", "address_hash", "at", "group_id"),
        Index("ix_event_address_hash", "address_hash"),
        Index("ix_event_delivery_id", "delivery_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    address_hash: Mapped[bytes]
    email: Mapped[str]
    at: Mapped[int]
    group_id: Mapped[int] = mapped_column(default=0, server_default="0")
    """0 where the list has no groups."""
    reason: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default="", server_default="")
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("delivery.id"))
    """The mail that it answers, where one fits."""
    recorded_at: Mapped[int]


class SyncMark(Model):
    """How far one list of one post office has been read, and when: a rehearsal is not SendGrid's word."""

    __tablename__ = "sync_mark"

    provider: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    read_until: Mapped[int]
    """Rows entered up to this second (SendGrid's clock) are recorded."""
    heard_at: Mapped[int]
