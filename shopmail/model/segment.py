"""A saved way to pick people; re-evaluated each time it is used."""

from typing import Any

from sqlalchemy import JSON, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model


class Segment(Model):
    """``definition``: the tree of ``segments.definition``, as JSON."""

    __tablename__ = "segment"
    __table_args__ = (Index("ix_segment_name", "name", unique=True, sqlite_where=text("deleted_at IS NULL")),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[int]
    updated_at: Mapped[int]
    deleted_at: Mapped[int | None]
    """Gone from every list, but campaigns still say whom they were for; a draft of it is for nobody."""
