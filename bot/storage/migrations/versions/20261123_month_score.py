"""the month's score"""

import sqlalchemy as sa
from alembic import op

revision = "20261123_month_score"
down_revision = "20261122_secret_rating"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "month_score_scheme",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_month_score_scheme")),
    )
    op.create_table(
        "month_score_draft",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_month_score_draft_entered_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_month_score_draft_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_score_draft")),
    )
    with op.batch_alter_table("month_score_draft", schema=None) as batch_op:
        batch_op.create_index("uq_month_score_draft_unit_id_month", ["unit_id", "month"], unique=True)
    op.create_table(
        "month_score",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("month", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=False),
        sa.Column("published_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_month_score_published_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_month_score_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_month_score")),
    )
    with op.batch_alter_table("month_score", schema=None) as batch_op:
        batch_op.create_index("uq_month_score_number", ["unit_id", "month", "number"], unique=True)


def downgrade() -> None:
    for table in ("month_score", "month_score_draft", "month_score_scheme"):
        op.drop_table(table)
