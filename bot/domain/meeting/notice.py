"""A meeting as people are told of it: the facts of its card and of every message about it."""

from datetime import datetime

from pydantic import AwareDatetime

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import TypeName
from bot.domain.meeting.draft import Frozen, Item
from bot.domain.meeting.model import MeetingState


class NoticeSession(Frozen):
    """One session; its id is what a check-in button carries."""

    id: int
    number: int
    starts: AwareDatetime
    ends: AwareDatetime


class MeetingNotice(Frozen):
    meeting: int
    unit: str
    type: TypeName
    title: str
    place: str
    host: str = ""
    recorder: str = ""
    parts: tuple[NoticeSession, ...]
    agenda: tuple[Item, ...] = ()
    ways: tuple[Way, ...] = ()
    state: MeetingState = MeetingState.CALLED
    reason: str = ""

    @property
    def starts(self) -> datetime:
        return self.parts[0].starts

    @property
    def ends(self) -> datetime:
        return self.parts[-1].ends

    @property
    def cancelled(self) -> bool:
        return self.state is MeetingState.CANCELLED
