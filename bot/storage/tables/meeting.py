"""Meetings, the people expected at them, and their attendance."""

from sqlalchemy import CheckConstraint, Column, Float, Index, PrimaryKeyConstraint

from bot.storage.tables.columns import bigint, flag, given_id, integer, moment, record, ref, table, version, words

series = record(
    "series",
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

meeting = record(
    "meeting",
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
    integer("radius", null=True),
    words("state"),
    words("reason", null=True),
    version(),
    ref("called_by", "person", null=True),
    moment("called_at"),
)
Index("ix_meeting_unit_id_starts", meeting.c.unit_id, meeting.c.starts)
Index("ix_meeting_series_id", meeting.c.series_id)

session = record(
    "session",
    ref("meeting_id", "meeting"),
    integer("number"),
    moment("starts"),
    moment("ends"),
)
Index("uq_session_number", session.c.meeting_id, session.c.number, unique=True)

agenda_item = record(
    "agenda_item",
    ref("meeting_id", "meeting"),
    integer("number"),
    words("title"),
    flag("to_decide"),
)
Index("uq_agenda_item_number", agenda_item.c.meeting_id, agenda_item.c.number, unique=True)

meeting_reason = record(
    "meeting_reason",
    ref("meeting_id", "meeting", null=True),
    ref("series_id", "series", null=True),
    words("field"),
    words("data"),
    words("salt"),
    moment("at"),
)
"""The free text of changes; the audit record has the SHA-256 of salt and data."""
Index("ix_meeting_reason_meeting_id", meeting_reason.c.meeting_id)

invitee = table(
    "invitee",
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    flag("voting"),
    flag("guest"),
    moment("coming_at", null=True),
    PrimaryKeyConstraint("meeting_id", "person_id"),
)
Index("ix_invitee_person_id", invitee.c.person_id)

attendance = table(
    "attendance",
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

outside_place = table(
    "outside_place",
    ref("session_id", "session"),
    ref("person_id", "person"),
    moment("at"),
    PrimaryKeyConstraint("session_id", "person_id"),
)
"""People whose position was outside the meeting's radius at their latest try; never the position."""
Index("ix_outside_place_person_id", outside_place.c.person_id)

attendance_correction = record(
    "attendance_correction",
    ref("session_id", "session"),
    ref("person_id", "person"),
    words("old_state", null=True),
    words("new_state"),
    words("reason"),
    ref("corrected_by", "person"),
    moment("at"),
)
Index("ix_attendance_correction_session_id", attendance_correction.c.session_id)

leave = table(
    "leave",
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

board_link = table(
    "board_link",
    words("token_hash"),
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    moment("expires_at"),
    moment("used_at", null=True),
    words("cookie_hash", null=True),
    PrimaryKeyConstraint("token_hash"),
)
Index("uq_board_link_cookie_hash", board_link.c.cookie_hash, unique=True)

live_count = table(
    "live_count",
    bigint("chat_id"),
    ref("meeting_id", "meeting"),
    words("parcel"),
    words("shown"),
    PrimaryKeyConstraint("chat_id", "meeting_id"),
)
"""The message in a chat that shows the live count of a meeting; `parcel` is the key of the outbox row that sent it."""

absence_note = table(
    "absence_note",
    ref("person_id", "person"),
    words("since"),
    moment("noted_at"),
    PrimaryKeyConstraint("person_id", "since"),
)
"""Absences for several months in a row of which the secretary was told; `since` is the first of these months."""

group_chat = table(
    "group_chat",
    given_id("chat_id"),
    ref("unit_id", "unit"),
    words("title", default=""),
    words("bot", default=""),
    ref("linked_by", "person", null=True),
    moment("linked_at"),
)
"""`bot` is the bot's user name, for the button that opens its private chat."""
Index("ix_group_chat_unit_id", group_chat.c.unit_id)
