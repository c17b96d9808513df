"""The form that changes or cancels a meeting which people have been told of."""

from datetime import date, time

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Named, named, page_of
from bot.domain.meeting.change import PEOPLE, Change, Changing, Field, Step, Value, read_reason, read_value, value_of
from bot.domain.meeting.draft import RADIUS, TITLE, in_time, moved, one_line, span, switched, usable
from bot.domain.meeting.model import Spot
from bot.domain.paging import at_number
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.when.moment import Problem, When, combine
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.meeting import audience
from bot.services.meeting.calling import picker, with_asker
from bot.services.meeting.card import MeetingCard, show, still_open
from bot.services.meeting.changing import ChangeFormSession, managed
from bot.services.meeting.holder import PLACES
from bot.services.meeting.notice import notice_of
from bot.storage.meeting import listing, people
from bot.storage.unit_of_work import UnitOfWork


async def begin(uow: UnitOfWork, request: Request, installation: Installation, meeting_id: int, field: str) -> Form:
    """Ask for the new value of a field, or for the reason why the meeting is cancelled.

    DomainError: stale_form, old_button, not_found, not_allowed, meeting_cancelled, meeting_has_ended (cancelling).
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        conversation.require_first(work)
        if field not in set(Field):
            raise DomainError("old_button")
        meeting, unit = await managed(work, asker, meeting_id)
        wanted = Field(field)
        if wanted is Field.CANCEL:
            still_open(meeting, request.now)
        notice = await notice_of(work, installation.meetings, meeting)
        counts = await listing.counts(work, meeting.id)
        old = value_of(notice, wanted)
        change = Change(field=wanted, old=old, new=old if wanted is Field.WAYS else Value())
        late = request.now >= meeting.starts
        changing = Changing(
            notice=notice,
            version=meeting.version,
            change=change,
            late=late,
            people=counts.invited,
            reached=counts.reached,
        )
        session = ChangeFormSession(work, request, installation, asker, Form("", "", 0, {}), changing, meeting, unit)
        return await session.go(Step.VALUE, **await _offers(session, wanted))


async def _offers(session: ChangeFormSession, field: Field) -> dict[str, object]:
    """What can be tapped in place of typing."""
    if field is Field.TIME:
        starts = session.meeting.starts.astimezone(session.request.zone)
        return {"when": When(day=starts.date(), start=starts.time()), "picker": picker(session.now)}
    if field is Field.PLACE:
        return {"places": tuple(await listing.places(session.work, session.unit.id, PLACES))}
    if field in PEOPLE:
        return {"choices": page_of(await _people(session), 0)}
    return {}


async def _people(session: ChangeFormSession, search: str = "") -> list[Named]:
    roster = await audience.roster_unit(session.work, session.unit)
    found = await people.within(session.work, roster.path, session.unit.id, session.now.date())
    options = with_asker(named(found), session.asker)
    return [one for one in options if search.casefold() in one.name.casefold()]


async def enter_text(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take what was typed: the new text, a time, or part of a name to look for."""
    async with ChangeFormSession.opened(uow, request, installation, at=(Step.VALUE,)) as session:
        field = session.given.change.field
        if field is Field.TIME:
            return await _enter_time(session, text)
        if field in PEOPLE:
            wanted = one_line(text, TITLE)
            found = await _people(session, wanted)
            if not found:
                raise DomainError("nobody_called", name=wanted)
            return await session.go(Step.VALUE, choices=page_of(found, 0, wanted))
        return await session.set_value(read_value(field, text))


async def _enter_time(session: ChangeFormSession, text: str) -> Form:
    """Take a typed time; it may lie in the past where the meeting has begun."""
    found = combine(session.given.when, text, session.now)
    if session.given.late and found.problem is Problem.PAST and found.start is not None:
        found = found.model_copy(update={"problem": None})
    usable(found)
    if found.problem is not None:
        return await session.go(Step.VALUE, when=found, picker=picker(session.now, found.day))
    return await _timed(session, found, resized=found.minutes is not None)


async def _timed(session: ChangeFormSession, when: When, *, resized: bool) -> Form:
    to = span(when, 60, session.request.zone)
    if not session.given.late:
        in_time(to.starts, session.request.now)
    old = session.given.change.old.spans
    return await session.set_value(Value(spans=moved(old, to, resized=resized)))


async def turn_month(uow: UnitOfWork, request: Request, installation: Installation, version: int, month: date) -> Form:
    """Show another month of the calendar, in the same message."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        return await session.stay(picker=picker(session.now, month=month))


async def pick_day(uow: UnitOfWork, request: Request, installation: Installation, version: int, day: date) -> Form:
    """Show the hours of a day of the calendar, in the same message."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        return await session.stay(picker=picker(session.now, day))


async def pick_hour(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, day: date, start: time
) -> Form:
    """Take the new time; what it collides with is shown before it is confirmed.

    DomainError: stale_form, when_past, when_too_far, when_impossible.
    """
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        if session.given.change.field is not Field.TIME:
            raise DomainError("stale_form")
        return await _timed(session, When(day=day, start=start), resized=False)


async def known_place(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Take one of the places offered. DomainError("old_button") for a number that was not offered."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        return await session.set_value(Value(text=at_number(session.given.places, number)))


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Show another page of the people, in the same message."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        search = session.given.choices.search
        return await session.stay(choices=page_of(await _people(session, search), number, search))


async def person(uow: UnitOfWork, request: Request, installation: Installation, version: int, person_id: int) -> Form:
    """Take a host or a recorder. DomainError("not_allowed") for someone who cannot be."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        if session.given.change.field not in PEOPLE:
            raise DomainError("stale_form")
        await audience.may_lead(session.work, session.asker, session.unit, [person_id], session.now.date())
        names = await people.names(session.work, [person_id])
        return await session.set_value(Value(text=names.get(person_id, ""), person=person_id))


async def way(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, way: str, *, on: bool
) -> Form:
    """Accept a way of checking in, or not. DomainError: old_button, spot_first (by place, with no place known)."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        new = _ways(session)
        ways = switched(new.ways, way, on=on)
        if on and way == Way.PLACE and not (session.meeting.spot or new.spot):
            raise DomainError("spot_first")
        return await session.stay(change=session.given.change.to(new.model_copy(update={"ways": ways})))


async def spot(
    uow: UnitOfWork, request: Request, installation: Installation, latitude: float, longitude: float
) -> Form:
    """Take the shared place, near which check-in by place is accepted."""
    async with ChangeFormSession.opened(uow, request, installation, at=(Step.VALUE,)) as session:
        here = Spot(latitude, longitude, RADIUS)
        new = Value(ways=switched(_ways(session).ways, Way.PLACE, on=True), spot=here)
        return await session.go(Step.VALUE, change=session.given.change.to(new))


async def done(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Go on with the ways as they are switched now. DomainError("nothing_changes")."""
    async with ChangeFormSession.opened(uow, request, installation, version, (Step.VALUE,)) as session:
        return await session.set_value(_ways(session))


def _ways(session: ChangeFormSession) -> Value:
    """The ways as they are switched so far. DomainError("stale_form") where another field is changed."""
    if session.given.change.field is not Field.WAYS:
        raise DomainError("stale_form")
    return session.given.change.new


async def keep(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> MeetingCard:
    """Leave the form without a change, with the meeting as it is."""
    async with ChangeFormSession.opened(uow, request, installation, version) as session:
        await conversation.end(session.work, request)
        card = await show(session.work, session.asker, installation.meetings, session.meeting, request.now)
        await session.work.commit()
        return card


async def reason(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take the reason for correcting a meeting that has begun."""
    async with ChangeFormSession.opened(uow, request, installation, at=(Step.REASON,)) as session:
        return await session.go(Step.CONFIRM, reason=read_reason(text))
