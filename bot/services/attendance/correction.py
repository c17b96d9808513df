"""Corrects attendance during or after a meeting, with a reason; the old state is kept."""

from dataclasses import dataclass

from bot.domain.attendance.leave import LeaveState
from bot.domain.attendance.ledger import Line, Mark
from bot.domain.attendance.message import AttendanceCorrected, CorrectionDraft
from bot.domain.attendance.model import State
from bot.domain.clock import to_ms
from bot.domain.errors import DomainError, require_length
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.services import actor, conversation
from bot.services.attendance import ledger as ledgers
from bot.services.attendance.ledger import Sheet
from bot.services.meeting.access import MeetingAccess, require_other
from bot.storage import person
from bot.storage.attendance import leave as leaves
from bot.storage.attendance import store as ledger
from bot.storage.attendance.store import Correction
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, REASON = "correction", "reason"
MOST = 200
STATES = (State.PRESENT, State.LATE, State.REMOTE, State.LEAVE, State.ABSENT)
"""What one can correct to; exemption is given elsewhere."""


@dataclass(frozen=True, slots=True)
class CorrectableSession:
    """A session with the person's state at it (None: still expected) and its earlier corrections."""

    session_id: int
    number: int
    state: State | None
    corrections: tuple[Correction, ...]


@dataclass(frozen=True, slots=True)
class Correctable:
    """A person at a meeting, session by session."""

    meeting_id: int
    title: str
    person_id: int
    name: str
    parts: tuple[CorrectableSession, ...]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction that was made. `old` None: the person was still expected."""

    meeting_id: int
    name: str
    old: State | None
    new: State


async def sheet(uow: UnitOfWork, request: Request, meeting_id: int, page: int) -> Sheet:
    """The people of a meeting, for an asker who may correct their attendance. DomainError: not_allowed, not_found."""
    found = await ledgers.sheet(uow, request, meeting_id, page)
    if not found.correctable:
        raise DomainError("not_allowed")
    return found


async def correctable(uow: UnitOfWork, request: Request, meeting_id: int, person_id: int) -> Correctable:
    """The person's sessions at a meeting, for an asker who may correct them. DomainError: not_allowed, own_record."""
    async with uow.reading() as cx:
        access = await _allowed(cx, request, await MeetingAccess.of(cx, meeting_id), person_id)
        line = await access.line(cx, person_id, request.zone)
        parts = [
            CorrectableSession(
                mark.session_id,
                mark.number,
                line.state_of(mark, request.now),
                tuple(await ledger.corrections(cx, mark.session_id, person_id)),
            )
            for mark in line.marks
        ]
        return Correctable(meeting_id, access.meeting.title, person_id, line.name, tuple(parts))


async def begin(uow: UnitOfWork, request: Request, session_id: int, person_id: int, state: State) -> None:
    """Ask why the state is corrected. DomainError: not_allowed, own_record, not_begun, already_so."""
    async with uow.begin(request) as work:
        access = await _allowed(work, request, await MeetingAccess.of_session(work, session_id), person_id)
        line, _ = await _correctable(work, request, access, session_id, person_id, state)
        draft = CorrectionDraft(
            session=session_id, person=person_id, name=line.name, title=access.meeting.title, state=state
        )
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()


async def correct(uow: UnitOfWork, request: Request, version: int, reason: str) -> Corrected:
    """Correct the state for the typed reason, tell the person, and end the form.

    `version`: of the form that asked for the reason. DomainError: text_too_long, and as `begin`.
    """
    require_length(reason, MOST)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=REASON)
        draft = CorrectionDraft.model_validate(form.draft)
        session_id, person_id, new = draft.session, draft.person, draft.state
        await person.lock(work, person_id)
        access = await _allowed(work, request, await MeetingAccess.of_session(work, session_id), person_id)
        line, mark = await _correctable(work, request, access, session_id, person_id, new)
        by = (await actor.load(work, request)).require_person()
        old = line.state_of(mark, request.now)
        await ledger.correct(work, session_id, person_id, Correction(old, new, reason, by.id, request.now))
        if new is State.LEAVE and line.leave is not LeaveState.GRANTED:
            await leaves.grant(work, access.meeting.id, person_id, reason, by.id, request.now)
            await reminder_plan.mark_stale(work, Subject.MEETING, access.meeting.id)
        meeting = access.meeting
        message = AttendanceCorrected(
            title=meeting.title, starts=meeting.starts, old=old, new=new, reason=reason, by=by.name
        )
        await _tell(work, request, meeting.id, person_id, message)
        await conversation.end(work, request)
        data = {"session": session_id, "person": person_id, "old": old and old.value, "new": new.value}
        await audit.add(work, request.now, "attendance.corrected", request.account_id, data)
        await work.commit()
        return Corrected(access.meeting.id, line.name, old, new)


async def _allowed(cx: Connection, request: Request, access: MeetingAccess, person_id: int) -> MeetingAccess:
    """The meeting, if the asker may correct that person's attendance. DomainError: not_allowed, own_record."""
    corrector = await actor.load(cx, request)
    access.require_marker(corrector)
    require_other(corrector, person_id)
    return access


async def _correctable(
    cx: Connection, request: Request, access: MeetingAccess, session_id: int, person_id: int, new: State
) -> tuple[Line, Mark]:
    """The line and the mark to correct. DomainError: old_button, not_begun, not_invited_there, already_so."""
    if new not in STATES:
        raise DomainError("old_button")
    if request.now < access.session(session_id).starts:
        raise DomainError("not_begun", starts=access.session(session_id).starts)
    line = await access.line(cx, person_id, request.zone)
    mark = next(mark for mark in line.marks if mark.session_id == session_id)
    if line.state_of(mark, request.now) is new and (mark.state is not None or new is State.LEAVE):
        raise DomainError("already_so", name=line.name)
    return line, mark


async def _tell(
    work: Transaction, request: Request, meeting_id: int, person_id: int, message: AttendanceCorrected
) -> None:
    """Tell the person concerned, unless they have no account or it is the corrector's."""
    own = await account.of_person(work, person_id)
    if own is not None and own.id != request.account_id:
        key = f"{message.kind}:{meeting_id}:{person_id}:{to_ms(request.now)}"
        await work.post(OutboundMessage(key, own.id, message))
