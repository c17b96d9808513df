"""The month's score of a branch: what is entered, and each publication."""

from sqlalchemy import Index, PrimaryKeyConstraint

from bot.storage.tables.columns import integer, moment, record, ref, table, version, words

month_score_scheme = table(
    "month_score_scheme",
    words("digest"),
    integer("version"),
    words("content"),
    PrimaryKeyConstraint("digest"),
)
"""The scheme by which scores were made; `content` is `MonthScheme.as_json`."""

month_score_draft = record(
    "month_score_draft",
    ref("unit_id", "unit"),
    words("month"),
    words("digest"),
    version(),
    words("lines"),
    ref("entered_by", "person", null=True),
    moment("at"),
)
"""`month`: 2026-11. `lines`: JSON, the tenths and reason of each deduction by aspect; others have full marks."""
Index("uq_month_score_draft_unit_id_month", month_score_draft.c.unit_id, month_score_draft.c.month, unique=True)

month_score = record(
    "month_score",
    ref("unit_id", "unit"),
    words("month"),
    integer("number"),
    words("digest"),
    integer("score"),
    words("lines"),
    words("reason", null=True),
    words("salt"),
    words("published_on"),
    ref("published_by", "person", null=True),
    moment("at"),
)
"""Publications. Rows are never changed: a correction has the next number and a reason. The audit record has the SHA-256
of `salt` and the words."""
Index("uq_month_score_number", month_score.c.unit_id, month_score.c.month, month_score.c.number, unique=True)
