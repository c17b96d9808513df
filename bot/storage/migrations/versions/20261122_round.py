"""grading rounds"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_round"
down_revision = "20261122_rectify"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "grade_scheme",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_grade_scheme")),
    )
    op.create_table(
        "grade_round",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("kind IN ('round', 'second_look')", name=op.f("ck_grade_round_kind")),
        sa.ForeignKeyConstraint(["first_id"], ["grade_round.id"], name=op.f("fk_grade_round_first_id")),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("fk_grade_round_started_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_grade_round_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_round")),
    )
    with op.batch_alter_table("grade_round", schema=None) as batch_op:
        batch_op.create_index("ix_grade_round_unit_id", ["unit_id"], unique=False)
    op.create_table(
        "grade_case",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("round_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("unit_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("former", sa.Text(), nullable=True),
        sa.Column("proposed", sa.Text(), nullable=True),
        sa.Column("proposed_reason", sa.Text(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["grade_round.id"], name=op.f("fk_grade_case_round_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_grade_case_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_case")),
    )
    with op.batch_alter_table("grade_case", schema=None) as batch_op:
        batch_op.create_index("ix_grade_case_unit_id", ["unit_id"], unique=False)
        batch_op.create_index("uq_grade_case_round_id_unit_id", ["round_id", "unit_id"], unique=True)
    op.create_table(
        "grade_decision",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("computed", sa.Text(), nullable=True),
        sa.Column("score", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_decision_case_id")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_grade_decision_decided_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_decision")),
    )
    with op.batch_alter_table("grade_decision", schema=None) as batch_op:
        batch_op.create_index("uq_grade_decision_number", ["case_id", "number"], unique=True)
    op.create_table(
        "grade_deduction",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("leaf", sa.Text(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_deduction_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_deduction")),
    )
    with op.batch_alter_table("grade_deduction", schema=None) as batch_op:
        batch_op.create_index("ix_grade_deduction_case_id", ["case_id"], unique=False)
    op.create_table(
        "grade_fact",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("override", sa.Text(), nullable=True),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_fact_case_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_grade_fact_entered_by")),
        sa.PrimaryKeyConstraint("case_id", "rule", name=op.f("pk_grade_fact")),
    )
    op.create_table(
        "grade_leaf",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("leaf", sa.Text(), nullable=False),
        sa.Column("salt", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("sheet IN ('unit', 'committee')", name=op.f("ck_grade_leaf_sheet")),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_leaf_case_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_grade_leaf_entered_by")),
        sa.PrimaryKeyConstraint("case_id", "sheet", "leaf", name=op.f("pk_grade_leaf")),
    )
    op.create_table(
        "grade_step",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Text(), nullable=False),
        sa.Column("entered_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_step_case_id")),
        sa.PrimaryKeyConstraint("case_id", "step", name=op.f("pk_grade_step")),
    )
    op.create_table(
        "grade_survey",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('handed_out', 'returned', 'visits', 'interviews', 'fact', 'problem', 'suggestion')",
            name=op.f("ck_grade_survey_kind"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_survey_case_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_grade_survey_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_survey")),
    )
    with op.batch_alter_table("grade_survey", schema=None) as batch_op:
        batch_op.create_index("ix_grade_survey_case_id", ["case_id"], unique=False)
    op.create_table(
        "grade_notice",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("decision_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("starts_on", sa.Text(), nullable=False),
        sa.Column("ends_on", sa.Text(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["grade_case.id"], name=op.f("fk_grade_notice_case_id")),
        sa.ForeignKeyConstraint(["decision_id"], ["grade_decision.id"], name=op.f("fk_grade_notice_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_notice")),
    )
    with op.batch_alter_table("grade_notice", schema=None) as batch_op:
        batch_op.create_index("ix_grade_notice_case_id", ["case_id"], unique=False)
    op.create_table(
        "grade_objection",
        sa.Column(
            "id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), sa.Identity(always=False), nullable=False
        ),
        sa.Column("notice_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("raised_on", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("answered_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("answered_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_grade_objection_answered_by")),
        sa.ForeignKeyConstraint(["notice_id"], ["grade_notice.id"], name=op.f("fk_grade_objection_notice_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_grade_objection_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_grade_objection")),
    )
    with op.batch_alter_table("grade_objection", schema=None) as batch_op:
        batch_op.create_index("ix_grade_objection_notice_id", ["notice_id"], unique=False)
    with op.batch_alter_table("grade_result", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_grade_result_case_id"), "grade_case", ["case_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("grade_result", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_grade_result_case_id"), type_="foreignkey")
        batch_op.drop_column("case_id")
    with op.batch_alter_table("grade_objection", schema=None) as batch_op:
        batch_op.drop_index("ix_grade_objection_notice_id")
    op.drop_table("grade_objection")
    with op.batch_alter_table("grade_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_grade_notice_case_id")
    op.drop_table("grade_notice")
    with op.batch_alter_table("grade_survey", schema=None) as batch_op:
        batch_op.drop_index("ix_grade_survey_case_id")
    op.drop_table("grade_survey")
    op.drop_table("grade_step")
    op.drop_table("grade_leaf")
    op.drop_table("grade_fact")
    with op.batch_alter_table("grade_deduction", schema=None) as batch_op:
        batch_op.drop_index("ix_grade_deduction_case_id")
    op.drop_table("grade_deduction")
    with op.batch_alter_table("grade_decision", schema=None) as batch_op:
        batch_op.drop_index("uq_grade_decision_number")
    op.drop_table("grade_decision")
    with op.batch_alter_table("grade_case", schema=None) as batch_op:
        batch_op.drop_index("uq_grade_case_round_id_unit_id")
        batch_op.drop_index("ix_grade_case_unit_id")
    op.drop_table("grade_case")
    with op.batch_alter_table("grade_round", schema=None) as batch_op:
        batch_op.drop_index("ix_grade_round_unit_id")
    op.drop_table("grade_round")
    op.drop_table("grade_scheme")
