"""The first schema: contacts with their consent ledger, segments, campaigns, deliveries, feedback."""

from alembic import op
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Enum,
    ForeignKeyConstraint,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    UniqueConstraint,
    text,
)

REWRITTEN: frozenset[str] = frozenset()
"""Tables whose row count this revision changes on purpose."""

Text, Int, Blob, Json, Bool = String(), Integer(), LargeBinary(), JSON(), Boolean()


def _word(name: str, *values: str) -> Enum:
    return Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def upgrade() -> None:
    """Make every table, index and trigger of an empty file."""
    _tables()
    for statement in (*_SEARCH, *_DELIVERY_MOVES):
        op.execute(statement)


_COLUMNS = ("email_key", "first_name", "last_name", "phone", "city", "note")
_SEARCHED = ", ".join(_COLUMNS)
_OLD = ", ".join(f"old.{name}" for name in _COLUMNS)
_NEW = ", ".join(f"new.{name}" for name in _COLUMNS)

# Accent-blind word search over people; kept by triggers, so that no writer can forget it.
_SEARCH = (
    f"""CREATE VIRTUAL TABLE contact_search USING fts5({_SEARCHED}, content='contact', content_rowid='id',
        tokenize="unicode61 remove_diacritics 2", detail=none, columnsize=0)""",
    f"""CREATE TRIGGER contact_search_insert AFTER INSERT ON contact BEGIN
        INSERT INTO contact_search(rowid, {_SEARCHED})
        VALUES (new.id, {_NEW}); END""",
    f"""CREATE TRIGGER contact_search_delete AFTER DELETE ON contact BEGIN
        INSERT INTO contact_search(contact_search, rowid, {_SEARCHED})
        VALUES ('delete', old.id, {_OLD});
        END""",
    f"""CREATE TRIGGER contact_search_update AFTER UPDATE OF {_SEARCHED} ON contact BEGIN
        INSERT INTO contact_search(contact_search, rowid, {_SEARCHED})
        VALUES ('delete', old.id, {_OLD});
        INSERT INTO contact_search(rowid, {_SEARCHED})
        VALUES (new.id, {_NEW}); END""",
)

# A mail's state only moves forward. The one way back, to be handed over again or recalled, is open
# only once SendGrid has confirmed that the wave in which the mail stood will never leave.
_DELIVERY_MOVES = (
    """CREATE TRIGGER delivery_moves BEFORE UPDATE OF state ON delivery
        WHEN new.state <> old.state AND old.state || '>' || new.state NOT IN (
            'queued>in-flight', 'queued>held', 'queued>recalled', 'queued>rejected',
            'held>queued', 'held>recalled',
            'in-flight>accepted', 'in-flight>rejected', 'in-flight>unknown', 'in-flight>queued',
            'unknown>accepted', 'unknown>delivered', 'unknown>bounced', 'unknown>dropped',
            'unknown>complained', 'unknown>queued', 'unknown>recalled',
            'accepted>delivered', 'accepted>bounced', 'accepted>dropped', 'accepted>complained',
            'accepted>queued', 'accepted>recalled',
            'delivered>bounced', 'delivered>complained', 'dropped>bounced', 'dropped>complained',
            'bounced>complained')
        BEGIN SELECT RAISE(ABORT, 'a delivery may not move like this'); END""",
    """CREATE TRIGGER delivery_fence BEFORE UPDATE OF state ON delivery
        WHEN old.state IN ('accepted', 'unknown') AND new.state IN ('queued', 'recalled')
            AND NOT EXISTS (SELECT 1 FROM wave WHERE id = old.wave_id AND cancelled_at IS NOT NULL)
        BEGIN SELECT RAISE(ABORT, 'this mail may still leave: its wave is not cancelled'); END""",
)


def _tables() -> None:
    op.create_table(
        "own_field",
        Column("key", Text, nullable=False),
        Column("title", Text, nullable=False),
        Column("created_at", Int, nullable=False),
        PrimaryKeyConstraint("key", name="pk_own_field"),
    )
    op.create_table(
        "segment",
        Column("id", Int, nullable=False),
        Column("name", Text, nullable=False),
        Column("definition", Json, nullable=False),
        Column("created_at", Int, nullable=False),
        Column("updated_at", Int, nullable=False),
        PrimaryKeyConstraint("id", name="pk_segment"),
        UniqueConstraint("name", name="uq_segment_name"),
    )
    op.create_table(
        "setting",
        Column("key", Text, nullable=False),
        Column("value", Text, nullable=False),
        PrimaryKeyConstraint("key", name="pk_setting"),
    )
    op.create_table(
        "shop_fact",
        Column("name", Text, nullable=False),
        Column("value", Blob, nullable=False),
        PrimaryKeyConstraint("name", name="pk_shop_fact"),
    )
    op.create_table(
        "source",
        Column("id", Int, nullable=False),
        Column("name", Text, nullable=False),
        Column("origin", _word("origin", "own-form", "counter", "orders", "other-service"), nullable=False),
        Column("double_opt_in", Text, nullable=True),
        Column("collected_on", Text, nullable=False),
        Column("wording", Text, nullable=False),
        Column("created_at", Int, nullable=False),
        PrimaryKeyConstraint("id", name="pk_source"),
        UniqueConstraint("name", name="uq_source_name"),
    )
    op.create_table(
        "sync_mark",
        Column("provider", Text, nullable=False),
        Column("kind", Text, nullable=False),
        Column("read_until", Int, nullable=False),
        Column("heard_at", Int, nullable=False),
        PrimaryKeyConstraint("provider", "kind", name="pk_sync_mark"),
    )
    op.create_table(
        "tag",
        Column("id", Int, nullable=False),
        Column("name", Text, nullable=False),
        PrimaryKeyConstraint("id", name="pk_tag"),
        UniqueConstraint("name", name="uq_tag_name"),
    )
    op.create_table(
        "campaign",
        Column("id", Int, nullable=False),
        Column(
            "state",
            _word("campaign_state", "draft", "sending", "stopped", "handed-over", "recalled"),
            server_default="draft",
            nullable=False,
        ),
        Column("name", Text, nullable=False),
        Column("subject", Text, nullable=False),
        Column("preview_text", Text, server_default="", nullable=False),
        Column("sender_email", Text, server_default="", nullable=False),
        Column("reply_to", Text, server_default="", nullable=False),
        Column("segment_id", Int, nullable=True),
        Column("content", Json, nullable=False),
        Column("letters", Text, nullable=False),
        Column("category", Text, server_default="", nullable=False),
        Column("frozen", Json, nullable=True),
        Column("stopped_because", Text, server_default="", nullable=False),
        Column("created_at", Int, nullable=False),
        Column("send_requested_at", Int, nullable=True),
        Column("finished_at", Int, nullable=True),
        ForeignKeyConstraint(["segment_id"], ["segment.id"], name="fk_campaign_segment_id"),
        PrimaryKeyConstraint("id", name="pk_campaign"),
    )
    op.create_table(
        "contact",
        Column("id", Int, nullable=False),
        Column("email", Text, nullable=False),
        Column("email_key", Text, nullable=False),
        Column("address_hash", Blob, nullable=False),
        Column("first_name", Text, server_default="", nullable=False),
        Column("last_name", Text, server_default="", nullable=False),
        Column("phone", Text, server_default="", nullable=False),
        Column("birth_date", Text, server_default="", nullable=False),
        Column("gender", Text, server_default="", nullable=False),
        Column("street", Text, server_default="", nullable=False),
        Column("city", Text, server_default="", nullable=False),
        Column("postal_code", Text, server_default="", nullable=False),
        Column("country", Text, server_default="", nullable=False),
        Column("language", Text, server_default="", nullable=False),
        Column("note", Text, server_default="", nullable=False),
        Column("own", Json, server_default="{}", nullable=False),
        Column("name_order", Blob, server_default="", nullable=False),
        Column("city_order", Blob, server_default="", nullable=False),
        Column("source_id", Int, nullable=True),
        Column("created_at", Int, nullable=False),
        Column("updated_at", Int, nullable=False),
        Column(
            "agreement",
            _word("agreement", "none", "unproven", "imported", "proven", "recorded"),
            server_default="none",
            nullable=False,
        ),
        Column("agreed_at", Int, nullable=True),
        Column("agreed_source_id", Int, nullable=True),
        Column(
            "double_opt_in",
            _word("double_opt_in", "not-asked", "asked", "confirmed"),
            server_default="not-asked",
            nullable=False,
        ),
        Column("old_list", Bool, server_default="0", nullable=False),
        Column("customer", Bool, server_default="0", nullable=False),
        Column("declined", Bool, server_default="0", nullable=False),
        Column("quarantined", Bool, server_default="0", nullable=False),
        ForeignKeyConstraint(["agreed_source_id"], ["source.id"], name="fk_contact_agreed_source_id"),
        ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_contact_source_id"),
        PrimaryKeyConstraint("id", name="pk_contact"),
        UniqueConstraint("email_key", name="uq_contact_email_key"),
    )
    op.create_index("ix_contact_city_order", "contact", ["city_order", "id"], unique=False)
    op.create_index("ix_contact_created_at", "contact", ["created_at", "id"], unique=False)
    op.create_index("ix_contact_name_order", "contact", ["name_order", "id"], unique=False)
    op.create_table(
        "import_run",
        Column("id", Int, nullable=False),
        Column("state", _word("run_state", "staging", "done"), nullable=False),
        Column(
            "kind", _word("import_kind", "signups", "customers", "old-list", "do-not-mail"), nullable=False
        ),
        Column("source_id", Int, nullable=False),
        Column("file_name", Text, nullable=False),
        Column("file_sha256", Text, nullable=False),
        Column("encoding", Text, nullable=False),
        Column("delimiter", Text, nullable=False),
        Column("mapping", Json, nullable=False),
        Column("header", Json, nullable=False),
        Column("started_at", Int, nullable=False),
        Column("finished_at", Int, nullable=True),
        ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_import_run_source_id"),
        PrimaryKeyConstraint("id", name="pk_import_run"),
    )
    op.create_table(
        "consent_entry",
        Column("id", Int, nullable=False),
        Column("contact_id", Int, nullable=False),
        Column(
            "act",
            _word(
                "act",
                "signed-up",
                "asked",
                "confirmed",
                "confirmed-undated",
                "ordered",
                "declined",
                "left",
                "came-back",
                "complained",
                "agreed-again",
            ),
            nullable=False,
        ),
        Column("recorded_at", Int, nullable=False),
        Column("stated_at", Int, nullable=True),
        Column("stated_text", Text, server_default="", nullable=False),
        Column("ip", Text, server_default="", nullable=False),
        Column("method", Text, server_default="", nullable=False),
        Column("order_ref", Text, server_default="", nullable=False),
        Column("by_whom", Text, server_default="", nullable=False),
        Column("source_id", Int, nullable=True),
        Column("run_id", Int, nullable=True),
        Column("line", Int, nullable=True),
        ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_consent_entry_contact_id"),
        ForeignKeyConstraint(["run_id"], ["import_run.id"], name="fk_consent_entry_run_id"),
        ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_consent_entry_source_id"),
        PrimaryKeyConstraint("id", name="pk_consent_entry"),
    )
    op.create_index(
        "ix_consent_entry_evidence",
        "consent_entry",
        ["contact_id", "act", "stated_at", "order_ref"],
        unique=False,
    )
    op.create_table(
        "contact_tag",
        Column("contact_id", Int, nullable=False),
        Column("tag_id", Int, nullable=False),
        ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_contact_tag_contact_id"),
        ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk_contact_tag_tag_id"),
        PrimaryKeyConstraint("contact_id", "tag_id", name="pk_contact_tag"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_contact_tag_tag_id", "contact_tag", ["tag_id", "contact_id"], unique=False)
    op.create_table(
        "import_row",
        Column("run_id", Int, nullable=False),
        Column("line", Int, nullable=False),
        Column(
            "verdict",
            _word("verdict", "new", "changed", "same", "duplicate", "do-not-mail", "invalid"),
            nullable=False,
        ),
        Column("contact_id", Int, nullable=True),
        Column("reason", Text, server_default="", nullable=False),
        Column("raw", Text, nullable=True),
        ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_import_row_contact_id"),
        ForeignKeyConstraint(["run_id"], ["import_run.id"], name="fk_import_row_run_id"),
        PrimaryKeyConstraint("run_id", "line", name="pk_import_row"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_import_row_contact_id", "import_row", ["contact_id"], unique=False)
    op.create_table(
        "left_out",
        Column("campaign_id", Int, nullable=False),
        Column("contact_id", Int, nullable=False),
        Column("reason", Text, nullable=False),
        ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_left_out_campaign_id"),
        ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_left_out_contact_id"),
        PrimaryKeyConstraint("campaign_id", "contact_id", name="pk_left_out"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "staged_row",
        Column("line", Int, nullable=False),
        Column("verdict", Text, nullable=False),
        Column("contact_id", Int, nullable=True),
        Column("email_key", Text, server_default="", nullable=False),
        Column("email", Text, server_default="", nullable=False),
        Column("address_hash", Blob, nullable=True),
        Column("first_name", Text, server_default="", nullable=False),
        Column("last_name", Text, server_default="", nullable=False),
        Column("phone", Text, server_default="", nullable=False),
        Column("birth_date", Text, server_default="", nullable=False),
        Column("gender", Text, server_default="", nullable=False),
        Column("street", Text, server_default="", nullable=False),
        Column("city", Text, server_default="", nullable=False),
        Column("postal_code", Text, server_default="", nullable=False),
        Column("country", Text, server_default="", nullable=False),
        Column("language", Text, server_default="", nullable=False),
        Column("note", Text, server_default="", nullable=False),
        Column("own", Text, server_default="{}", nullable=False),
        Column("tags", Text, server_default="", nullable=False),
        Column("name_order", Blob, nullable=True),
        Column("city_order", Blob, nullable=True),
        Column("evidence", Text, server_default="", nullable=False),
        Column("stated_at", Int, nullable=True),
        Column("stated_text", Text, server_default="", nullable=False),
        Column("ip", Text, server_default="", nullable=False),
        Column("method", Text, server_default="", nullable=False),
        Column("order_ref", Text, server_default="", nullable=False),
        Column("problem", Text, server_default="", nullable=False),
        Column("raw", Text, nullable=True),
        PrimaryKeyConstraint("line", name="pk_staged_row"),
    )
    op.create_table(
        "wave",
        Column("id", Int, nullable=False),
        Column("campaign_id", Int, nullable=False),
        Column("number", Int, nullable=False),
        Column("batch_id", Text, server_default="", nullable=False),
        Column("send_at", Int, nullable=False),
        Column("cancel_asked_at", Int, nullable=True),
        Column("cancelled_at", Int, nullable=True),
        ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_wave_campaign_id"),
        PrimaryKeyConstraint("id", name="pk_wave"),
        UniqueConstraint("campaign_id", "number", name="uq_wave_campaign_id_number"),
    )
    op.create_table(
        "chunk",
        Column("id", Int, nullable=False),
        Column("wave_id", Int, nullable=False),
        Column("state", _word("chunk_state", "in-flight", "accepted", "refused", "unknown"), nullable=False),
        Column("message_id", Text, server_default="", nullable=False),
        Column("claimed_at", Int, nullable=False),
        Column("answered_at", Int, nullable=True),
        Column("answer", Text, server_default="", nullable=False),
        ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_chunk_wave_id"),
        PrimaryKeyConstraint("id", name="pk_chunk"),
    )
    op.create_index("ix_chunk_wave_id", "chunk", ["wave_id"], unique=False)
    op.create_table(
        "suppression",
        Column("id", Int, nullable=False),
        Column("address_hash", Blob, nullable=False),
        Column("email", Text, server_default="", nullable=False),
        Column("reason", _word("reason", "left", "came-back", "complained"), nullable=False),
        Column(
            "way",
            _word("way", "link", "by-hand", "import", "bounce", "invalid", "spam-report"),
            nullable=False,
        ),
        Column("at", Int, nullable=False),
        Column("recorded_at", Int, nullable=False),
        Column("note", Text, server_default="", nullable=False),
        Column("campaign_id", Int, nullable=True),
        Column("run_id", Int, nullable=True),
        Column("lifted_at", Int, nullable=True),
        Column("lifted_by_id", Int, nullable=True),
        ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_suppression_campaign_id"),
        ForeignKeyConstraint(["lifted_by_id"], ["consent_entry.id"], name="fk_suppression_lifted_by_id"),
        ForeignKeyConstraint(["run_id"], ["import_run.id"], name="fk_suppression_run_id"),
        PrimaryKeyConstraint("id", name="pk_suppression"),
    )
    op.create_index(
        "uq_suppression_standing",
        "suppression",
        ["address_hash", "reason"],
        unique=True,
        sqlite_where=text("lifted_at IS NULL"),
    )
    op.create_table(
        "delivery",
        Column("id", Int, nullable=False),
        Column("campaign_id", Int, nullable=False),
        Column("contact_id", Int, nullable=False),
        Column("address_hash", Blob, nullable=False),
        Column("email", Text, nullable=False),
        Column("recipient_id", Text, nullable=False),
        Column("wave_id", Int, nullable=False),
        Column("chunk_id", Int, nullable=True),
        Column(
            "state",
            _word(
                "delivery_state",
                "queued",
                "in-flight",
                "accepted",
                "unknown",
                "rejected",
                "recalled",
                "held",
                "delivered",
                "bounced",
                "dropped",
                "complained",
            ),
            nullable=False,
        ),
        Column("reason", Text, server_default="", nullable=False),
        Column("changed_at", Int, nullable=False),
        Column("left_at", Int, nullable=True),
        ForeignKeyConstraint(["campaign_id"], ["campaign.id"], name="fk_delivery_campaign_id"),
        ForeignKeyConstraint(["chunk_id"], ["chunk.id"], name="fk_delivery_chunk_id"),
        ForeignKeyConstraint(["contact_id"], ["contact.id"], name="fk_delivery_contact_id"),
        ForeignKeyConstraint(["wave_id"], ["wave.id"], name="fk_delivery_wave_id"),
        PrimaryKeyConstraint("id", name="pk_delivery"),
        UniqueConstraint("campaign_id", "address_hash", name="uq_delivery_campaign_id_address_hash"),
        UniqueConstraint("campaign_id", "contact_id", name="uq_delivery_campaign_id_contact_id"),
        UniqueConstraint("recipient_id", name="uq_delivery_recipient_id"),
    )
    op.create_index("ix_delivery_address_hash", "delivery", ["address_hash"], unique=False)
    op.create_index("ix_delivery_campaign_id_state", "delivery", ["campaign_id", "state"], unique=False)
    op.create_index("ix_delivery_chunk_id", "delivery", ["chunk_id"], unique=False)
    op.create_index("ix_delivery_contact_id", "delivery", ["contact_id"], unique=False)
    op.create_index("ix_delivery_wave_id", "delivery", ["wave_id"], unique=False)
    op.create_table(
        "event",
        Column("id", Int, nullable=False),
        Column("kind", Text, nullable=False),
        Column("address_hash", Blob, nullable=False),
        Column("email", Text, nullable=False),
        Column("at", Int, nullable=False),
        Column("group_id", Int, server_default="0", nullable=False),
        Column("reason", Text, server_default="", nullable=False),
        Column("status", Text, server_default="", nullable=False),
        Column("delivery_id", Int, nullable=True),
        Column("recorded_at", Int, nullable=False),
        ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_event_delivery_id"),
        PrimaryKeyConstraint("id", name="pk_event"),
        UniqueConstraint(
            "kind", "address_hash", "at", "group_id", name="uq_event_kind_address_hash_at_group_id"
        ),
    )
    op.create_index("ix_event_address_hash", "event", ["address_hash"], unique=False)
    op.create_index("ix_event_delivery_id", "event", ["delivery_id"], unique=False)
