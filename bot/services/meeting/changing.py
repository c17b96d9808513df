"""What the steps of changing a meeting share: the form's session, and who may change a meeting."""

from dataclasses import dataclass
from typing import Self

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.meeting.change import Changing, Field, Step, Value
from bot.domain.meeting.draft import Draft, Span
from bot.domain.meeting.model import Meeting, MeetingState
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.conversation import Form
from bot.services.form_session import FormSession
from bot.services.meeting.calling import Clashes, clashes
from bot.services.meeting.card import existing
from bot.storage.connection import Connection
from bot.storage.meeting import store as meetings
from bot.storage.unit_of_work import Transaction

NAME = "meeting_change"


@dataclass(slots=True)
class ChangeFormSession(FormSession[Changing]):
    """An open form "meeting_change", with the meeting that it changes."""

    name = NAME
    meeting: Meeting
    unit: Unit

    @classmethod
    async def of(
        cls, work: Transaction, request: Request, installation: Installation, asker: Actor, form: Form
    ) -> Self:
        changing = Changing.model_validate(form.draft)
        meeting, unit = await managed(work, asker, changing.notice.meeting)
        return cls(work, request, installation, asker, form, changing, meeting, unit)

    async def set_value(self, new: Value) -> Form:
        """Set the new value; go on to the reason where the meeting has begun, else to the confirmation."""
        change = self.given.change
        if new.model_copy(update={"person": None}) == change.old:
            raise DomainError("nothing_changes")
        self.given = self.given.but(change=change.to(new), picker=None)
        if change.field is Field.TIME:
            self.given = self.given.but(**await _clashes(self, new.spans))
        needs_reason = self.given.late and change.field is not Field.CANCEL
        return await self.go(Step.REASON if needs_reason else Step.CONFIRM)


async def managed(cx: Connection, asker: Actor, meeting_id: int) -> tuple[Meeting, Unit]:
    """A meeting that the asker may change. DomainError: not_found, not_allowed, meeting_cancelled."""
    meeting = await existing(cx, meeting_id)
    unit = await actor.unit(cx, meeting.unit_id)
    require(asker, Action.CALL_MEETING, unit)
    if meeting.state is MeetingState.CANCELLED:
        raise DomainError("meeting_cancelled", title=meeting.title)
    return meeting, unit


async def _clashes(session: ChangeFormSession, spans: tuple[Span, ...]) -> Clashes:
    """What the new time collides with: people who are expected elsewhere, a day off."""
    ids = [one.person_id for one in await meetings.invitees(session.work, session.meeting.id)]
    zone, draft = session.request.zone, Draft(spans=spans)
    return await clashes(session.work, zone, session.installation, draft, ids, but=session.meeting.id)
