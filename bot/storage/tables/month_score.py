"""The month's score of a branch: what is entered, and each publication."""

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, Table, text

from bot.storage.tables.columns import identity, metadata, moment, ref, words

month_score_scheme = Table(
    "month_score_scheme",
    metadata,
    words("digest"),
    Column("version", Integer, nullable=False),
    words("content"),
    PrimaryKeyConstraint("digest"),
)
"""The scheme by which scores were made; `content` is `MonthScheme.as_json`."""

month_score_draft = Table(
    "month_score_draft",
    metadata,
    identity(),
    ref("unit_id", "unit"),
    words("month"),
    words("digest"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    words("lines"),
    ref("entered_by", "person", null=True),
    moment("at"),
)
"""`month`: 2026-11. `lines`: JSON, the tenths and reason of each deduction by aspect; others have full marks."""
Index("uq_month_score_draft_unit_id_month", month_score_draft.c.unit_id, month_score_draft.c.month, unique=True)

month_score = Table(
    "month_score",
    metadata,
    identity(),
    ref("unit_id", "unit"),
    words("month"),
    Column("number", Integer, nullable=False),
    words("digest"),
    Column("score", Integer, nullable=False),
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
