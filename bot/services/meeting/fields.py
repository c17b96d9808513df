"""The buttons of the card: each changes one field of the draft and leads back to the card."""

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Step
from bot.domain.meeting.draft import (
    PEOPLE,
    PLACE,
    RADIUS,
    TITLE,
    AudienceKind,
    Draft,
    in_time,
    one_line,
    read_agenda,
    read_sessions,
    switched,
)
from bot.domain.meeting.model import Spot
from bot.domain.paging import at_number
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.when.moment import When
from bot.services.conversation import Form
from bot.services.meeting import audience as meeting_audience
from bot.services.meeting import holder
from bot.services.meeting.calling import MeetingFormSession, picker
from bot.storage.unit_of_work import UnitOfWork

LISTS = (Step.UNIT, Step.HOST, Step.RECORDER, Step.CHOSEN, Step.GUESTS)
"""Steps that show a list of people or units, in pages, narrowed by a typed name."""
FIELDS = frozenset(Step) - {Step.TYPE, Step.GROUP, Step.CARD}


async def edit(uow: UnitOfWork, request: Request, installation: Installation, version: int, field: str) -> Form:
    """Go from the card to one of its fields. DomainError("old_button") for an unknown field."""
    async with MeetingFormSession.opened(
        uow, request, installation, version, (Step.CARD, Step.AUDIENCE, Step.WAYS)
    ) as session:
        if field not in FIELDS:
            raise DomainError("old_button")
        step = Step(field)
        if step is Step.WHEN:
            starts = session.given.draft.starts.astimezone(request.zone)
            return await session.go(step, when=When(day=starts.date(), start=starts.time()), picker=picker(session.now))
        if step is Step.AUDIENCE:
            groups = await meeting_audience.groups(session.work, await session.unit())
            return await session.go(step, choices=holder.listed(groups))
        if step in LISTS:
            return await session.go(step, choices=await session.listed(step))
        return await session.go(step)


async def back(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Leave the field, and go back to the card."""
    async with MeetingFormSession.opened(uow, request, installation, version) as session:
        if not session.given.draft.spans or not session.given.draft.type:
            raise DomainError("stale_form")
        return await session.card(session.given.draft)


async def title(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a typed title. DomainError: text_missing, text_too_long."""
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.TITLE,)) as session:
        return await session.card(session.given.draft.but(title=one_line(text, TITLE)))


async def place(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a typed place. DomainError: text_missing, text_too_long."""
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.PLACE,)) as session:
        return await session.card(session.given.draft.but(place=one_line(text, PLACE)))


async def known_place(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Take one of the places offered. DomainError("old_button") for a number that was not offered."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.PLACE,)) as session:
        return await session.card(session.given.draft.but(place=at_number(session.given.places, number)))


async def agenda(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take the typed agenda. DomainError as `read_agenda`."""
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.AGENDA,)) as session:
        return await session.card(session.given.draft.but(agenda=read_agenda(text)))


async def sessions(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take the typed sessions. DomainError as `read_sessions`, and when_too_far."""
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.SESSIONS,)) as session:
        day = session.given.draft.starts.astimezone(request.zone).date()
        spans = read_sessions(text, day, session.now)
        in_time(spans[0].starts, request.now)
        return await session.card(session.given.draft.but(spans=spans))


async def clear(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Clear the agenda or the place for checking in, whichever is asked for."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.AGENDA, Step.SPOT)) as session:
        draft = session.given.draft
        if session.form.step == Step.AGENDA:
            return await session.card(draft.but(agenda=()))
        return await session.card(draft.but(spot=None, ways=switched(draft.ways, Way.PLACE, on=False)))


async def person(uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int) -> Form:
    """Take the host or the recorder. DomainError("not_allowed") for someone who cannot be."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.HOST, Step.RECORDER)) as session:
        draft, unit = session.given.draft, await session.unit()
        day = draft.starts.astimezone(request.zone).date()
        await meeting_audience.may_lead(session.work, session.asker, unit, [person_id], day)
        field = "host_id" if session.form.step == Step.HOST else "recorder_id"
        return await session.card(draft.but(**{field: person_id}))


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Show another page of the list, in the same message."""
    async with MeetingFormSession.opened(uow, request, installation, version, LISTS) as session:
        listed = await session.listed(Step(session.form.step), number, session.given.choices.search)
        return await session.stay(choices=listed)


async def search(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Narrow the list by a typed name. DomainError("nobody_called") where nobody has it."""
    async with MeetingFormSession.opened(uow, request, installation, at=LISTS) as session:
        step = Step(session.form.step)
        return await session.go(step, choices=await session.listed(step, 0, one_line(text, TITLE)))


async def audience(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, kind: str, group_id: int
) -> Form:
    """Take the audience: all of the unit, its committee, a group, or people chosen one by one.

    DomainError: old_button, not_found (group).
    """
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.AUDIENCE,)) as session:
        if kind not in set(AudienceKind):
            raise DomainError("old_button")
        group = group_id if kind == AudienceKind.GROUP else None
        draft = session.given.draft.but(audience=AudienceKind(kind), group_id=group)
        if draft.audience is AudienceKind.CHOSEN:
            session.given = session.given.but(draft=draft)
            return await session.go(Step.CHOSEN, choices=await session.listed(Step.CHOSEN))
        return await session.card(draft)


async def choose(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int, *, chosen: bool
) -> Form:
    """Put a person on the list of people or guests, or take them off it. DomainError: not_allowed, people_too_many."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.CHOSEN, Step.GUESTS)) as session:
        field = "people" if session.form.step == Step.CHOSEN else "guests"
        before: tuple[int, ...] = getattr(session.given.draft, field)
        if chosen and person_id not in before:
            if len(before) >= PEOPLE:
                raise DomainError("people_too_many", most=PEOPLE)
            before = (*before, person_id)
        elif not chosen:
            before = tuple(one for one in before if one != person_id)
        kind = AudienceKind.CHOSEN if field == "people" else session.given.draft.audience
        draft = session.given.draft.but(**{field: before, "audience": kind})
        await _check(session, draft)
        session.given = session.given.but(draft=draft)
        listed = session.given.choices
        return await session.stay(choices=await session.listed(Step(session.form.step), listed.page, listed.search))


async def _check(session: MeetingFormSession, draft: Draft) -> None:
    """Refuse people of another unit. DomainError("not_allowed")."""
    unit, day = await session.unit(), draft.starts.astimezone(session.request.zone).date()
    await meeting_audience.expected(session.work, unit, draft, day)
    await meeting_audience.guests(session.work, unit, draft, day)


async def way(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, way: str, *, on: bool
) -> Form:
    """Accept a way of checking in, or no longer; by place asks for the place first. DomainError("old_button")."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.WAYS,)) as session:
        draft = session.given.draft
        ways = switched(draft.ways, way, on=on)
        if on and way == Way.PLACE and draft.spot is None:
            return await session.go(Step.SPOT)
        return await session.stay(draft=draft.but(ways=ways))


async def spot(
    uow: UnitOfWork, request: Request, installation: Installation, latitude: float, longitude: float
) -> Form:
    """Take the shared place, within 300 m of which check-in by place is accepted."""
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.SPOT,)) as session:
        draft = session.given.draft
        ways = switched(draft.ways, Way.PLACE, on=True)
        return await session.card(draft.but(spot=Spot(latitude, longitude, RADIUS), ways=ways))
