"""Grading rounds: one case for each unit, with its scores, decisions, notices and objections."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, PrimaryKeyConstraint

from bot.storage.tables.columns import integer, moment, record, ref, table, version, words

grade_scheme = table(
    "grade_scheme",
    words("digest"),
    words("code"),
    integer("version"),
    words("content"),
    PrimaryKeyConstraint("digest"),
)
"""The scheme that a round began with; `content` is `Scheme.as_json`."""

grade_round = record(
    "grade_round",
    ref("unit_id", "unit"),
    integer("year"),
    words("kind"),
    ref("first_id", "grade_round", null=True),
    ref("started_by", "person", null=True),
    moment("started_at"),
    CheckConstraint("kind IN ('round', 'second_look')", name="kind"),
)
"""`unit_id` is the committee; `first_id` is the round that a second review reviews."""
Index("ix_grade_round_unit_id", grade_round.c.unit_id)

grade_case = record(
    "grade_case",
    ref("round_id", "grade_round"),
    ref("unit_id", "unit"),
    words("digest"),
    words("step"),
    version(),
    words("former", null=True),
    words("proposed", null=True),
    words("proposed_reason", null=True),
    words("opinion", null=True),
)
"""`former`: the last grade, as it was written; `proposed`: the unit's own grade; `opinion`: its words after rating."""
Index("uq_grade_case_round_id_unit_id", grade_case.c.round_id, grade_case.c.unit_id, unique=True)
Index("ix_grade_case_unit_id", grade_case.c.unit_id)

grade_step = table(
    "grade_step",
    ref("case_id", "grade_case"),
    words("step"),
    words("due_on"),
    moment("entered_at", null=True),
    moment("done_at", null=True),
    PrimaryKeyConstraint("case_id", "step"),
)

grade_survey = record(
    "grade_survey",
    ref("case_id", "grade_case"),
    words("kind"),
    integer("number", null=True),
    words("words", null=True),
    ref("entered_by", "person", null=True),
    moment("at"),
    CheckConstraint(
        "kind IN ('handed_out', 'returned', 'visits', 'interviews', 'fact', 'problem', 'suggestion')", name="kind"
    ),
)
Index("ix_grade_survey_case_id", grade_survey.c.case_id)

grade_leaf = table(
    "grade_leaf",
    ref("case_id", "grade_case"),
    words("sheet"),
    words("leaf"),
    words("salt"),
    ref("entered_by", "person", null=True),
    moment("at"),
    PrimaryKeyConstraint("case_id", "sheet", "leaf"),
    CheckConstraint("sheet IN ('unit', 'committee')", name="sheet"),
)
"""The score of an indicator or of a part of one; without deductions it has full marks. The audit record has the SHA-256
of `salt` and the reasons."""

grade_deduction = record(
    "grade_deduction",
    ref("case_id", "grade_case"),
    words("sheet"),
    words("leaf"),
    integer("tenths"),
    words("reason"),
)
Index("ix_grade_deduction_case_id", grade_deduction.c.case_id)

grade_fact = table(
    "grade_fact",
    ref("case_id", "grade_case"),
    words("rule"),
    words("evidence", null=True),
    words("override", null=True),
    words("salt"),
    ref("entered_by", "person", null=True),
    moment("at"),
    PrimaryKeyConstraint("case_id", "rule"),
)
"""`evidence` of a rule stated as a fact; `override`: the reason why a rule in force is set aside. The audit record has
the SHA-256 of `salt` and both texts."""

grade_decision = record(
    "grade_decision",
    ref("case_id", "grade_case"),
    integer("number"),
    words("computed", null=True),
    integer("score", null=True),
    words("grade", null=True),
    words("reason", null=True),
    words("salt"),
    words("decided_on"),
    ref("decided_by", "person", null=True),
    moment("at"),
    words("basis", null=True),
)
"""A decision. `grade` NULL: left ungraded with `reason`. A later one, after an objection was upheld, has the next
number. The audit record has the SHA-256 of `salt` and the reason. `basis` is the digest of the facts that the decision
rests on; NULL once an objection to it was upheld."""
Index("uq_grade_decision_number", grade_decision.c.case_id, grade_decision.c.number, unique=True)

grade_notice = record(
    "grade_notice",
    ref("case_id", "grade_case"),
    ref("decision_id", "grade_decision"),
    words("starts_on"),
    words("ends_on"),
    words("head"),
    moment("ended_at", null=True),
)
"""`ends_on`: the last day for objections; `head`: the head of the audit chain that the notice prints."""
Index("ix_grade_notice_case_id", grade_notice.c.case_id)

grade_objection = record(
    "grade_objection",
    ref("notice_id", "grade_notice"),
    ref("person_id", "person", null=True),
    words("words"),
    words("raised_on"),
    words("finding", null=True),
    words("answer", null=True),
    Column("upheld", Boolean, nullable=True),
    ref("answered_by", "person", null=True),
    moment("answered_at", null=True),
)
"""An objection. `person_id` NULL: it is anonymous, and the row keeps only the day."""
Index("ix_grade_objection_notice_id", grade_objection.c.notice_id)
