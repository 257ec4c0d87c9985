"""One import: what file, how it was read, and what became of each of its rows."""

from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from shopmail.model.base import Model, word
from shopmail.model.source import ImportKind


class RunState(StrEnum):
    """``staging`` rows of a run whose process died are swept at the next start."""

    STAGING = "staging"
    DONE = "done"


class Verdict(StrEnum):
    """What becomes of a row; a file's rows are the sum of these."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DUPLICATE = "duplicate"
    DO_NOT_MAIL = "do-not-mail"
    INVALID = "invalid"


class ImportRun(Model):
    """One run over one file."""

    __tablename__ = "import_run"

    id: Mapped[int] = mapped_column(primary_key=True)
    state: Mapped[RunState] = mapped_column(word(RunState, "run_state"))
    kind: Mapped[ImportKind] = mapped_column(word(ImportKind, "import_kind"))
    source_id: Mapped[int] = mapped_column(ForeignKey("source.id"))
    file_name: Mapped[str]
    file_sha256: Mapped[str]
    encoding: Mapped[str]
    delimiter: Mapped[str]
    mapping: Mapped[dict[str, Any]] = mapped_column(JSON)
    """Header -> field, in the order of the file."""
    header: Mapped[list[Any]] = mapped_column(JSON)
    started_at: Mapped[int]
    finished_at: Mapped[int | None]


class StagedRow(Model):
    """A row of the running import, validated but not yet part of the list; gone when the import is.

    There is one import at a time (the ``import`` lock), so the table holds the rows of one file.
    """

    __tablename__ = "staged_row"

    line: Mapped[int] = mapped_column(primary_key=True)
    """Where the row begins in the file."""
    verdict: Mapped[str]
    contact_id: Mapped[int | None]
    """The person, if known. Not a foreign key: rows that live for seconds need no check a row."""
    email_key: Mapped[str] = mapped_column(server_default="")
    email: Mapped[str] = mapped_column(server_default="")
    """The address where it differs from ``email_key``, else empty."""
    address_hash: Mapped[bytes | None]
    first_name: Mapped[str] = mapped_column(server_default="")
    last_name: Mapped[str] = mapped_column(server_default="")
    phone: Mapped[str] = mapped_column(server_default="")
    birth_date: Mapped[str] = mapped_column(server_default="")
    gender: Mapped[str] = mapped_column(server_default="")
    street: Mapped[str] = mapped_column(server_default="")
    city: Mapped[str] = mapped_column(server_default="")
    postal_code: Mapped[str] = mapped_column(server_default="")
    country: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str] = mapped_column(server_default="")
    note: Mapped[str] = mapped_column(server_default="")
    own: Mapped[str] = mapped_column(server_default="{}")
    """Own fields as a JSON object; empty values are left out."""
    tags: Mapped[str] = mapped_column(server_default="")
    """A JSON array of names, or empty."""
    name_order: Mapped[bytes | None]
    city_order: Mapped[bytes | None]
    evidence: Mapped[str] = mapped_column(server_default="")
    """An ``Act``, a ``Reason``, or empty: what the row says of consent."""
    stated_at: Mapped[int | None]
    stated_text: Mapped[str] = mapped_column(server_default="")
    ip: Mapped[str] = mapped_column(server_default="")
    method: Mapped[str] = mapped_column(server_default="")
    order_ref: Mapped[str] = mapped_column(server_default="")
    problem: Mapped[str] = mapped_column(server_default="")
    """Why the row can't come in; empty if it can."""
    raw: Mapped[str | None]
    """The cells as a JSON array, kept for rows that had a problem when they were read."""
    unread: Mapped[str] = mapped_column(server_default="")
    """The field whose cell holds something that can't be read; so it is not empty either."""
    original: Mapped[str] = mapped_column(server_default="")
    """What the file says, address and fields as a JSON object, once the owner has corrected the row."""


class ImportRow(Model):
    """What became of one row of a finished import."""

    __tablename__ = "import_row"
    __table_args__ = (Index("ix_import_row_contact_id", "contact_id"), {"sqlite_with_rowid": False})

    run_id: Mapped[int] = mapped_column(ForeignKey("import_run.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    verdict: Mapped[Verdict] = mapped_column(word(Verdict, "verdict"))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    raw: Mapped[str | None]
