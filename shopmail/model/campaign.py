"""A campaign, the waves in which it leaves, and the people it left out."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word


class CampaignState(StrEnum):
    """``sending``: recipients are fixed, not all are handed over. ``stopped``: handing over met a refusal."""

    DRAFT = "draft"
    SENDING = "sending"
    STOPPED = "stopped"
    HANDED_OVER = "handed-over"
    RECALLED = "recalled"


class Campaign(Model):
    """One mail to many. ``content``: own HTML or blocks, as ``campaigns.composing`` keeps them."""

    __tablename__ = "campaign"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[CampaignState] = mapped_column(
        word(CampaignState, "campaign_state"), default=CampaignState.DRAFT, server_default="draft"
    )
    name: Mapped[str]
    subject: Mapped[str]
    preview_text: Mapped[str] = mapped_column(default="", server_default="")
    sender_email: Mapped[str] = mapped_column(default="", server_default="")
    """Empty: as the settings say, at the moment of sending."""
    reply_to: Mapped[str] = mapped_column(default="", server_default="")
    segment_id: Mapped[int | None] = mapped_column(ForeignKey("segment.id"))
    """None: everyone who can be mailed."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    letters: Mapped[str]
    """Eight random lower-case letters: the stem of this campaign's substitution keys."""
    category: Mapped[str] = mapped_column(default="", server_default="")
    """The statistics slot at SendGrid, ``sm-00`` … ``sm-59``; given when sending starts."""
    frozen: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """Shop, sender and way to leave as they were when sending started: every recipient gets the same mail.
    And the post office that has it (``campaigns.composing.Frozen``)."""
    stopped_because: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[int]
    send_requested_at: Mapped[int | None]
    finished_at: Mapped[int | None]
    archived_at: Mapped[int | None]
    """When the owner put it away: it is in no list unless asked for."""
    remote_pictures: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    """Whether the preview may fetch the pictures that lie on the web."""


class Wave(Model):
    """People whose mails leave together under one batch id, by which they can be recalled together."""

    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("campaign_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"))
    number: Mapped[int]
    batch_id: Mapped[str] = mapped_column(default="", server_default="")
    """Empty: sent at once, without a fence."""
    send_at: Mapped[int]
    """Unix second by SendGrid's clock; 0: at once."""
    cancel_asked_at: Mapped[int | None]
    """When shopmail first asked, in time, to have the wave cancelled."""
    cancelled_at: Mapped[int | None]
    """When SendGrid confirmed that nothing of this wave will leave."""


class LeftOut(Model):
    """Somebody who matched the audience and was not mailed; ``reason`` is a code of ``consent.mailable``."""

    __tablename__ = "left_out"
    __table_args__ = ({"sqlite_with_rowid": False},)

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), primary_key=True)
    reason: Mapped[str]
