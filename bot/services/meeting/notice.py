"""The notice of a meeting, and how messages about it are posted to those who are invited."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import TypeName
from bot.domain.meeting.draft import Item
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.notice import MeetingNotice, NoticeSession
from bot.domain.meeting.rules import MeetingRules
from bot.domain.message import Message
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.meeting import people
from bot.storage.meeting import store as meetings
from bot.storage.meeting.people import Reached
from bot.storage.outbox import BULK, OutboundMessage
from bot.storage.unit_of_work import Transaction


def type_name(rules: MeetingRules, code: str) -> TypeName:
    """The names of a type; its code for a type that the configuration no longer has."""
    found = next((one for one in rules.type if one.code == code), None)
    return TypeName(code=code, zh=found.zh if found else code, en=found.en if found else code)


async def notice_of(cx: Connection, rules: MeetingRules, meeting: Meeting, reason: str = "") -> MeetingNotice:
    """The notice of a meeting. `reason`: why it was cancelled."""
    names = await people.names(cx, [meeting.host_id, meeting.recorder_id])
    unit = await actor.unit(cx, meeting.unit_id)
    parts = [
        NoticeSession(id=one.id, number=one.number, starts=one.starts, ends=one.ends)
        for one in await meetings.sessions(cx, meeting.id)
    ]
    agenda = [Item(title=one.title, to_decide=one.to_decide) for one in await meetings.agenda(cx, meeting.id)]
    return MeetingNotice(
        meeting=meeting.id,
        unit=unit.name,
        type=type_name(rules, meeting.type),
        title=meeting.title,
        place=meeting.place,
        host=names.get(meeting.host_id or 0, ""),
        recorder=names.get(meeting.recorder_id or 0, ""),
        parts=tuple(parts),
        agenda=tuple(agenda),
        ways=tuple(one for one in Way if one in meeting.ways),
        state=meeting.state,
        reason=reason,
    )


async def tell(
    work: Transaction,
    message: Message,
    meeting_id: int,
    recipients: Iterable[Reached],
    mark: str = "",
    due: datetime | None = None,
) -> None:
    """Post the message once to each recipient. `mark` tells one change from another; `due` None: at once."""
    key = f"{message.kind}:{meeting_id}:{mark}" if mark else f"{message.kind}:{meeting_id}"
    await work.post_many(
        [OutboundMessage(f"{key}:{one.person_id}", one.account_id, message, due, BULK) for one in recipients]
    )
