"""Pictures inside mails, campaigns put away, segments that are deleted but still known to campaigns."""

from alembic import op
from sqlalchemy import Boolean, Column, Integer, LargeBinary, PrimaryKeyConstraint, String, text

REWRITTEN: frozenset[str] = frozenset()
"""Tables whose row count this revision changes on purpose."""


def upgrade() -> None:
    """Add columns and the table of pictures; the segment's table is copied to free names of deleted ones."""
    op.add_column("campaign", Column("archived_at", Integer, nullable=True))
    op.add_column("campaign", Column("remote_pictures", Boolean, server_default=text("0"), nullable=False))
    with op.batch_alter_table("segment") as segment:
        segment.add_column(Column("deleted_at", Integer, nullable=True))
        segment.drop_constraint("uq_segment_name", type_="unique")
    op.create_index(
        "ix_segment_name", "segment", ["name"], unique=True, sqlite_where=text("deleted_at IS NULL")
    )
    op.create_table(
        "picture",
        Column("cid", String, nullable=False),
        Column("name", String, nullable=False),
        Column("media_type", String, nullable=False),
        Column("width", Integer, nullable=False),
        Column("height", Integer, nullable=False),
        Column("data", LargeBinary, nullable=False),
        Column("added_at", Integer, nullable=False),
        PrimaryKeyConstraint("cid", name="pk_picture"),
    )
