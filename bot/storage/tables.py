"""The schema. Moments are integers (ms, UTC), days ISO texts, scores integers (tenths), so both databases agree.

Imported by migrations, their tests and the command line only, never while the bot serves.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives ids by itself only to a column of exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


def identity() -> Column[int]:
    return Column("id", Id, Identity(always=False), primary_key=True)


def ref(name: str, table: str, *, null: bool = False) -> Column[int]:
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=null)


def moment(name: str, *, null: bool = False) -> Column[int]:
    return Column(name, BigInteger, nullable=null)


def words(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    return Column(name, Text, nullable=null, server_default=default)


def flag(name: str) -> Column[bool]:
    return Column(name, Boolean, nullable=False, server_default=text("false"))


# --- people -----------------------------------------------------------------------------------------------

unit = Table(
    "unit",
    metadata,
    identity(),
    ref("parent_id", "unit", null=True),
    words("name"),
    words("kind"),
    words("sector", default=""),
    words("place"),
    words("path", default=""),
    moment("created_at"),
)
"""`place` is the names from the top (甲党委/乙党支部), `path` the ids (/1/3/): all below begin with it."""
Index("uq_unit_place", unit.c.place, unique=True)
Index("ix_unit_path", unit.c.path)

person = Table(
    "person",
    metadata,
    identity(),
    words("number", null=True),
    words("name"),
    ref("unit_id", "unit"),
    ref("group_id", "unit", null=True),
    words("standing"),
    words("phone", null=True),
    words("joined_on", null=True),
    flag("retired"),
    flag("floating"),
    words("language", null=True),
    words("left_on", null=True),
    words("left_reason", null=True),
)
Index("uq_person_number", person.c.number, unique=True)
Index("ix_person_unit_id", person.c.unit_id)
Index("ix_person_group_id", person.c.group_id)
Index("ix_person_phone", person.c.phone)

post = Table(
    "post",
    metadata,
    identity(),
    ref("person_id", "person"),
    ref("unit_id", "unit"),
    words("kind"),
    words("started_on"),
    words("ended_on", null=True),
)
Index("uq_post_held", post.c.person_id, post.c.unit_id, post.c.kind, unique=True, sqlite_where=text("ended_on IS NULL"),
      postgresql_where=text("ended_on IS NULL"))  # fmt: skip
Index("ix_post_unit_id", post.c.unit_id)

account = Table(
    "account",
    metadata,
    Column("id", BigInteger, primary_key=True, autoincrement=False),
    ref("person_id", "person", null=True),
    words("language", null=True),
    moment("bound_at", null=True),
    words("bound_by", null=True),
    moment("administrator_since", null=True),
    moment("unreachable_since", null=True),
)
Index("uq_account_person_id", account.c.person_id, unique=True)

invite = Table(
    "invite",
    metadata,
    words("token_hash"),
    words("kind"),
    ref("person_id", "person", null=True),
    moment("created_at"),
    Column("created_by", BigInteger, nullable=True),
    moment("expires_at"),
    moment("used_at", null=True),
    Column("used_by", BigInteger, nullable=True),
    moment("revoked_at", null=True),
    PrimaryKeyConstraint("token_hash"),
)
Index("ix_invite_person_id", invite.c.person_id)

wrong_link = Table("wrong_link", metadata, identity(), Column("account_id", BigInteger, nullable=False), moment("at"))
Index("ix_wrong_link_account_id_at", wrong_link.c.account_id, wrong_link.c.at)

pending_binding = Table(
    "pending_binding",
    metadata,
    Column("account_id", BigInteger, primary_key=True, autoincrement=False),
    ref("person_id", "person"),
    words("way"),
    moment("asked_at"),
)
Index("ix_pending_binding_person_id", pending_binding.c.person_id)

exemption = Table(
    "exemption",
    metadata,
    identity(),
    ref("person_id", "person"),
    words("from_on"),
    words("until_on"),
    words("reason"),
    ref("given_by", "person"),
    moment("given_at"),
)
Index("ix_exemption_person_id", exemption.c.person_id)

# --- meetings ---------------------------------------------------------------------------------------------

series = Table(
    "series",
    metadata,
    identity(),
    ref("unit_id", "unit"),
    words("type"),
    words("rule"),
    words("holiday_rule"),
    words("draft"),
    words("first_on"),
    words("last_on"),
    ref("called_by", "person", null=True),
    moment("called_at"),
    moment("ended_at", null=True),
)

meeting = Table(
    "meeting",
    metadata,
    identity(),
    ref("unit_id", "unit"),
    ref("series_id", "series", null=True),
    words("type"),
    words("title"),
    moment("starts"),
    moment("ends"),
    words("place"),
    ref("host_id", "person", null=True),
    ref("recorder_id", "person", null=True),
    words("ways"),
    Column("latitude", Float, nullable=True),
    Column("longitude", Float, nullable=True),
    Column("radius", Integer, nullable=True),
    words("state"),
    words("reason", null=True),
    Column("version", Integer, nullable=False, server_default=text("1")),
    ref("called_by", "person", null=True),
    moment("called_at"),
)
Index("ix_meeting_unit_id_starts", meeting.c.unit_id, meeting.c.starts)
Index("ix_meeting_series_id", meeting.c.series_id)

session = Table(
    "session",
    metadata,
    identity(),
    ref("meeting_id", "meeting"),
    Column("number", Integer, nullable=False),
    moment("starts"),
    moment("ends"),
)
Index("uq_session_number", session.c.meeting_id, session.c.number, unique=True)

agenda_item = Table(
    "agenda_item",
    metadata,
    identity(),
    ref("meeting_id", "meeting"),
    Column("number", Integer, nullable=False),
    words("title"),
    flag("to_decide"),
)
Index("uq_agenda_item_number", agenda_item.c.meeting_id, agenda_item.c.number, unique=True)

meeting_reason = Table(
    "meeting_reason",
    metadata,
    identity(),
    ref("meeting_id", "meeting", null=True),
    ref("series_id", "series", null=True),
    words("field"),
    words("data"),
    words("salt"),
    moment("at"),
)
"""Free text of changes; the audit record has SHA-256 of salt and data."""
Index("ix_meeting_reason_meeting_id", meeting_reason.c.meeting_id)

invitee = Table(
    "invitee",
    metadata,
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    flag("voting"),
    flag("guest"),
    moment("coming_at", null=True),
    PrimaryKeyConstraint("meeting_id", "person_id"),
)
Index("ix_invitee_person_id", invitee.c.person_id)

attendance = Table(
    "attendance",
    metadata,
    ref("session_id", "session"),
    ref("person_id", "person"),
    words("state"),
    words("way"),
    moment("at"),
    ref("marked_by", "person", null=True),
    words("reason", null=True),
    flag("weak"),
    PrimaryKeyConstraint("session_id", "person_id"),
    CheckConstraint("state IN ('present', 'late', 'remote', 'absent')", name="state"),
)
Index("ix_attendance_person_id", attendance.c.person_id)

outside_place = Table(
    "outside_place",
    metadata,
    ref("session_id", "session"),
    ref("person_id", "person"),
    moment("at"),
    PrimaryKeyConstraint("session_id", "person_id"),
)
"""Whose live position was not within the meeting's radius, at the latest try; never where it was."""
Index("ix_outside_place_person_id", outside_place.c.person_id)

attendance_correction = Table(
    "attendance_correction",
    metadata,
    identity(),
    ref("session_id", "session"),
    ref("person_id", "person"),
    words("old_state", null=True),
    words("new_state"),
    words("reason"),
    ref("corrected_by", "person"),
    moment("at"),
)
Index("ix_attendance_correction_session_id", attendance_correction.c.session_id)

leave = Table(
    "leave",
    metadata,
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    words("reason"),
    words("state"),
    moment("asked_at"),
    ref("decided_by", "person", null=True),
    moment("decided_at", null=True),
    words("answer", null=True),
    PrimaryKeyConstraint("meeting_id", "person_id"),
    CheckConstraint("state IN ('asked', 'granted', 'refused', 'withdrawn')", name="state"),
)

board_link = Table(
    "board_link",
    metadata,
    words("token_hash"),
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    moment("expires_at"),
    moment("used_at", null=True),
    words("cookie_hash", null=True),
    PrimaryKeyConstraint("token_hash"),
)
Index("uq_board_link_cookie_hash", board_link.c.cookie_hash, unique=True)

live_count = Table(
    "live_count",
    metadata,
    Column("chat_id", BigInteger, nullable=False),
    ref("meeting_id", "meeting"),
    words("parcel"),
    words("shown"),
    PrimaryKeyConstraint("chat_id", "meeting_id"),
)
"""One message a chat and meeting, which edits itself; `parcel` is the key of the outbox row that sent it."""

absence_note = Table(
    "absence_note",
    metadata,
    ref("person_id", "person"),
    words("since"),
    moment("noted_at"),
    PrimaryKeyConstraint("person_id", "since"),
)
"""Months in a row without attending that the secretary has been told of; `since` is the row's first month."""

group_chat = Table(
    "group_chat",
    metadata,
    Column("chat_id", BigInteger, primary_key=True, autoincrement=False),
    ref("unit_id", "unit"),
    words("title", default=""),
    words("bot", default=""),
    ref("linked_by", "person", null=True),
    moment("linked_at"),
)
"""`bot`: the bot's user name, for the button that opens its private chat."""
Index("ix_group_chat_unit_id", group_chat.c.unit_id)

# --- grades -----------------------------------------------------------------------------------------------

grade_result = Table(
    "grade_result",
    metadata,
    identity(),
    ref("unit_id", "unit"),
    Column("year", Integer, nullable=False),
    Column("score", Integer, nullable=True),
    words("grade"),
    words("decided_on"),
    words("source"),
)
Index("uq_grade_result_unit_year", grade_result.c.unit_id, grade_result.c.year, unique=True)

# --- rectification ----------------------------------------------------------------------------------------

rectify_item = Table(
    "rectify_item",
    metadata,
    identity(),
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
    Column("version", Integer, nullable=False, server_default=text("1")),
    ref("entered_by", "person", null=True),
    moment("entered_at"),
    moment("opened_at", null=True),
    moment("handed_in_at", null=True),
    moment("signed_off_at", null=True),
    ref("signed_off_by", "person", null=True),
    ref("signed_off_for", "unit", null=True),
    Column("sign_off_year", Integer, nullable=True),
    Column("sign_off_number", Integer, nullable=True),
    CheckConstraint("state IN ('draft', 'open', 'handed_in', 'returned', 'signed_off')", name="state"),
)
"""Days are ISO texts; `due_on` is the date that counts, `first_due_on` the one agreed first."""
Index("ix_rectify_item_unit_id", rectify_item.c.unit_id)
Index("ix_rectify_item_owner_id", rectify_item.c.owner_id)
Index("uq_rectify_item_sign_off", rectify_item.c.signed_off_for, rectify_item.c.sign_off_year,
      rectify_item.c.sign_off_number, unique=True)  # fmt: skip

rectify_milestone = Table(
    "rectify_milestone",
    metadata,
    identity(),
    ref("item_id", "rectify_item"),
    words("title"),
    words("due_on"),
    moment("reached_at", null=True),
)
Index("ix_rectify_milestone_item_id", rectify_milestone.c.item_id)

rectify_evidence = Table(
    "rectify_evidence",
    metadata,
    identity(),
    ref("item_id", "rectify_item"),
    words("kind"),
    words("words", default=""),
    words("file", null=True),
    words("name", default=""),
    Column("bytes", BigInteger, nullable=True),
    ref("given_by", "person"),
    moment("given_at"),
    moment("handed_in_at", null=True),
    CheckConstraint("kind IN ('text', 'photo', 'document')", name="kind"),
)
"""`file` is the SHA-256 of an attachment, and its name in their folder. Not handed in: still being gathered."""
Index("ix_rectify_evidence_item_id", rectify_evidence.c.item_id)

rectify_extension = Table(
    "rectify_extension",
    metadata,
    identity(),
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

rectify_event = Table(
    "rectify_event",
    metadata,
    identity(),
    ref("item_id", "rectify_item"),
    words("kind"),
    words("data"),
    ref("person_id", "person", null=True),
    moment("at"),
)
"""An item's history, in the order of `id`."""
Index("ix_rectify_event_item_id", rectify_event.c.item_id)

# --- reminders --------------------------------------------------------------------------------------------

reminder = Table(
    "reminder",
    metadata,
    identity(),
    words("kind"),
    Column("subject_id", BigInteger, nullable=False),
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
"""What, which, whom, when, once for ever. `day`: goes into that local day's message; `at`: a message of its own.

`queued_on`: the local day on which it went out; `snoozed`: its person has put it off to `day`."""
Index("uq_reminder_once", reminder.c.kind, reminder.c.subject_id, reminder.c.person_id, reminder.c.occasion,
      unique=True)  # fmt: skip
Index("ix_reminder_person_id", reminder.c.person_id)
Index("ix_reminder_day", reminder.c.day, sqlite_where=text("state = 'planned'"),
      postgresql_where=text("state = 'planned'"))  # fmt: skip
Index("ix_reminder_at", reminder.c.at, sqlite_where=text("state = 'planned'"),
      postgresql_where=text("state = 'planned'"))  # fmt: skip

reminder_stale = Table(
    "reminder_stale",
    metadata,
    words("subject"),
    Column("subject_id", BigInteger, nullable=False),
    PrimaryKeyConstraint("subject", "subject_id"),
)
"""Subjects whose facts have changed since their reminders were planned; written with the change."""

reminder_setting = Table(
    "reminder_setting",
    metadata,
    ref("person_id", "person"),
    Column("minute", Integer, nullable=True),
    words("muted", default=""),
    PrimaryKeyConstraint("person_id"),
)
"""`minute` of the day at which the person wants the day's message (none: the committee's hour); `muted`: kinds, joined
by commas."""

# --- the house itself -------------------------------------------------------------------------------------

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
"""Ids are never used again: what is in hand while its row is taken back must not be taken for a later one."""
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
"""What the house remembers about itself: whether the last stop was clean, which update came last."""
