"""A meeting with its sessions and unit, and what a person may do at it."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Self

from bot.domain.actor import Actor
from bot.domain.attendance.ledger import Line
from bot.domain.errors import DomainError, must_exist
from bot.domain.meeting.model import Meeting, MeetingState, Session
from bot.domain.permission import Action, may
from bot.domain.unit import Unit
from bot.services import actor as actors
from bot.storage.attendance import checkin
from bot.storage.attendance import store as ledger
from bot.storage.connection import Connection
from bot.storage.meeting import store as meetings


@dataclass(frozen=True, slots=True)
class MeetingAccess:
    """A meeting, its sessions in order, and the unit that holds it."""

    meeting: Meeting
    sessions: tuple[Session, ...]
    unit: Unit

    @classmethod
    async def of(cls, cx: Connection, meeting_id: int) -> Self:
        """Load a meeting. DomainError("not_found")."""
        meeting = must_exist(await meetings.get(cx, meeting_id))
        sessions = tuple(await meetings.sessions(cx, meeting_id))
        return cls(meeting, sessions, await actors.unit(cx, meeting.unit_id))

    @classmethod
    async def of_session(cls, cx: Connection, session_id: int) -> Self:
        """Load the meeting of a session. DomainError("not_found")."""
        meeting_id = must_exist(await checkin.meeting_of_session(cx, session_id))
        return await cls.of(cx, meeting_id)

    def session(self, session_id: int) -> Session:
        """One of the meeting's sessions. DomainError("not_found") for a session of another meeting."""
        for one in self.sessions:
            if one.id == session_id:
                return one
        raise DomainError("not_found")

    def require_not_cancelled(self) -> None:
        """Refuse a cancelled meeting. DomainError: meeting_cancelled (title)."""
        if self.meeting.state is MeetingState.CANCELLED:
            raise DomainError("meeting_cancelled", title=self.meeting.title)

    def run_by(self, actor: Actor) -> bool:
        """Whether this is the meeting's host or recorder."""
        return actor.person is not None and actor.person.id in (self.meeting.host_id, self.meeting.recorder_id)

    def may(self, actor: Actor, action: Action) -> bool:
        """What the permission table gives, or the host's and recorder's right to run their meeting."""
        return self.run_by(actor) or may(actor, action, self.unit)

    def require(self, actor: Actor, action: Action) -> None:
        """Refuse an actor who may not. DomainError("not_allowed")."""
        if not self.may(actor, action):
            raise DomainError("not_allowed", action=action.value)

    def may_mark(self, actor: Actor) -> bool:
        """Whether the actor may mark attendance: by name, so only where they may see the names."""
        return self.may(actor, Action.MARK_ATTENDANCE) and self.may(actor, Action.SEE_ATTENDANCE)

    def require_marker(self, actor: Actor) -> None:
        """Refuse an actor who may not mark attendance. DomainError("not_allowed")."""
        self.require(actor, Action.MARK_ATTENDANCE)
        self.require(actor, Action.SEE_ATTENDANCE)

    async def line(self, cx: Connection, person_id: int, zone: tzinfo) -> Line:
        """One person's line in the ledger of the meeting. DomainError("not_invited_there")."""
        for one in await ledger.of_meeting(cx, self.meeting.id, zone):
            if one.person_id == person_id:
                return one
        raise DomainError("not_invited_there")


def require_other(actor: Actor, person_id: int) -> None:
    """Refuse to write one's own record, which another person has to do. DomainError("own_record")."""
    if actor.person_id == person_id:
        raise DomainError("own_record")
