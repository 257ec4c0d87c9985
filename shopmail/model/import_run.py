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
    """A row of a running import, validated but not yet part of the list; gone when the import is."""

    __tablename__ = "staged_row"

    id: Mapped[int] = mapped_column(primary_key=True)
    run_id: Mapped[int]
    """Not a foreign key: rows that live for seconds need no check a row."""
    line: Mapped[int]
    email: Mapped[str]
    email_key: Mapped[str]
    address_hash: Mapped[bytes | None]
    first_name: Mapped[str]
    last_name: Mapped[str]
    phone: Mapped[str]
    birth_date: Mapped[str]
    gender: Mapped[str]
    street: Mapped[str]
    city: Mapped[str]
    postal_code: Mapped[str]
    country: Mapped[str]
    language: Mapped[str]
    note: Mapped[str]
    own: Mapped[str]
    """Own fields as a JSON object; empty values are left out."""
    tags: Mapped[str]
    """A JSON array of names, or empty."""
    name_order: Mapped[bytes]
    city_order: Mapped[bytes]
    evidence: Mapped[str]
    """An ``Act``, a ``Reason``, or empty: what the row says of consent."""
    stated_at: Mapped[int | None]
    stated_text: Mapped[str]
    ip: Mapped[str]
    method: Mapped[str]
    order_ref: Mapped[str]
    problem: Mapped[str]
    """Why the row can't come in; empty if it can."""
    raw: Mapped[str | None]
    """The cells as a JSON array, kept for rows with a problem."""
    contact_id: Mapped[int | None]
    verdict: Mapped[str | None]


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
