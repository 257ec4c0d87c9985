"""Facts of a source, rows of a running import that the owner corrects, and an index of all refusals."""

from alembic import op

REWRITTEN: frozenset[str] = frozenset()
"""Tables whose row count this revision changes on purpose."""

# Written out, because SQLite adds a column with its CHECK only in the words of CREATE TABLE.
_TOLD = (
    "VARCHAR(24) DEFAULT 'unknown' NOT NULL CONSTRAINT {name} CHECK ({column} IN ('yes', 'no', 'unknown'))"
)


def upgrade() -> None:
    """Add the columns with their defaults; no row is rewritten."""
    for column in ("captcha", "confirmed_there"):
        told = _TOLD.format(name=f"ck_source_{column}", column=column)
        op.execute(f"ALTER TABLE source ADD COLUMN {column} {told}")
    op.execute("ALTER TABLE staged_row ADD COLUMN unread VARCHAR DEFAULT '' NOT NULL")
    op.execute("ALTER TABLE staged_row ADD COLUMN original VARCHAR DEFAULT '' NOT NULL")
    op.create_index("ix_suppression_address_hash", "suppression", ["address_hash"], unique=False)
