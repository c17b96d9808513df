"""Calling a meeting, from the first button to its publication: unit, type, time, card, published."""

from datetime import date, time

from bot.domain.attendance import Way
from bot.domain.errors import DomainError
from bot.domain.meeting_calling import PLACE_EN, PLACE_ZH, Calling, Named, Step, TypeName, page_of
from bot.domain.meeting_draft import AudienceKind, Draft, in_time, moved, span, usable
from bot.domain.meeting_type import MeetingRules, MeetingType
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.domain.unit import Unit, UnitKind
from bot.domain.when import When, combine
from bot.services import actor, conversation, meeting, meeting_audience, meeting_publish
from bot.services.conversation import Form
from bot.services.meeting import MeetingCard
from bot.services.meeting_desk import NAME, Desk, Frame, callable_units, finish, finished, opened, picker
from bot.storage import conversation as forms
from bot.storage import meeting_list
from bot.storage.unit_of_work import UnitOfWork

RECENT_PLACES = 4


async def begin(uow: UnitOfWork, request: Request, frame: Frame) -> Form:
    """The first step: the unit where the asker has several, else the type. DomainError("not_allowed")."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request, frame.zone)
        if work.again:
            raise DomainError("stale_form")
        found = await callable_units(work, asker)
        if not found:
            raise DomainError("not_allowed", action=Action.CALL_MEETING.value)
        own = [one for one in found if one.id in {post.unit_id for post in asker.posts}]
        several = sum(one.kind is not UnitKind.GROUP for one in found) > 1
        desk = Desk(work, request, frame, asker, Form("", "", 0, {}), Calling(several_units=several))
        if len(own) == 1 or len(found) == 1:
            return await _types(desk, (own or found)[0])
        return await desk.go(Step.UNIT, choices=await desk.listed(Step.UNIT))


async def choose_unit(uow: UnitOfWork, request: Request, frame: Frame, version: int, unit_id: int) -> Form:
    """The unit that holds the meeting, and at the next step its types; a group is chosen likewise."""
    async with opened(uow, request, frame, version, (Step.UNIT, Step.GROUP)) as desk:
        unit = await actor.unit(desk.work, unit_id)
        require(desk.asker, Action.CALL_MEETING, unit)
        if desk.form.step == Step.UNIT:
            return await _types(desk, unit)
        await meeting_audience.group_of(desk.work, await desk.unit(), unit.id)
        return await _defaults(desk, unit, _type(frame.rules, desk.calling.draft.type))


async def _types(desk: Desk, unit: Unit) -> Form:
    """The types that such a unit holds; a single one needs no question."""
    has_groups = bool(await meeting_audience.groups(desk.work, unit))
    offered = [one for one in desk.frame.rules.type if _held_by(one, unit, has_groups=has_groups)]
    desk.calling = desk.calling.but(draft=Draft(unit_id=unit.id, spans=desk.calling.draft.spans), facts=None)
    if len(offered) == 1:
        return await _defaults(desk, unit, offered[0])
    names = tuple(TypeName(code=one.code, zh=one.zh, en=one.en) for one in offered)
    return await desk.go(Step.TYPE, types=names)


def _held_by(one: MeetingType, unit: Unit, *, has_groups: bool) -> bool:
    if unit.kind is UnitKind.GROUP:
        return one.audience == "group"
    return one.audience != "group" or has_groups


def _type(rules: MeetingRules, code: str) -> MeetingType:
    found = next((one for one in rules.type if one.code == code), None)
    if found is None:
        raise DomainError("not_found")
    return found


async def choose_type(uow: UnitOfWork, request: Request, frame: Frame, version: int, code: str) -> Form:
    """DomainError("not_found") for a type that the configuration does not have."""
    async with opened(uow, request, frame, version, (Step.TYPE,)) as desk:
        kind, unit = _type(frame.rules, code), await desk.unit()
        groups = await meeting_audience.groups(desk.work, unit) if kind.audience == "group" else []
        if len(groups) == 1:
            return await _defaults(desk, groups[0], kind)
        if groups:
            listed = page_of([Named(id=one.id, name=one.name) for one in groups], 0)
            return await desk.go(Step.GROUP, draft=desk.calling.draft.but(type=kind.code), choices=listed)
        return await _defaults(desk, unit, kind)


async def _defaults(desk: Desk, unit: Unit, kind: MeetingType) -> Form:
    """Everything that can be known is filled in; then the time, unless it is known as well."""
    language, places = desk.request.language, await meeting_list.places(desk.work, unit.id, RECENT_PLACES)
    host, recorder = await meeting_audience.leading(desk.work, desk.asker, unit, desk.now.date())
    audience = {"committee": AudienceKind.COMMITTEE, "chosen": AudienceKind.CHOSEN}.get(kind.audience)
    home = PLACE_EN if language == "en" else PLACE_ZH
    draft = Draft(
        unit_id=unit.id,
        type=kind.code,
        title=kind.name(language),
        spans=desk.calling.draft.spans,
        place=places[0] if places else home,
        host_id=host,
        recorder_id=recorder,
        audience=audience or AudienceKind.UNIT,
        ways=tuple(way for way in kind.ways if way is not Way.PLACE),
    )
    desk.calling = desk.calling.but(draft=draft, places=tuple(places))
    if draft.spans:
        return await _after_time(desk, draft)
    return await desk.go(Step.WHEN, when=When(), picker=picker(desk.now))


async def say_when(uow: UnitOfWork, request: Request, frame: Frame, text: str) -> Form:
    """A time as typed; asks on for the day or the hour alone.

    DomainError: when_unreadable, when_impossible, when_past, when_too_far.
    """
    async with opened(uow, request, frame, at=(Step.WHEN,)) as desk:
        found = usable(combine(desk.calling.when, text, desk.now))
        if found.problem is not None:
            return await desk.go(Step.WHEN, when=found, picker=picker(desk.now, found.day))
        return await _timed(desk, found, resized=found.minutes is not None)


async def turn_month(uow: UnitOfWork, request: Request, frame: Frame, version: int, month: date) -> Form:
    """Another month of the calendar, in place."""
    async with opened(uow, request, frame, version, (Step.WHEN,)) as desk:
        shown = picker(desk.now).model_copy(update={"month": month.replace(day=1)})
        when = desk.calling.when.model_copy(update={"day": None})
        return await desk.stay(picker=shown, when=when)


async def pick_day(uow: UnitOfWork, request: Request, frame: Frame, version: int, day: date) -> Form:
    """A day of the calendar: its hours in place, or the card where the hour was said before."""
    async with opened(uow, request, frame, version, (Step.WHEN,)) as desk:
        if desk.calling.when.problem is not None and desk.calling.when.start is not None:
            return await _timed(desk, desk.calling.when.model_copy(update={"day": day, "problem": None}), resized=False)
        return await desk.stay(picker=picker(desk.now, day))


async def pick_hour(uow: UnitOfWork, request: Request, frame: Frame, version: int, day: date, start: time) -> Form:
    """DomainError: when_past, when_too_far, when_impossible."""
    async with opened(uow, request, frame, version, (Step.WHEN,)) as desk:
        when = desk.calling.when
        return await _timed(desk, When(day=day, start=start, minutes=when.minutes), resized=when.minutes is not None)


async def _timed(desk: Desk, when: When, *, resized: bool) -> Form:
    draft = desk.calling.draft
    to = span(when, _type(desk.frame.rules, draft.type).minutes, desk.frame.zone)
    in_time(to.starts, desk.request.now)
    return await _after_time(desk, draft.but(spans=moved(draft.spans, to, resized=resized)))


async def _after_time(desk: Desk, draft: Draft) -> Form:
    if draft.audience is AudienceKind.CHOSEN and not draft.people:
        desk.calling = desk.calling.but(draft=draft)
        return await desk.go(Step.CHOSEN, choices=await desk.listed(Step.CHOSEN))
    return await desk.card(draft)


async def publish(uow: UnitOfWork, request: Request, frame: Frame, version: int) -> MeetingCard:
    """One meeting however often the button is pressed. DomainError as `meeting_publish.write`, and stale_form."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request, frame.zone)
        before = finished(await forms.get(work, request.account_id, lock=True), version)
        if before is not None:
            return await meeting.show(work, asker, frame.rules, await meeting.existing(work, before), request.now)
        form = await conversation.load(work, request, NAME, version)
        if form.step != Step.CARD:
            raise DomainError("stale_form")
        draft = Calling.model_validate(form.draft).draft
        made = await meeting_publish.write(work, asker, frame.rules, frame.zone, draft)
        await finish(work, request, version, made.id)
        shown = await meeting.show(work, asker, frame.rules, made, request.now)
        await work.commit()
        return shown
