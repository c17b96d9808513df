"""The notice of a meeting: what people are told of it."""

from datetime import datetime

from pydantic import AwareDatetime

from bot.domain.attendance.model import Way
from bot.domain.meeting.calling import TypeName
from bot.domain.meeting.draft import Item
from bot.domain.meeting.model import MeetingState
from bot.domain.meeting.rules import Frozen


class NoticeSession(Frozen):
    """A session of the meeting; check-in buttons carry its id."""

    id: int
    number: int
    starts: AwareDatetime
    ends: AwareDatetime


class MeetingNotice(Frozen):
    """What a meeting's card and every message about it show. `reason`: why it was cancelled."""

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
        """Whether the meeting was cancelled."""
        return self.state is MeetingState.CANCELLED
