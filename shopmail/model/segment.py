"""A saved way to pick people; re-evaluated each time it is used."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model


class Segment(Model):
    """``definition``: the tree of ``segments.definition``, as JSON."""

    __tablename__ = "segment"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    definition: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[int]
    updated_at: Mapped[int]
