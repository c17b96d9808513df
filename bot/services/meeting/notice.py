"""Telling the audience of a meeting: one message to each who has an account, in the transaction that causes it."""

from collections.abc import Iterable
from datetime import datetime

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import TypeName
from bot.domain.meeting.draft import Item
from bot.domain.meeting.model import Meeting
from bot.domain.meeting.notice import MeetingNotice, NoticeSession
from bot.domain.meeting.rules import MeetingRules
from bot.domain.message import Untyped
from bot.services import actor
from bot.storage.connection import Connection
from bot.storage.meeting import people
from bot.storage.meeting import store as meetings
from bot.storage.outbox import BULK, OutboundMessage
from bot.storage.unit_of_work import Transaction


def type_name(rules: MeetingRules, code: str) -> TypeName:
    """A type that the configuration no longer has goes by its code."""
    found = next((one for one in rules.type if one.code == code), None)
    return TypeName(code=code, zh=found.zh if found else code, en=found.en if found else code)


async def notice_of(cx: Connection, rules: MeetingRules, meeting: Meeting) -> MeetingNotice:
    """The meeting's facts, as its card and every message about it show them."""
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
    )


async def tell(
    work: Transaction,
    kind: str,
    meeting: Meeting,
    data: dict[str, object],
    mark: str = "",
    only: Iterable[int] | None = None,
    but: int = 0,
    due: datetime | None = None,
) -> int:
    """Post `kind` to everyone invited (or to `only` those people), never to the account `but`; how many.

    `mark` tells one change from another; `due` None: at once.
    """
    reached = [one for one in await people.reached(work, meeting.id) if one.account_id != but]
    if only is not None:
        wanted = set(only)
        reached = [one for one in reached if one.person_id in wanted]
    suffix = f":{mark}" if mark else ""
    await work.post_many(
        [
            OutboundMessage(
                f"{kind}:{meeting.id}{suffix}:{one.person_id}", one.account_id, Untyped(kind, data), due, BULK
            )
            for one in reached
        ]
    )
    return len(reached)
