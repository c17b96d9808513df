"""secret ratings"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_secret_rating"
down_revision = "20261122_round"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("standing_at", sa.BigInteger(), nullable=True))
    op.create_table(
        "rating",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("meeting_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("questions", sa.Text(), nullable=False),
        sa.Column("majority", sa.Text(), nullable=True),
        sa.Column("comment", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("split", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("paper", sa.Boolean(), server_default=sa.text("(false)"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("groups", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("prepared_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("prepared_at", sa.BigInteger(), nullable=False),
        sa.Column("supervisor_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("teller_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("supervisor_account", sa.BigInteger(), nullable=True),
        sa.Column("teller_account", sa.BigInteger(), nullable=True),
        sa.Column("opened_at", sa.BigInteger(), nullable=True),
        sa.Column("closes_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), nullable=True),
        sa.Column("public_key", sa.Text(), nullable=True),
        sa.Column("opening_entry", sa.BigInteger(), nullable=True),
        sa.Column("returned_shown", sa.Integer(), nullable=True),
        sa.Column("refreshed_at", sa.BigInteger(), nullable=True),
        sa.Column("issued", sa.Integer(), nullable=True),
        sa.Column("returned", sa.Integer(), nullable=True),
        sa.Column("valid", sa.Integer(), nullable=True),
        sa.Column("spoiled", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state IN ('draft', 'submitted', 'opening', 'open', 'ended', 'closing', 'counted', 'closed', 'void')",
            name=op.f("ck_rating_state"),
        ),
        sa.CheckConstraint("subject IN ('unit', 'person', 'motion')", name=op.f("ck_rating_subject")),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_rating_case_id")),
        sa.ForeignKeyConstraint(["meeting_id"], ["meeting.id"], name=op.f("fk_rating_meeting_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_person_id")),
        sa.ForeignKeyConstraint(["prepared_by"], ["person.id"], name=op.f("fk_rating_prepared_by")),
        sa.ForeignKeyConstraint(["supervisor_id"], ["person.id"], name=op.f("fk_rating_supervisor_id")),
        sa.ForeignKeyConstraint(["teller_id"], ["person.id"], name=op.f("fk_rating_teller_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_rating_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
    )
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.create_index("ix_rating_case_id", ["case_id"], unique=False)
        batch_op.create_index("ix_rating_unit_id", ["unit_id"], unique=False)
    op.create_table(
        "elector",
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("voters", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("doubt", sa.Text(), nullable=True),
        sa.Column("account_id", sa.BigInteger(), nullable=True),
        sa.Column("voted", sa.Boolean(), nullable=True),
        sa.Column("paper", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_elector_person_id")),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_elector_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", "person_id", name=op.f("pk_elector")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("elector", schema=None) as batch_op:
        batch_op.create_index("ix_elector_person_id", ["person_id"], unique=False)
    op.create_table(
        "envelope",
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_envelope_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", "id", name=op.f("pk_envelope")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating_comment",
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_comment_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", "place", name=op.f("pk_rating_comment")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating_paper",
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("returned", sa.Integer(), nullable=False),
        sa.Column("spoiled", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_rating_paper_entered_by")),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_paper_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", name=op.f("pk_rating_paper")),
    )
    op.create_table(
        "rating_yes",
        sa.Column("rating_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("matter", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("matter IN ('close', 'void', 'paper')", name=op.f("ck_rating_yes_matter")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_yes_person_id")),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_yes_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", "matter", "role", name=op.f("pk_rating_yes")),
    )


def downgrade() -> None:
    op.drop_table("rating_yes")
    op.drop_table("rating_paper")
    op.drop_table("rating_comment")
    op.drop_table("envelope")
    with op.batch_alter_table("elector", schema=None) as batch_op:
        batch_op.drop_index("ix_elector_person_id")
    op.drop_table("elector")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_unit_id")
        batch_op.drop_index("ix_rating_case_id")
    op.drop_table("rating")
    op.drop_column("person", "standing_at")
