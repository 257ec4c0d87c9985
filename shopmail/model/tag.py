"""Words that the owner sticks on people."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model


class Tag(Model):
    """A word; its name is unique as written."""

    __tablename__ = "tag"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)


class ContactTag(Model):
    """That word on that person."""

    __tablename__ = "contact_tag"
    __table_args__ = (Index("ix_contact_tag_tag_id", "tag_id", "contact_id"), {"sqlite_with_rowid": False})

    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tag.id"), primary_key=True)
