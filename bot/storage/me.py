"""What is held about one person, besides the roster's line, the posts and the attendance."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import from_ms
from bot.domain.ledger import LeaveState
from bot.storage.connection import Connection
from bot.storage.exemption import Period

LEAVES = """
SELECT meeting.title, meeting.starts, leave.reason, leave.state FROM leave JOIN meeting ON meeting.id = leave.meeting_id
WHERE leave.person_id = $1 ORDER BY meeting.starts DESC"""
EXEMPTIONS = "SELECT from_on, until_on, reason FROM exemption WHERE person_id = $1 ORDER BY from_on DESC"


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave that was asked from a meeting; `starts` aware, UTC."""

    title: str
    starts: datetime
    reason: str
    state: LeaveState


@dataclass(frozen=True, slots=True)
class Exemption:
    period: Period
    reason: str


async def leaves(cx: Connection, person_id: int) -> list[Leave]:
    """All of the person's, the latest meeting first."""
    rows = await cx.fetch(LEAVES, person_id)
    return [Leave(row["title"], from_ms(row["starts"]), row["reason"], LeaveState(row["state"])) for row in rows]


async def exemptions(cx: Connection, person_id: int) -> list[Exemption]:
    """All of the person's, the latest first."""
    rows = await cx.fetch(EXEMPTIONS, person_id)
    return [
        Exemption(Period(date.fromisoformat(row["from_on"]), date.fromisoformat(row["until_on"])), row["reason"])
        for row in rows
    ]
