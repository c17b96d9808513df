"""Rectification items, the evidence handed in for them, and their history."""

from sqlalchemy import CheckConstraint, Index

from bot.storage.tables.columns import bigint, integer, moment, record, ref, version, words

rectify_item = record(
    "rectify_item",
    ref("unit_id", "unit"),
    words("problem"),
    words("category", default=""),
    words("source", default=""),
    words("cause", default=""),
    words("measure"),
    words("target", default=""),
    ref("owner_id", "person"),
    words("horizon"),
    words("starts_on"),
    words("due_on"),
    words("first_due_on"),
    words("state"),
    version(),
    ref("entered_by", "person", null=True),
    moment("entered_at"),
    moment("opened_at", null=True),
    moment("handed_in_at", null=True),
    moment("signed_off_at", null=True),
    ref("signed_off_by", "person", null=True),
    ref("signed_off_for", "unit", null=True),
    integer("sign_off_year", null=True),
    integer("sign_off_number", null=True),
    CheckConstraint("state IN ('draft', 'open', 'handed_in', 'returned', 'signed_off')", name="state"),
)
"""`due_on` is the date that counts, `first_due_on` the one that was agreed first."""
Index("ix_rectify_item_unit_id", rectify_item.c.unit_id)
Index("ix_rectify_item_owner_id", rectify_item.c.owner_id)
Index("uq_rectify_item_sign_off", rectify_item.c.signed_off_for, rectify_item.c.sign_off_year,
      rectify_item.c.sign_off_number, unique=True)  # fmt: skip

rectify_milestone = record(
    "rectify_milestone",
    ref("item_id", "rectify_item"),
    words("title"),
    words("due_on"),
    moment("reached_at", null=True),
)
Index("ix_rectify_milestone_item_id", rectify_milestone.c.item_id)

rectify_evidence = record(
    "rectify_evidence",
    ref("item_id", "rectify_item"),
    words("kind"),
    words("words", default=""),
    words("file", null=True),
    words("name", default=""),
    bigint("bytes", null=True),
    ref("given_by", "person"),
    moment("given_at"),
    moment("handed_in_at", null=True),
    CheckConstraint("kind IN ('text', 'photo', 'document')", name="kind"),
)
"""A piece of evidence. `file` is the SHA-256 of an attachment, and its name in the folder. Until it is handed in, the
owner is still gathering it."""
Index("ix_rectify_evidence_item_id", rectify_evidence.c.item_id)

rectify_extension = record(
    "rectify_extension",
    ref("item_id", "rectify_item"),
    words("until_on"),
    words("reason"),
    words("state"),
    ref("asked_by", "person"),
    moment("asked_at"),
    ref("decided_by", "person", null=True),
    moment("decided_at", null=True),
    words("answer", default=""),
    CheckConstraint("state IN ('asked', 'agreed', 'refused')", name="state"),
)
Index("ix_rectify_extension_item_id", rectify_extension.c.item_id)

rectify_event = record(
    "rectify_event",
    ref("item_id", "rectify_item"),
    words("kind"),
    words("data"),
    ref("person_id", "person", null=True),
    moment("at"),
)
"""An item's history, in the order of `id`."""
Index("ix_rectify_event_item_id", rectify_event.c.item_id)
