"""Planned reminders, and people's settings for them."""

from sqlalchemy import CheckConstraint, Index, PrimaryKeyConstraint, text

from bot.storage.tables.columns import bigint, flag, integer, moment, record, ref, table, words

reminder = record(
    "reminder",
    words("kind"),
    bigint("subject_id"),
    ref("person_id", "person"),
    words("occasion"),
    words("day", null=True),
    moment("at", null=True),
    words("state"),
    words("queued_on", null=True),
    flag("snoozed"),
    CheckConstraint("state IN ('planned', 'queued', 'dropped')", name="state"),
    CheckConstraint("(day IS NULL) <> (at IS NULL)", name="when"),
)
"""One reminder of one subject to one person, planned once. `day`: it goes into the message of that local day; `at`: it
is a message of its own. `queued_on`: the local day when it was sent; `snoozed`: the person has put it off to `day`."""
Index("uq_reminder_once", reminder.c.kind, reminder.c.subject_id, reminder.c.person_id, reminder.c.occasion,
      unique=True)  # fmt: skip
Index("ix_reminder_person_id", reminder.c.person_id)
Index("ix_reminder_day", reminder.c.day, sqlite_where=text("state = 'planned'"),
      postgresql_where=text("state = 'planned'"))  # fmt: skip
Index("ix_reminder_at", reminder.c.at, sqlite_where=text("state = 'planned'"),
      postgresql_where=text("state = 'planned'"))  # fmt: skip

reminder_stale = table(
    "reminder_stale",
    words("subject"),
    bigint("subject_id"),
    PrimaryKeyConstraint("subject", "subject_id"),
)
"""Subjects whose facts have changed since their reminders were planned; a row is written with the change."""

reminder_setting = table(
    "reminder_setting",
    ref("person_id", "person"),
    integer("minute", null=True),
    words("muted", default=""),
    PrimaryKeyConstraint("person_id"),
)
"""`minute` of the day at which the person wants the day's message, or NULL for the committee's hour; `muted`: the kinds
that the person has switched off, joined by commas."""
