"""The initial schema. Tables, types and names stand here in full, so that nothing later changes what it makes."""

import sqlalchemy as sa
from alembic import op

revision = "20261129_initial"
down_revision = None
branch_labels = None
depends_on = None

schema = sa.MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)
# SQLite gives ids by itself only to a column of exactly INTEGER.
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    schema.create_all(op.get_bind(), checkfirst=False)


def downgrade() -> None:
    schema.drop_all(op.get_bind(), checkfirst=False)


def table(name: str, *parts: sa.schema.SchemaItem, rowid: bool = True, reuse_ids: bool = True) -> None:
    """`rowid` and `reuse_ids` concern SQLite: PostgreSQL has no rowid and never gives an id twice."""
    sa.Table(name, schema, *parts, sqlite_with_rowid=rowid, sqlite_autoincrement=not reuse_ids)


def identity() -> sa.Column[int]:
    return sa.Column("id", ID, sa.Identity(always=False), primary_key=True)


def ref(name: str, target: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, ID, sa.ForeignKey(f"{target}.id"), nullable=null)


def bigint(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, autoincrement=False, nullable=null)


def integer(name: str, *, null: bool = False, default: int | None = None) -> sa.Column[int]:
    return sa.Column(name, sa.Integer, nullable=null, server_default=None if default is None else sa.text(str(default)))


def words(name: str, *, null: bool = False, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=null, server_default=default)


def flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean, nullable=False, server_default=sa.text("(false)"))


def key(*columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns)


def check(name: str, condition: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(condition, name=name)


def index(name: str, *columns: str, unique: bool = False, where: str | None = None) -> sa.Index:
    only = None if where is None else sa.text(where)
    return sa.Index(name, *columns, unique=unique, sqlite_where=only, postgresql_where=only)


def unique(name: str, *columns: str, where: str | None = None) -> sa.Index:
    return index(name, *columns, unique=True, where=where)


# The installation: audit record, updates, outbox, jobs

table(
    "audit",
    bigint("sequence"),
    bigint("at"),
    words("kind"),
    bigint("account_id", null=True),
    words("data"),
    words("previous"),
    words("hash"),
    key("sequence"),
)
table(
    "conversation",
    bigint("account_id"),
    words("name"),
    words("step"),
    integer("version"),
    words("draft"),
    bigint("updated_at"),
    key("account_id"),
)
table("state", words("key"), words("value"), key("key"))
table(
    "seen_update",
    bigint("bot_id"),
    bigint("update_id"),
    bigint("at"),
    key("bot_id", "update_id"),
    index("ix_seen_update_at", "at"),
)
table(
    "parked_update",
    bigint("bot_id"),
    bigint("update_id"),
    words("kind"),
    words("reference"),
    bigint("at"),
    key("bot_id", "update_id"),
)
table(
    "outbox",
    identity(),
    words("key"),
    bigint("chat_id"),
    words("kind"),
    words("data"),
    bigint("due_at"),
    integer("priority"),
    words("state"),
    integer("attempts"),
    bigint("claimed_until", null=True),
    words("last_error", null=True),
    bigint("message_id", null=True),
    bigint("sent_at", null=True),
    index("ix_outbox_queued", "priority", "id", where="state = 'queued'"),
    unique("uq_outbox_key", "key"),
    reuse_ids=False,
)
table(
    "job",
    identity(),
    words("key"),
    words("kind"),
    words("data"),
    bigint("account_id", null=True),
    words("language", default="zh"),
    words("state"),
    words("result", null=True),
    bigint("created_at"),
    bigint("claimed_until", null=True),
    bigint("done_at", null=True),
    unique("uq_job_key", "key"),
)

# People, their posts and accounts

table(
    "unit",
    identity(),
    ref("parent_id", "unit", null=True),
    words("name"),
    words("kind"),
    words("sector", default=""),
    words("place"),
    words("path", default=""),
    bigint("created_at"),
    index("ix_unit_path", "path"),
    unique("uq_unit_place", "place"),
)
table(
    "person",
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
    bigint("standing_at", null=True),
    index("ix_person_group_id", "group_id"),
    index("ix_person_phone", "phone"),
    index("ix_person_unit_id", "unit_id"),
    unique("uq_person_number", "number"),
)
table(
    "post",
    identity(),
    ref("person_id", "person"),
    ref("unit_id", "unit"),
    words("kind"),
    words("started_on"),
    words("ended_on", null=True),
    index("ix_post_unit_id", "unit_id"),
    unique("uq_post_held", "person_id", "unit_id", "kind", where="ended_on IS NULL"),
)
table(
    "account",
    bigint("id"),
    ref("person_id", "person", null=True),
    words("language", null=True),
    bigint("bound_at", null=True),
    words("bound_by", null=True),
    bigint("administrator_since", null=True),
    bigint("unreachable_since", null=True),
    key("id"),
    unique("uq_account_person_id", "person_id"),
)
table(
    "invite",
    words("token_hash"),
    words("kind"),
    ref("person_id", "person", null=True),
    bigint("created_at"),
    bigint("created_by", null=True),
    bigint("expires_at"),
    bigint("used_at", null=True),
    bigint("used_by", null=True),
    bigint("revoked_at", null=True),
    key("token_hash"),
    index("ix_invite_person_id", "person_id"),
)
table(
    "pending_binding",
    bigint("account_id"),
    ref("person_id", "person"),
    words("way"),
    bigint("asked_at"),
    key("account_id"),
    index("ix_pending_binding_person_id", "person_id"),
)
table(
    "wrong_link",
    identity(),
    bigint("account_id"),
    bigint("at"),
    index("ix_wrong_link_account_id_at", "account_id", "at"),
)

# Meetings

table(
    "series",
    identity(),
    ref("unit_id", "unit"),
    words("type"),
    words("rule"),
    words("holiday_rule"),
    words("draft"),
    words("first_on"),
    words("last_on"),
    ref("called_by", "person", null=True),
    bigint("called_at"),
    bigint("ended_at", null=True),
)
table(
    "meeting",
    identity(),
    ref("unit_id", "unit"),
    ref("series_id", "series", null=True),
    words("type"),
    words("title"),
    bigint("starts"),
    bigint("ends"),
    words("place"),
    ref("host_id", "person", null=True),
    ref("recorder_id", "person", null=True),
    words("ways"),
    sa.Column("latitude", sa.Float),
    sa.Column("longitude", sa.Float),
    integer("radius", null=True),
    words("state"),
    words("reason", null=True),
    integer("version", default=1),
    ref("called_by", "person", null=True),
    bigint("called_at"),
    index("ix_meeting_series_id", "series_id"),
    index("ix_meeting_unit_id_starts", "unit_id", "starts"),
)
table(
    "meeting_reason",
    identity(),
    ref("meeting_id", "meeting", null=True),
    ref("series_id", "series", null=True),
    words("field"),
    words("data"),
    words("salt"),
    bigint("at"),
    index("ix_meeting_reason_meeting_id", "meeting_id"),
)
table(
    "agenda_item",
    identity(),
    ref("meeting_id", "meeting"),
    integer("number"),
    words("title"),
    flag("to_decide"),
    unique("uq_agenda_item_number", "meeting_id", "number"),
)
table(
    "session",
    identity(),
    ref("meeting_id", "meeting"),
    integer("number"),
    bigint("starts"),
    bigint("ends"),
    unique("uq_session_number", "meeting_id", "number"),
)
table(
    "invitee",
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    flag("voting"),
    flag("guest"),
    bigint("coming_at", null=True),
    key("meeting_id", "person_id"),
    index("ix_invitee_person_id", "person_id"),
)
table(
    "group_chat",
    bigint("chat_id"),
    ref("unit_id", "unit"),
    words("title", default=""),
    words("bot", default=""),
    ref("linked_by", "person", null=True),
    bigint("linked_at"),
    key("chat_id"),
    index("ix_group_chat_unit_id", "unit_id"),
)

# Attendance

table(
    "attendance",
    ref("session_id", "session"),
    ref("person_id", "person"),
    words("state"),
    words("way"),
    bigint("at"),
    ref("marked_by", "person", null=True),
    words("reason", null=True),
    flag("weak"),
    key("session_id", "person_id"),
    check("state", "state IN ('present', 'late', 'remote', 'absent')"),
    index("ix_attendance_person_id", "person_id"),
)
table(
    "attendance_correction",
    identity(),
    ref("session_id", "session"),
    ref("person_id", "person"),
    words("old_state", null=True),
    words("new_state"),
    words("reason"),
    ref("corrected_by", "person"),
    bigint("at"),
    index("ix_attendance_correction_session_id", "session_id"),
)
table(
    "outside_place",
    ref("session_id", "session"),
    ref("person_id", "person"),
    bigint("at"),
    key("session_id", "person_id"),
    index("ix_outside_place_person_id", "person_id"),
)
table(
    "leave",
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    words("reason"),
    words("state"),
    bigint("asked_at"),
    ref("decided_by", "person", null=True),
    bigint("decided_at", null=True),
    words("answer", null=True),
    key("meeting_id", "person_id"),
    check("state", "state IN ('asked', 'granted', 'refused', 'withdrawn')"),
)
table(
    "exemption",
    identity(),
    ref("person_id", "person"),
    words("from_on"),
    words("until_on"),
    words("reason"),
    ref("given_by", "person"),
    bigint("given_at"),
    index("ix_exemption_person_id", "person_id"),
)
table("absence_note", ref("person_id", "person"), words("since"), bigint("noted_at"), key("person_id", "since"))
table(
    "live_count",
    bigint("chat_id"),
    ref("meeting_id", "meeting"),
    words("parcel"),
    words("shown"),
    key("chat_id", "meeting_id"),
)
table(
    "board_link",
    words("token_hash"),
    ref("meeting_id", "meeting"),
    ref("person_id", "person"),
    bigint("expires_at"),
    bigint("used_at", null=True),
    words("cookie_hash", null=True),
    key("token_hash"),
    unique("uq_board_link_cookie_hash", "cookie_hash"),
)

# Ratings

table(
    "rating",
    identity(),
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
    integer("version", default=1),
    ref("prepared_by", "person", null=True),
    bigint("prepared_at"),
    ref("supervisor_id", "person", null=True),
    ref("teller_id", "person", null=True),
    bigint("supervisor_account", null=True),
    bigint("teller_account", null=True),
    bigint("opened_at", null=True),
    bigint("closes_at"),
    bigint("ended_at", null=True),
    bigint("closed_at", null=True),
    words("void_reason", null=True),
    words("fault", null=True),
    words("public_key", null=True),
    bigint("opening_entry", null=True),
    integer("returned_shown", null=True),
    bigint("refreshed_at", null=True),
    integer("issued", null=True),
    integer("returned", null=True),
    integer("valid", null=True),
    integer("spoiled", null=True),
    words("result", null=True),
    words("salt", null=True),
    check(
        "state", "state IN ('draft', 'submitted', 'opening', 'open', 'ended', 'closing', 'counted', 'closed', 'void')"
    ),
    check("subject", "subject IN ('unit', 'person', 'motion')"),
    index("ix_rating_case_id", "case_id"),
    index("ix_rating_unit_id", "unit_id"),
)
table(
    "elector",
    ref("rating_id", "rating"),
    ref("person_id", "person"),
    words("voters"),
    words("source"),
    words("doubt", null=True),
    bigint("account_id", null=True),
    sa.Column("voted", sa.Boolean),
    sa.Column("paper", sa.Boolean),
    key("rating_id", "person_id"),
    index("ix_elector_person_id", "person_id"),
    rowid=False,
)
table(
    "envelope",
    ref("rating_id", "rating"),
    words("id"),
    sa.Column("box", sa.LargeBinary, nullable=False),
    key("rating_id", "id"),
    rowid=False,
)
table(
    "rating_paper",
    ref("rating_id", "rating"),
    integer("returned"),
    integer("spoiled"),
    words("counts"),
    ref("entered_by", "person"),
    key("rating_id"),
)
table(
    "rating_yes",
    ref("rating_id", "rating"),
    words("matter"),
    words("role"),
    ref("person_id", "person", null=True),
    bigint("at"),
    words("reason", null=True),
    key("rating_id", "matter", "role"),
    check("matter", "matter IN ('close', 'void', 'paper')"),
)
table(
    "rating_comment",
    ref("rating_id", "rating"),
    integer("place"),
    words("words"),
    key("rating_id", "place"),
    rowid=False,
)

# Grading

table("grade_scheme", words("digest"), words("code"), integer("version"), words("content"), key("digest"))
table(
    "grade_round",
    identity(),
    ref("unit_id", "unit"),
    integer("year"),
    words("kind"),
    ref("first_id", "grade_round", null=True),
    ref("started_by", "person", null=True),
    bigint("started_at"),
    check("kind", "kind IN ('round', 'second_look')"),
    index("ix_grade_round_unit_id", "unit_id"),
)
table(
    "grade_case",
    identity(),
    ref("round_id", "grade_round"),
    ref("unit_id", "unit"),
    words("digest"),
    words("step"),
    integer("version", default=1),
    words("former", null=True),
    words("proposed", null=True),
    words("proposed_reason", null=True),
    words("opinion", null=True),
    index("ix_grade_case_unit_id", "unit_id"),
    unique("uq_grade_case_round_id_unit_id", "round_id", "unit_id"),
)
table(
    "grade_step",
    ref("case_id", "grade_case"),
    words("step"),
    words("due_on"),
    bigint("entered_at", null=True),
    bigint("done_at", null=True),
    key("case_id", "step"),
)
table(
    "grade_survey",
    identity(),
    ref("case_id", "grade_case"),
    words("kind"),
    integer("number", null=True),
    words("words", null=True),
    ref("entered_by", "person", null=True),
    bigint("at"),
    check("kind", "kind IN ('handed_out', 'returned', 'visits', 'interviews', 'fact', 'problem', 'suggestion')"),
    index("ix_grade_survey_case_id", "case_id"),
)
table(
    "grade_leaf",
    ref("case_id", "grade_case"),
    words("sheet"),
    words("leaf"),
    words("salt"),
    ref("entered_by", "person", null=True),
    bigint("at"),
    key("case_id", "sheet", "leaf"),
    check("sheet", "sheet IN ('unit', 'committee')"),
)
table(
    "grade_deduction",
    identity(),
    ref("case_id", "grade_case"),
    words("sheet"),
    words("leaf"),
    integer("tenths"),
    words("reason"),
    index("ix_grade_deduction_case_id", "case_id"),
)
table(
    "grade_fact",
    ref("case_id", "grade_case"),
    words("rule"),
    words("evidence", null=True),
    words("override", null=True),
    words("salt"),
    ref("entered_by", "person", null=True),
    bigint("at"),
    key("case_id", "rule"),
)
table(
    "grade_decision",
    identity(),
    ref("case_id", "grade_case"),
    integer("number"),
    words("computed", null=True),
    integer("score", null=True),
    words("grade", null=True),
    words("reason", null=True),
    words("salt"),
    words("decided_on"),
    ref("decided_by", "person", null=True),
    bigint("at"),
    words("basis", null=True),
    unique("uq_grade_decision_number", "case_id", "number"),
)
table(
    "grade_notice",
    identity(),
    ref("case_id", "grade_case"),
    ref("decision_id", "grade_decision"),
    words("starts_on"),
    words("ends_on"),
    words("head"),
    bigint("ended_at", null=True),
    index("ix_grade_notice_case_id", "case_id"),
)
table(
    "grade_objection",
    identity(),
    ref("notice_id", "grade_notice"),
    ref("person_id", "person", null=True),
    words("words"),
    words("raised_on"),
    words("finding", null=True),
    words("answer", null=True),
    sa.Column("upheld", sa.Boolean),
    ref("answered_by", "person", null=True),
    bigint("answered_at", null=True),
    index("ix_grade_objection_notice_id", "notice_id"),
)
table(
    "grade_result",
    identity(),
    ref("unit_id", "unit"),
    integer("year"),
    integer("score", null=True),
    words("grade"),
    words("decided_on"),
    words("source"),
    ref("case_id", "grade_case", null=True),
    unique("uq_grade_result_unit_year", "unit_id", "year"),
)
table("month_score_scheme", words("digest"), integer("version"), words("content"), key("digest"))
table(
    "month_score_draft",
    identity(),
    ref("unit_id", "unit"),
    words("month"),
    words("digest"),
    integer("version", default=1),
    words("lines"),
    ref("entered_by", "person", null=True),
    bigint("at"),
    unique("uq_month_score_draft_unit_id_month", "unit_id", "month"),
)
table(
    "month_score",
    identity(),
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
    bigint("at"),
    unique("uq_month_score_number", "unit_id", "month", "number"),
)

# Rectification

table(
    "rectify_item",
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
    integer("version", default=1),
    ref("entered_by", "person", null=True),
    bigint("entered_at"),
    bigint("opened_at", null=True),
    bigint("handed_in_at", null=True),
    bigint("signed_off_at", null=True),
    ref("signed_off_by", "person", null=True),
    ref("signed_off_for", "unit", null=True),
    integer("sign_off_year", null=True),
    integer("sign_off_number", null=True),
    check("state", "state IN ('draft', 'open', 'handed_in', 'returned', 'signed_off')"),
    index("ix_rectify_item_owner_id", "owner_id"),
    index("ix_rectify_item_unit_id", "unit_id"),
    unique("uq_rectify_item_sign_off", "signed_off_for", "sign_off_year", "sign_off_number"),
)
table(
    "rectify_milestone",
    identity(),
    ref("item_id", "rectify_item"),
    words("title"),
    words("due_on"),
    bigint("reached_at", null=True),
    index("ix_rectify_milestone_item_id", "item_id"),
)
table(
    "rectify_evidence",
    identity(),
    ref("item_id", "rectify_item"),
    words("kind"),
    words("words", default=""),
    words("file", null=True),
    words("name", default=""),
    bigint("bytes", null=True),
    ref("given_by", "person"),
    bigint("given_at"),
    bigint("handed_in_at", null=True),
    check("kind", "kind IN ('text', 'photo', 'document')"),
    index("ix_rectify_evidence_item_id", "item_id"),
)
table(
    "rectify_extension",
    identity(),
    ref("item_id", "rectify_item"),
    words("until_on"),
    words("reason"),
    words("state"),
    ref("asked_by", "person"),
    bigint("asked_at"),
    ref("decided_by", "person", null=True),
    bigint("decided_at", null=True),
    words("answer", default=""),
    check("state", "state IN ('asked', 'agreed', 'refused')"),
    index("ix_rectify_extension_item_id", "item_id"),
)
table(
    "rectify_event",
    identity(),
    ref("item_id", "rectify_item"),
    words("kind"),
    words("data"),
    ref("person_id", "person", null=True),
    bigint("at"),
    index("ix_rectify_event_item_id", "item_id"),
)

# Reminders

table(
    "reminder",
    identity(),
    words("kind"),
    bigint("subject_id"),
    ref("person_id", "person"),
    words("occasion"),
    words("day", null=True),
    bigint("at", null=True),
    words("state"),
    words("queued_on", null=True),
    flag("snoozed"),
    check("state", "state IN ('planned', 'queued', 'dropped')"),
    check("when", "(day IS NULL) <> (at IS NULL)"),
    index("ix_reminder_at", "at", where="state = 'planned'"),
    index("ix_reminder_day", "day", where="state = 'planned'"),
    index("ix_reminder_person_id", "person_id"),
    unique("uq_reminder_once", "kind", "subject_id", "person_id", "occasion"),
)
table("reminder_stale", words("subject"), bigint("subject_id"), key("subject", "subject_id"))
table(
    "reminder_setting",
    ref("person_id", "person"),
    integer("minute", null=True),
    words("muted", default=""),
    key("person_id"),
)
