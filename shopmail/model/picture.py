"""A picture that travels inside mails, made small enough for one when it came in."""

from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model


class Picture(Model):
    """Kept once, however many campaigns show it."""

    __tablename__ = "picture"

    cid: Mapped[str] = mapped_column(primary_key=True)
    """Its Content-ID (RFC 2392): hexadecimal, made from ``data``; a mail shows it as ``cid:`` and this."""
    name: Mapped[str]
    """What the owner's file was called."""
    media_type: Mapped[str]
    """``image/jpeg`` or ``image/png``."""
    width: Mapped[int]
    height: Mapped[int]
    data: Mapped[bytes]
    added_at: Mapped[int]
