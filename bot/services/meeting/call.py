"""The form that calls a meeting, from the first button to its publication: unit, type, time, card."""

from dataclasses import replace
from datetime import date, time

from bot.domain.errors import DomainError
from bot.domain.meeting.call_text import read_call_text, usable_now
from bot.domain.meeting.calling import Calling, Step
from bot.domain.meeting.draft import AudienceKind, Draft, in_time, moved, span, usable
from bot.domain.meeting.rules import MeetingType
from bot.domain.permission import Action
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit, UnitKind
from bot.domain.when.moment import Problem, When, combine
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.form_session import finish, finished
from bot.services.meeting import card
from bot.services.meeting import holder as meeting_holder
from bot.services.meeting import publish as meeting_publish
from bot.services.meeting.calling import NAME, MeetingFormSession, callable_units, picker
from bot.services.meeting.card import MeetingCard
from bot.storage.unit_of_work import UnitOfWork


async def begin(uow: UnitOfWork, request: Request, installation: Installation, words: str = "") -> Form:
    """Begin with the first question that `words`, a sentence asking to call a meeting, leave open.

    The unit where the asker has several, then the type, then the time. DomainError: not_allowed, stale_form.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        conversation.require_first(work)
        found = await callable_units(work, asker)
        if not found:
            raise DomainError("not_allowed", action=Action.CALL_MEETING.value)
        several = sum(one.kind is not UnitKind.GROUP for one in found) > 1
        said = read_call_text(words, installation.meetings.type, request.now.astimezone(request.zone))
        given = Calling(several_units=several, wish=said.type, when=said.when)
        session = MeetingFormSession(work, request, installation, asker, Form("", "", 0, {}), given)
        home = meeting_holder.home(asker, found)
        if home is not None:
            return await _types(session, home)
        return await session.go(Step.UNIT, choices=await session.listed(Step.UNIT))


async def begin_with(uow: UnitOfWork, request: Request, installation: Installation, unit_id: int, code: str) -> Form:
    """Begin with the unit and the type known: ask for the group where it has several, else for the time.

    DomainError: not_allowed, not_found, stale_form.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        unit = await meeting_holder.chosen(work, asker, unit_id)
        kind = meeting_holder.type_of(await meeting_holder.held_by(work, unit, installation.meetings.type), code)
        conversation.require_first(work)
        given = Calling(draft=Draft(unit_id=unit.id, type=kind.code))
        session = MeetingFormSession(work, request, installation, asker, Form("", "", 0, {}), given)
        return await _holder(session, unit, kind)


async def choose_unit(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, unit_id: int
) -> Form:
    """Choose the unit that holds the meeting, or one of its groups. DomainError: not_found, not_allowed."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.UNIT, Step.GROUP)) as session:
        unit = await session.chosen(unit_id)
        if session.form.step == Step.UNIT:
            return await _types(session, unit)
        return await _defaults(
            session, unit, meeting_holder.type_of(installation.meetings.type, session.given.draft.type)
        )


async def _types(session: MeetingFormSession, unit: Unit) -> Form:
    """Ask for the type, unless the unit holds only one or one was named at the beginning."""
    offered = await meeting_holder.held_by(session.work, unit, session.installation.meetings.type)
    wished = [one for one in offered if one.code == session.given.wish] or offered
    session.given = session.given.but(draft=Draft(unit_id=unit.id, spans=session.given.draft.spans), facts=None)
    if len(wished) == 1:
        return await _holder(session, unit, wished[0])
    return await session.go(Step.TYPE, types=meeting_holder.names(offered))


async def choose_type(uow: UnitOfWork, request: Request, installation: Installation, version: int, code: str) -> Form:
    """Choose the type, and fill in what is usual for such a meeting. DomainError("not_found") for an unknown one."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.TYPE,)) as session:
        return await _holder(session, await session.unit(), meeting_holder.type_of(installation.meetings.type, code))


async def _holder(session: MeetingFormSession, unit: Unit, kind: MeetingType) -> Form:
    """Go on with the unit, or with one of its groups, which is asked for where there are several."""
    holder = await session.holder(unit, kind)
    return await session.go(Step.GROUP) if holder is None else await _defaults(session, holder, kind)


async def _defaults(session: MeetingFormSession, unit: Unit, kind: MeetingType) -> Form:
    """Fill in everything that can be known; then ask for the time, unless it is known as well."""
    draft, places = await session.filled(unit, kind)
    session.given = session.given.but(draft=draft, places=places)
    if draft.spans:
        return await _after_time(session, draft)
    said = usable_now(session.given.when, session.now)
    if said.day is not None and said.start is not None:
        return await _timed(session, said, resized=said.minutes is not None)
    return await session.go(Step.WHEN, when=said, picker=picker(session.now, said.day))


async def enter_time(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a typed time, and ask for the day or the hour if it lacks one.

    DomainError: when_unreadable, when_impossible, when_past, when_too_far.
    """
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.WHEN,)) as session:
        found = usable(combine(session.given.when, text, session.now))
        if found.problem is not None:
            return await session.go(Step.WHEN, when=found, picker=picker(session.now, found.day))
        return await _timed(session, found, resized=found.minutes is not None)


async def enter_on_card(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a time typed on the card; what it leaves out stays as it was.

    DomainError: card_takes_a_time (no time at all), when_impossible, when_past, when_too_far.
    """
    async with MeetingFormSession.opened(uow, request, installation, at=(Step.CARD,)) as session:
        starts = session.given.draft.starts.astimezone(request.zone)
        found = combine(When(day=starts.date(), start=starts.time()), text, session.now)
        if found.problem is Problem.UNREADABLE:
            raise DomainError("card_takes_a_time")
        return await _timed(session, usable(found), resized=found.minutes is not None)


async def turn_month(uow: UnitOfWork, request: Request, installation: Installation, version: int, month: date) -> Form:
    """Show another month of the calendar, in the same message."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.WHEN,)) as session:
        when = session.given.when.model_copy(update={"day": None})
        return await session.stay(picker=picker(session.now, month=month), when=when)


async def pick_day(uow: UnitOfWork, request: Request, installation: Installation, version: int, day: date) -> Form:
    """Take a day of the calendar: show its hours, or go to the card where the hour is known."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.WHEN,)) as session:
        if session.given.when.problem is not None and session.given.when.start is not None:
            return await _timed(
                session, session.given.when.model_copy(update={"day": day, "problem": None}), resized=False
            )
        return await session.stay(picker=picker(session.now, day))


async def pick_hour(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, day: date, start: time
) -> Form:
    """Take an hour of the chosen day. DomainError: when_past, when_too_far, when_impossible."""
    async with MeetingFormSession.opened(uow, request, installation, version, (Step.WHEN,)) as session:
        when = session.given.when
        return await _timed(session, When(day=day, start=start, minutes=when.minutes), resized=when.minutes is not None)


async def _timed(session: MeetingFormSession, when: When, *, resized: bool) -> Form:
    draft = session.given.draft
    to = span(
        when, meeting_holder.type_of(session.installation.meetings.type, draft.type).minutes, session.request.zone
    )
    in_time(to.starts, session.request.now)
    return await _after_time(session, draft.but(spans=moved(draft.spans, to, resized=resized)))


async def _after_time(session: MeetingFormSession, draft: Draft) -> Form:
    if draft.audience is AudienceKind.CHOSEN and not draft.people:
        session.given = session.given.but(draft=draft)
        return await session.go(Step.CHOSEN, choices=await session.listed(Step.CHOSEN))
    return await session.card(draft)


async def publish(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> MeetingCard:
    """Publish the meeting and tell everyone invited, once however often the button is pressed.

    DomainError as `publish.write`, and stale_form.
    """
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        before = await finished(work, request, version, "meeting")
        if before is not None:
            return await card.show(work, asker, installation.meetings, await card.existing(work, before), request.now)
        form = await conversation.load(work, request, NAME, version, step=Step.CARD)
        draft = Calling.model_validate(form.draft).draft
        due = installation.reminders.announce(work.now, draft.starts, draft.ends, request.zone)
        made = await meeting_publish.write(work, asker, installation.meetings, request.zone, draft, due)
        await finish(work, request, version, "meeting", made.id)
        shown = await card.show(work, asker, installation.meetings, made, request.now)
        await work.commit()
        return replace(shown, told_at=due)
