"""rectification and reminders"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_rectify"
down_revision = "20261122_first"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _rebuild_outbox(autoincrement=True)
    op.create_table(
        "reminder_stale",
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("subject", "subject_id", name=op.f("pk_reminder_stale")),
    )
    op.create_table(
        "rectify_item",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), server_default="", nullable=False),
        sa.Column("source", sa.Text(), server_default="", nullable=False),
        sa.Column("cause", sa.Text(), server_default="", nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), server_default="", nullable=False),
        sa.Column("owner_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("horizon", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("first_due_on", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("entered_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("handed_in_at", sa.BigInteger(), nullable=True),
        sa.Column("signed_off_at", sa.BigInteger(), nullable=True),
        sa.Column("signed_off_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signed_off_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("sign_off_year", sa.Integer(), nullable=True),
        sa.Column("sign_off_number", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'open', 'handed_in', 'returned', 'signed_off')", name=op.f("ck_rectify_item_state")
        ),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_rectify_item_entered_by")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_rectify_item_owner_id")),
        sa.ForeignKeyConstraint(["signed_off_by"], ["person.id"], name=op.f("fk_rectify_item_signed_off_by")),
        sa.ForeignKeyConstraint(["signed_off_for"], ["unit.id"], name=op.f("fk_rectify_item_signed_off_for")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rectify_item_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectify_item")),
    )
    with op.batch_alter_table("rectify_item", schema=None) as batch_op:
        batch_op.create_index("ix_rectify_item_owner_id", ["owner_id"], unique=False)
        batch_op.create_index("ix_rectify_item_unit_id", ["unit_id"], unique=False)
        batch_op.create_index(
            "uq_rectify_item_sign_off", ["signed_off_for", "sign_off_year", "sign_off_number"], unique=True
        )

    op.create_table(
        "reminder",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("occasion", sa.Text(), nullable=False),
        sa.Column("day", sa.Text(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("queued_on", sa.Text(), nullable=True),
        sa.Column("snoozed", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.CheckConstraint("state IN ('planned', 'queued', 'dropped')", name=op.f("ck_reminder_state")),
        sa.CheckConstraint("(day IS NULL) <> (at IS NULL)", name=op.f("ck_reminder_when")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
    )
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.create_index(
            "ix_reminder_at",
            ["at"],
            unique=False,
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.create_index(
            "ix_reminder_day",
            ["day"],
            unique=False,
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.create_index("ix_reminder_person_id", ["person_id"], unique=False)
        batch_op.create_index("uq_reminder_once", ["kind", "subject_id", "person_id", "occasion"], unique=True)

    op.create_table(
        "reminder_setting",
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("minute", sa.Integer(), nullable=True),
        sa.Column("muted", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reminder_setting_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_reminder_setting")),
    )
    op.create_table(
        "rectify_event",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["rectify_item.id"], name=op.f("fk_rectify_event_item_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rectify_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectify_event")),
    )
    with op.batch_alter_table("rectify_event", schema=None) as batch_op:
        batch_op.create_index("ix_rectify_event_item_id", ["item_id"], unique=False)

    op.create_table(
        "rectify_evidence",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), server_default="", nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=True),
        sa.Column("given_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("given_at", sa.BigInteger(), nullable=False),
        sa.Column("handed_in_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("kind IN ('text', 'photo', 'document')", name=op.f("ck_rectify_evidence_kind")),
        sa.ForeignKeyConstraint(["given_by"], ["person.id"], name=op.f("fk_rectify_evidence_given_by")),
        sa.ForeignKeyConstraint(["item_id"], ["rectify_item.id"], name=op.f("fk_rectify_evidence_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectify_evidence")),
    )
    with op.batch_alter_table("rectify_evidence", schema=None) as batch_op:
        batch_op.create_index("ix_rectify_evidence_item_id", ["item_id"], unique=False)

    op.create_table(
        "rectify_extension",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until_on", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("asked_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("decided_at", sa.BigInteger(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state IN ('asked', 'agreed', 'refused')", name=op.f("ck_rectify_extension_state")),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"], name=op.f("fk_rectify_extension_asked_by")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_rectify_extension_decided_by")),
        sa.ForeignKeyConstraint(["item_id"], ["rectify_item.id"], name=op.f("fk_rectify_extension_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectify_extension")),
    )
    with op.batch_alter_table("rectify_extension", schema=None) as batch_op:
        batch_op.create_index("ix_rectify_extension_item_id", ["item_id"], unique=False)

    op.create_table(
        "rectify_milestone",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("reached_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["item_id"], ["rectify_item.id"], name=op.f("fk_rectify_milestone_item_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rectify_milestone")),
    )
    with op.batch_alter_table("rectify_milestone", schema=None) as batch_op:
        batch_op.create_index("ix_rectify_milestone_item_id", ["item_id"], unique=False)

    op.create_table(
        "outside_place",
        sa.Column("session_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outside_place_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["session.id"], name=op.f("fk_outside_place_session_id")),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_outside_place")),
    )
    with op.batch_alter_table("outside_place", schema=None) as batch_op:
        batch_op.create_index("ix_outside_place_person_id", ["person_id"], unique=False)


def downgrade() -> None:
    _rebuild_outbox(autoincrement=False)
    with op.batch_alter_table("outside_place", schema=None) as batch_op:
        batch_op.drop_index("ix_outside_place_person_id")

    op.drop_table("outside_place")
    with op.batch_alter_table("rectify_milestone", schema=None) as batch_op:
        batch_op.drop_index("ix_rectify_milestone_item_id")

    op.drop_table("rectify_milestone")
    with op.batch_alter_table("rectify_extension", schema=None) as batch_op:
        batch_op.drop_index("ix_rectify_extension_item_id")

    op.drop_table("rectify_extension")
    with op.batch_alter_table("rectify_evidence", schema=None) as batch_op:
        batch_op.drop_index("ix_rectify_evidence_item_id")

    op.drop_table("rectify_evidence")
    with op.batch_alter_table("rectify_event", schema=None) as batch_op:
        batch_op.drop_index("ix_rectify_event_item_id")

    op.drop_table("rectify_event")
    op.drop_table("reminder_setting")
    with op.batch_alter_table("reminder", schema=None) as batch_op:
        batch_op.drop_index("uq_reminder_once")
        batch_op.drop_index("ix_reminder_person_id")
        batch_op.drop_index(
            "ix_reminder_day", sqlite_where=sa.text("state = 'planned'"), postgresql_where=sa.text("state = 'planned'")
        )
        batch_op.drop_index(
            "ix_reminder_at", sqlite_where=sa.text("state = 'planned'"), postgresql_where=sa.text("state = 'planned'")
        )

    op.drop_table("reminder")
    with op.batch_alter_table("rectify_item", schema=None) as batch_op:
        batch_op.drop_index("uq_rectify_item_sign_off")
        batch_op.drop_index("ix_rectify_item_unit_id")
        batch_op.drop_index("ix_rectify_item_owner_id")

    op.drop_table("rectify_item")
    op.drop_table("reminder_stale")


def _rebuild_outbox(*, autoincrement: bool) -> None:
    """With AUTOINCREMENT an id that is gone is never given again; PostgreSQL's sequences do so anyway."""
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("outbox", recreate="always", table_kwargs={"sqlite_autoincrement": autoincrement}):
            pass
