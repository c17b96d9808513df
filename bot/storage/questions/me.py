"""What is held about one person besides roster, posts and attendance."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.attendance.leave import LeaveState
from bot.storage.attendance.exemption import Period, period_of
from bot.storage.connection import Connection
from bot.storage.rectification.extension import ExtensionState
from bot.storage.rows import Reader, fetch_one

LEAVES = """
SELECT meeting.title, meeting.starts, leave.reason, leave.state FROM leave JOIN meeting ON meeting.id = leave.meeting_id
WHERE leave.person_id = $1 ORDER BY meeting.starts DESC"""
EXTENSIONS = """
SELECT rectify_item.problem, until_on, reason, rectify_extension.state FROM rectify_extension
JOIN rectify_item ON rectify_item.id = rectify_extension.item_id
WHERE asked_by = $1 ORDER BY rectify_extension.id DESC"""
COUNTS = """
SELECT
  (SELECT count(*) FROM rectify_item WHERE owner_id = $1 AND state <> 'draft') AS items,
  (SELECT count(*) FROM rectify_item WHERE owner_id = $1 AND state NOT IN ('draft', 'signed_off')) AS pending,
  (SELECT count(*) FROM rectify_evidence WHERE given_by = $1 AND handed_in_at IS NULL) AS gathered,
  (SELECT count(*) FROM rectify_evidence WHERE given_by = $1 AND handed_in_at IS NOT NULL) AS handed_in,
  (SELECT count(*) FROM reminder WHERE person_id = $1 AND state = 'planned') AS reminders,
  (SELECT count(*) FROM outside_place WHERE person_id = $1) AS outside"""
EXEMPTIONS = "SELECT from_on, until_on, reason FROM exemption WHERE person_id = $1 ORDER BY from_on DESC"


@dataclass(frozen=True, slots=True)
class Leave:
    """A leave that was asked for; `starts` of the meeting, aware, UTC."""

    title: str
    starts: datetime
    reason: str
    state: LeaveState


@dataclass(frozen=True, slots=True)
class Exemption:
    """A time in which the person is expected nowhere."""

    period: Period
    reason: str


@dataclass(frozen=True, slots=True)
class AskedExtension:
    """A later date that was asked for a rectification item."""

    problem: str
    until: date
    reason: str
    state: ExtensionState


@dataclass(frozen=True, slots=True)
class PersonalCounts:
    """How many there are.

    Rectification items owned, of which `pending` are not signed off; pieces of evidence given, those not handed in yet
    apart; reminders to come; sessions at which the position shared was `outside` the meeting's radius.
    """

    items: int = 0
    pending: int = 0
    gathered: int = 0
    handed_in: int = 0
    reminders: int = 0
    outside: int = 0


_leave, _extension, _counts = Reader(Leave), Reader(AskedExtension), Reader(PersonalCounts)


async def counts(cx: Connection, person_id: int) -> PersonalCounts:
    """Count what is only counted."""
    return await fetch_one(cx, _counts, COUNTS, person_id) or PersonalCounts()


async def extensions(cx: Connection, person_id: int) -> list[AskedExtension]:
    """List all that the person asked for, the latest first."""
    rows = await cx.fetch(EXTENSIONS, person_id)
    return [_extension(row, until=date.fromisoformat(row["until_on"])) for row in rows]


async def leaves(cx: Connection, person_id: int) -> list[Leave]:
    """List all of the person's, the latest meeting first."""
    return [_leave(row) for row in await cx.fetch(LEAVES, person_id)]


async def exemptions(cx: Connection, person_id: int) -> list[Exemption]:
    """List all of the person's, the latest first."""
    return [Exemption(period_of(row), row["reason"]) for row in await cx.fetch(EXEMPTIONS, person_id)]
