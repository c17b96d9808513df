"""A meeting with its sessions and unit, and what someone may do at it."""

from dataclasses import dataclass
from datetime import tzinfo

from bot.domain.actor import Actor
from bot.domain.attendance.ledger import Line
from bot.domain.errors import DomainError
from bot.domain.meeting.model import Meeting, Session
from bot.domain.permission import Action, may
from bot.domain.unit import Unit
from bot.services import actor as actors
from bot.storage.attendance import checkin
from bot.storage.attendance import store as ledger
from bot.storage.connection import Connection
from bot.storage.meeting import store as meetings


@dataclass(frozen=True, slots=True)
class Occasion:
    meeting: Meeting
    sessions: tuple[Session, ...]
    unit: Unit

    def session(self, session_id: int) -> Session:
        """DomainError("not_found") for one of another meeting."""
        for one in self.sessions:
            if one.id == session_id:
                return one
        raise DomainError("not_found")

    def run_by(self, actor: Actor) -> bool:
        """Whether this is the meeting's host or recorder."""
        return actor.person is not None and actor.person.id in (self.meeting.host_id, self.meeting.recorder_id)

    def may(self, actor: Actor, action: Action) -> bool:
        """What the permission table gives, or the host's and recorder's right to run their meeting."""
        return self.run_by(actor) or may(actor, action, self.unit)

    def require(self, actor: Actor, action: Action) -> None:
        """DomainError("not_allowed")."""
        if not self.may(actor, action):
            raise DomainError("not_allowed", action=action.value)

    def may_mark(self, actor: Actor) -> bool:
        """Whether this actor marks people there: by name, so only whoever may see the names."""
        return self.may(actor, Action.MARK_ATTENDANCE) and self.may(actor, Action.SEE_ATTENDANCE)

    def require_marker(self, actor: Actor) -> None:
        """DomainError("not_allowed")."""
        self.require(actor, Action.MARK_ATTENDANCE)
        self.require(actor, Action.SEE_ATTENDANCE)


def require_other(actor: Actor, person_id: int) -> None:
    """DomainError("own_record"): what is written about oneself needs another's eyes."""
    if actor.person is not None and actor.person.id == person_id:
        raise DomainError("own_record")


async def of(cx: Connection, meeting_id: int) -> Occasion:
    """DomainError("not_found")."""
    meeting = await meetings.get(cx, meeting_id)
    if meeting is None:
        raise DomainError("not_found")
    sessions = tuple(await meetings.sessions(cx, meeting_id))
    return Occasion(meeting, sessions, await actors.unit(cx, meeting.unit_id))


async def of_session(cx: Connection, session_id: int) -> Occasion:
    """DomainError("not_found")."""
    meeting_id = await checkin.meeting_of_session(cx, session_id)
    if meeting_id is None:
        raise DomainError("not_found")
    return await of(cx, meeting_id)


async def line(cx: Connection, held: Occasion, person_id: int, zone: tzinfo) -> Line:
    """What the ledger says of one person there. DomainError("not_invited_there")."""
    for one in await ledger.of_meeting(cx, held.meeting.id, zone):
        if one.person_id == person_id:
            return one
    raise DomainError("not_invited_there")
