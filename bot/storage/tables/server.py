"""What belongs to no feature: audit record, open forms, updates, outbox, jobs, state of the server."""

from sqlalchemy import Index, PrimaryKeyConstraint, text

from bot.storage.tables.columns import bigint, given_id, integer, moment, record, table, words

audit = table(
    "audit",
    given_id("sequence"),
    moment("at"),
    words("kind"),
    bigint("account_id", null=True),
    words("data"),
    words("previous"),
    words("hash"),
)

conversation = table(
    "conversation",
    given_id("account_id"),
    words("name"),
    words("step"),
    integer("version"),
    words("draft"),
    moment("updated_at"),
)

seen_update = table(
    "seen_update",
    bigint("bot_id"),
    bigint("update_id"),
    moment("at"),
    PrimaryKeyConstraint("bot_id", "update_id"),
)
Index("ix_seen_update_at", seen_update.c.at)

parked_update = table(
    "parked_update",
    bigint("bot_id"),
    bigint("update_id"),
    words("kind"),
    words("reference"),
    moment("at"),
    PrimaryKeyConstraint("bot_id", "update_id"),
)

outbox = record(
    "outbox",
    words("key"),
    bigint("chat_id"),
    words("kind"),
    words("data"),
    moment("due_at"),
    integer("priority"),
    words("state"),
    integer("attempts"),
    moment("claimed_until", null=True),
    words("last_error", null=True),
    bigint("message_id", null=True),
    moment("sent_at", null=True),
    sqlite_autoincrement=True,
)
"""Ids are never reused: a message in hand whose row is deleted meanwhile must not be confused with a later one."""
Index("uq_outbox_key", outbox.c.key, unique=True)
Index("ix_outbox_queued", outbox.c.priority, outbox.c.id, sqlite_where=text("state = 'queued'"),
      postgresql_where=text("state = 'queued'"))  # fmt: skip

job = record(
    "job",
    words("key"),
    words("kind"),
    words("data"),
    bigint("account_id", null=True),
    words("language", default="zh"),
    words("state"),
    words("result", null=True),
    moment("created_at"),
    moment("claimed_until", null=True),
    moment("done_at", null=True),
)
Index("uq_job_key", job.c.key, unique=True)

state = table("state", words("key"), words("value"), PrimaryKeyConstraint("key"))
"""What the server stores about itself: whether the last stop was clean, and which update came last."""
