"""What belongs to no feature: audit record, open forms, updates, outbox, jobs, state of the server."""

from sqlalchemy import BigInteger, Column, Index, Integer, PrimaryKeyConstraint, Table, text

from bot.storage.tables.columns import identity, metadata, moment, words

audit = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    moment("at"),
    words("kind"),
    Column("account_id", BigInteger, nullable=True),
    words("data"),
    words("previous"),
    words("hash"),
)

conversation = Table(
    "conversation",
    metadata,
    Column("account_id", BigInteger, primary_key=True, autoincrement=False),
    words("name"),
    words("step"),
    Column("version", Integer, nullable=False),
    words("draft"),
    moment("updated_at"),
)

seen_update = Table(
    "seen_update",
    metadata,
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    moment("at"),
    PrimaryKeyConstraint("bot_id", "update_id"),
)
Index("ix_seen_update_at", seen_update.c.at)

parked_update = Table(
    "parked_update",
    metadata,
    Column("bot_id", BigInteger, nullable=False),
    Column("update_id", BigInteger, nullable=False),
    words("kind"),
    words("reference"),
    moment("at"),
    PrimaryKeyConstraint("bot_id", "update_id"),
)

outbox = Table(
    "outbox",
    metadata,
    identity(),
    words("key"),
    Column("chat_id", BigInteger, nullable=False),
    words("kind"),
    words("data"),
    moment("due_at"),
    Column("priority", Integer, nullable=False),
    words("state"),
    Column("attempts", Integer, nullable=False),
    moment("claimed_until", null=True),
    words("last_error", null=True),
    Column("message_id", BigInteger, nullable=True),
    moment("sent_at", null=True),
    sqlite_autoincrement=True,
)
"""Ids are never reused: a message in hand whose row is deleted meanwhile must not be confused with a later one."""
Index("uq_outbox_key", outbox.c.key, unique=True)
Index("ix_outbox_queued", outbox.c.priority, outbox.c.id, sqlite_where=text("state = 'queued'"),
      postgresql_where=text("state = 'queued'"))  # fmt: skip

job = Table(
    "job",
    metadata,
    identity(),
    words("key"),
    words("kind"),
    words("data"),
    Column("account_id", BigInteger, nullable=True),
    words("language", default="zh"),
    words("state"),
    words("result", null=True),
    moment("created_at"),
    moment("claimed_until", null=True),
    moment("done_at", null=True),
)
Index("uq_job_key", job.c.key, unique=True)

state = Table("state", metadata, words("key"), words("value"), PrimaryKeyConstraint("key"))
"""What the server stores about itself: whether the last stop was clean, and which update came last."""
