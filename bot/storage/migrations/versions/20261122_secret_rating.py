"""ratings and grading rounds"""

import sqlalchemy as sa
from alembic import op

revision = "20261122_secret_rating"
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
        sa.Column("decided_on", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
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
        sa.CheckConstraint("matter IN ('close', 'void', 'paper')", name=op.f("ck_rating_yes_matter")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rating_yes_person_id")),
        sa.ForeignKeyConstraint(["rating_id"], ["rating.id"], name=op.f("fk_rating_yes_rating_id")),
        sa.PrimaryKeyConstraint("rating_id", "matter", "role", name=op.f("pk_rating_yes")),
    )
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
    op.drop_table("rating_yes")
    op.drop_table("rating_paper")
    op.drop_table("rating_comment")
    with op.batch_alter_table("grade_notice", schema=None) as batch_op:
        batch_op.drop_index("ix_grade_notice_case_id")

    op.drop_table("grade_notice")
    op.drop_table("envelope")
    with op.batch_alter_table("elector", schema=None) as batch_op:
        batch_op.drop_index("ix_elector_person_id")

    op.drop_table("elector")
    with op.batch_alter_table("rating", schema=None) as batch_op:
        batch_op.drop_index("ix_rating_unit_id")
        batch_op.drop_index("ix_rating_case_id")

    op.drop_table("rating")
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
