"""The consent ledger: what was said, when, how, and where that is written. Entries are only ever added."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word


class Act(StrEnum):
    """What an entry is evidence of."""

    SIGNED_UP = "signed-up"
    ASKED = "asked"
    CONFIRMED = "confirmed"
    CONFIRMED_UNDATED = "confirmed-undated"
    ORDERED = "ordered"
    DECLINED = "declined"
    LEFT = "left"
    CAME_BACK = "came-back"
    COMPLAINED = "complained"
    AGREED_AGAIN = "agreed-again"


class ConsentEntry(Model):
    """One piece of evidence (GDPR article 7(1): the shop must be able to demonstrate consent)."""

    __tablename__ = "consent_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"))
    act: Mapped[Act] = mapped_column(word(Act, "act"))
    recorded_at: Mapped[int]
    stated_at: Mapped[int | None]
    """When it happened, as the evidence says."""
    stated_text: Mapped[str] = mapped_column(default="", server_default="")
    """That date as it was written."""
    ip: Mapped[str] = mapped_column(default="", server_default="")
    method: Mapped[str] = mapped_column(default="", server_default="")
    """The way: a form, a paper, a link; in the words of the file or of the owner."""
    order_ref: Mapped[str] = mapped_column(default="", server_default="")
    by_whom: Mapped[str] = mapped_column(default="", server_default="")
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source.id"))
    run_id: Mapped[int | None] = mapped_column(ForeignKey("import_run.id"))
    line: Mapped[int | None]
    """The line of the imported file."""

    # Beyond the person: so that an import sees at once whether it is told the same again, also of
    # somebody with very many orders.
    __table_args__ = (Index("ix_consent_entry_evidence", "contact_id", "act", "stated_at", "order_ref"),)
