"""Leave from a meeting: asked for with a reason, decided with one tap, withdrawn by the asker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain.actor import Actor
from bot.domain.attendance.leave import STANDS, Leave, LeaveState, UpcomingMeeting
from bot.domain.attendance.message import LeaveAsked, LeaveDecided, LeaveDraft, LeaveMessage, LeaveWithdrawn
from bot.domain.clock import to_ms
from bot.domain.errors import DomainError, must_exist, require_length
from bot.domain.permission import Action, may
from bot.domain.post import SECRETARIAL
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.services import actor, conversation
from bot.services.meeting.access import MeetingAccess
from bot.storage import person
from bot.storage.attendance import leave as leaves
from bot.storage.connection import Connection
from bot.storage.meeting import listing as meeting_list
from bot.storage.people import account
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork

FIRST, PAGE = 3, 8
"""Meetings on the first page, which most people need no more than, and on each after it."""
MOST = 200
"""Characters of a reason."""
LOOKED_AT = 50
"""Meetings ahead among which those with a leave are looked for."""
NAME, REASON = "leave", "reason"


@dataclass(frozen=True, slots=True)
class Overview:
    """A page of the asker's next meetings; the first page also has the leaves that wait for the asker's decision."""

    ahead: tuple[UpcomingMeeting, ...]
    waiting: tuple[Leave, ...]
    now: datetime
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A leave and to how many people the question went; `told` None where this request asked nothing."""

    leave: Leave
    told: int | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """A decided leave. `again`: it was decided before this request, by the same person or another."""

    leave: Leave
    again: bool


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A withdrawn leave. `here`: when the person checked in; None while they are still expected."""

    leave: Leave
    here: datetime | None


async def overview(uow: UnitOfWork, request: Request, page: int = 0) -> Overview:
    """A page of meetings that the asker may ask leave from, and what waits for their decision."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        page = max(page, 0)
        size, before = (PAGE, FIRST + PAGE * (page - 1)) if page else (FIRST, 0)
        ahead = await leaves.ahead(cx, asker.person.id, request.now, size + 1, before) if asker.person else []
        waiting = [] if page else await _waiting_for(cx, asker, request)
        return Overview(tuple(ahead[:size]), tuple(waiting), request.now, page, len(ahead) > size)


async def standing(uow: UnitOfWork, request: Request) -> tuple[UpcomingMeeting, ...]:
    """The asker's meetings with a leave asked or granted, soonest first. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        person = (await actor.load(cx, request)).require_person()
        found = await leaves.ahead(cx, person.id, request.now, LOOKED_AT, 0)
    return tuple(one for one in found if one.leave in STANDS)


async def begin(uow: UnitOfWork, request: Request, meeting_id: int) -> Asked | None:
    """Ask for the reason; the leave as it stands where one was asked or granted already.

    DomainError: not_found, not_invited, meeting_cancelled, meeting_over, checked_in_already.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        access = await _open_to(work, asker, request, meeting_id)
        standing = await leaves.get(work, meeting_id, asker.require_person().id)
        if standing is not None and standing.state in STANDS:
            return Asked(standing)
        await _still_expected(work, access, asker.require_person().id, request)
        draft = LeaveDraft(meeting=meeting_id, title=access.meeting.title, starts=access.meeting.starts)
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()
        return None


async def ask(uow: UnitOfWork, request: Request, version: int, reason: str) -> Asked:
    """Ask those who decide for leave, and end the form. `version`: of the form that asked for the reason."""
    require_length(reason, MOST)
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        own = asker.require_person()
        await person.lock(work, own.id)
        form = await conversation.load(work, request, NAME, version, step=REASON)
        access = await _open_to(work, asker, request, LeaveDraft.model_validate(form.draft).meeting)
        await _still_expected(work, access, own.id, request)
        await leaves.ask(work, access.meeting.id, own.id, reason, request.now)
        await reminder_plan.mark_stale(work, Subject.MEETING, access.meeting.id)
        asked = await _get(work, access.meeting.id, own.id)
        told = await _tell_deciders(work, request, access, LeaveAsked, asked)
        await conversation.end(work, request)
        await work.commit()
        return Asked(asked, told)


async def decide(uow: UnitOfWork, request: Request, meeting_id: int, person_id: int, *, grant: bool) -> Decision:
    """Grant or refuse a leave; a second decision changes nothing. DomainError: not_allowed, own_leave, not_found."""
    async with uow.begin(request) as work:
        decider = await actor.load(work, request)
        access = await MeetingAccess.of(work, meeting_id)
        await _require_decider(work, decider, access, person_id, request)
        access.require_not_cancelled()
        await person.lock(work, person_id)
        by = decider.person_id
        state = LeaveState.GRANTED if grant else LeaveState.REFUSED
        if not await leaves.decide(work, meeting_id, person_id, state, by, request.now):
            return Decision(await _get(work, meeting_id, person_id), again=True)
        await reminder_plan.mark_stale(work, Subject.MEETING, meeting_id)
        decided = await _get(work, meeting_id, person_id)
        asked_by = await account.of_person(work, person_id)
        await _tell(work, LeaveDecided, decided, [asked_by.id] if asked_by is not None else [])
        await work.commit()
        return Decision(decided, again=False)


async def withdraw(uow: UnitOfWork, request: Request, meeting_id: int) -> Withdrawn:
    """Withdraw a leave, and tell those who decide unless the person has checked in.

    DomainError: not_found where none was asked, meeting_over.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        own = asker.require_person()
        access = await _open_to(work, asker, request, meeting_id)
        await person.lock(work, own.id)
        changed = await leaves.withdraw(work, meeting_id, own.id)
        standing = await _get(work, meeting_id, own.id)
        here = await leaves.here(work, meeting_id, own.id, request.now)
        if changed:
            await reminder_plan.mark_stale(work, Subject.MEETING, meeting_id)
            if here is None:
                await _tell_deciders(work, request, access, LeaveWithdrawn, standing)
            await work.commit()
        return Withdrawn(standing, here)


async def _still_expected(work: Transaction, access: MeetingAccess, person_id: int, request: Request) -> None:
    """Refuse a person who has checked in. DomainError: checked_in_already (title, at)."""
    here = await leaves.here(work, access.meeting.id, person_id, request.now)
    if here is not None:
        raise DomainError("checked_in_already", title=access.meeting.title, at=here)


async def _open_to(work: Transaction, asker: Actor, request: Request, meeting_id: int) -> MeetingAccess:
    """DomainError: not_found, not_invited (which names no meeting), meeting_cancelled, meeting_over."""
    own, access = asker.require_person(), await MeetingAccess.of(work, meeting_id)
    if await meeting_list.invitee(work, meeting_id, own.id) is None:
        raise DomainError("not_invited")
    access.require_not_cancelled()
    if request.now >= access.meeting.ends:
        raise DomainError("meeting_over", title=access.meeting.title)
    return access


async def _get(cx: Connection, meeting_id: int, person_id: int) -> Leave:
    return must_exist(await leaves.get(cx, meeting_id, person_id))


async def _require_decider(
    cx: Connection, decider: Actor, access: MeetingAccess, person_id: int, request: Request
) -> None:
    """Refuse anyone but the unit's secretaries, or those who stand in for them; never the asker's own.

    DomainError: own_leave, not_allowed.
    """
    if decider.person_id == person_id:
        raise DomainError("own_leave")
    if may(decider, Action.DECIDE_LEAVE, access.unit):
        return
    asker = await account.of_person(cx, person_id)
    asked = await account.responsible(cx, access.unit.path, request.today, asker.id if asker else 0)
    if decider.account_id not in asked:
        raise DomainError("not_allowed", action=Action.DECIDE_LEAVE.value)


async def _waiting_for(cx: Connection, asker: Actor, request: Request) -> list[Leave]:
    found: dict[tuple[int, int], Leave] = {}
    for post in asker.posts:
        if post.kind in SECRETARIAL:
            below = not post.unit_kind.above_branches
            for one in await leaves.waiting(cx, post.unit_path, request.now, below=below):
                found[one.meeting_id, one.person_id] = one
    own = asker.person.id if asker.person else 0
    return [one for one in found.values() if one.person_id != own]


async def _tell_deciders(
    work: Transaction, request: Request, access: MeetingAccess, kind: type[LeaveMessage], leave: Leave
) -> int:
    """Post the message to those who decide, and return how many they are."""
    deciders = await account.responsible(work, access.unit.path, request.today, request.account_id)
    await _tell(work, kind, leave, deciders)
    return len(deciders)


async def _tell(work: Transaction, kind: type[LeaveMessage], leave: Leave, accounts: Sequence[int]) -> None:
    message = kind(
        meeting=leave.meeting_id,
        person=leave.person_id,
        name=leave.name,
        title=leave.title,
        starts=leave.starts,
        reason=leave.reason,
        state=leave.state,
        decider=leave.decider,
    )
    await work.tell(accounts, f"{leave.meeting_id}:{leave.person_id}:{to_ms(leave.asked_at)}", message)
