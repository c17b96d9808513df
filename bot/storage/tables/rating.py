"""Secret ratings. No row of these tables ties a person to a ballot (decision 14)."""

from sqlalchemy import Boolean, CheckConstraint, Column, Index, LargeBinary, PrimaryKeyConstraint

from bot.storage.tables.columns import bigint, flag, integer, moment, record, ref, table, version, words

rating = record(
    "rating",
    ref("unit_id", "unit"),
    ref("case_id", "grade_case", null=True),
    ref("meeting_id", "meeting", null=True),
    words("subject"),
    ref("person_id", "person", null=True),
    words("title"),
    words("questions"),
    words("majority", null=True),
    flag("comment"),
    flag("split"),
    flag("paper"),
    words("source"),
    words("groups"),
    words("state"),
    version(),
    ref("prepared_by", "person", null=True),
    moment("prepared_at"),
    ref("supervisor_id", "person", null=True),
    ref("teller_id", "person", null=True),
    bigint("supervisor_account", null=True),
    bigint("teller_account", null=True),
    moment("opened_at", null=True),
    moment("closes_at"),
    moment("ended_at", null=True),
    moment("closed_at", null=True),
    words("void_reason", null=True),
    words("fault", null=True),
    words("public_key", null=True),
    bigint("opening_entry", null=True),
    integer("returned_shown", null=True),
    moment("refreshed_at", null=True),
    integer("issued", null=True),
    integer("returned", null=True),
    integer("valid", null=True),
    integer("spoiled", null=True),
    words("result", null=True),
    words("salt", null=True),
    CheckConstraint("subject IN ('unit', 'person', 'motion')", name="subject"),
    CheckConstraint(
        "state IN ('draft', 'submitted', 'opening', 'open', 'ended', 'closing', 'counted', 'closed', 'void')",
        name="state",
    ),
)
"""`questions`, `majority` and `result` are JSON. The two accounts are fixed at opening; no other acts as supervisor or
teller. `opening_entry` is the audit entry with the public key's fingerprint; the audit record has the SHA-256 of `salt`
and the result. The five numbers exist from closing on; `returned_shown` is ten minutes old."""
Index("ix_rating_unit_id", rating.c.unit_id)
Index("ix_rating_case_id", rating.c.case_id)

elector = table(
    "elector",
    ref("rating_id", "rating"),
    ref("person_id", "person"),
    words("voters"),
    words("source"),
    words("doubt", null=True),
    bigint("account_id", null=True),
    Column("voted", Boolean, nullable=True),
    Column("paper", Boolean, nullable=True),
    PrimaryKeyConstraint("rating_id", "person_id"),
    sqlite_with_rowid=False,
)
"""`account_id` is the only account that may vote for the person; `doubt` is why the supervisor must first confirm one.
No time and no ballot is stored; both flags are NULL from closing on."""
Index("ix_elector_person_id", elector.c.person_id)

envelope = table(
    "envelope",
    ref("rating_id", "rating"),
    words("id"),
    Column("box", LargeBinary, nullable=False),
    PrimaryKeyConstraint("rating_id", "id"),
    sqlite_with_rowid=False,
)
"""A ballot, encrypted, under a random id. No person, time, order or sequence."""

rating_paper = table(
    "rating_paper",
    ref("rating_id", "rating"),
    integer("returned"),
    integer("spoiled"),
    words("counts"),
    ref("entered_by", "person"),
    PrimaryKeyConstraint("rating_id"),
)
"""The totals of the paper ballots; `counts` is JSON: for each question a list of counts by choice."""

rating_yes = table(
    "rating_yes",
    ref("rating_id", "rating"),
    words("matter"),
    words("role"),
    ref("person_id", "person", null=True),
    moment("at"),
    words("reason", null=True),
    PrimaryKeyConstraint("rating_id", "matter", "role"),
    CheckConstraint("matter IN ('close', 'void', 'paper')", name="matter"),
)
"""Approvals of what two people do together, one for each role; of voiding with the reason. None concerns a vote."""

rating_comment = table(
    "rating_comment",
    ref("rating_id", "rating"),
    integer("place"),
    words("words"),
    PrimaryKeyConstraint("rating_id", "place"),
    sqlite_with_rowid=False,
)
"""Comments, which are shuffled at closing and stored apart from any answers."""
