"""The form that calls a series: unit, type, rule, hour, holidays, and a card with every date."""

from datetime import time

from bot.domain.errors import DomainError
from bot.domain.meeting.draft import PLACE, Draft, one_line
from bot.domain.meeting.rules import MeetingType
from bot.domain.meeting.series import HolidayRule, MonthlyDay, MonthlyWeekday, Quarterly, Rule, Weekly
from bot.domain.meeting.series_calling import SeriesCalling, Step, read_hour, usual_period
from bot.domain.meeting.series_text import read_rule_and_hour
from bot.domain.paging import at_number
from bot.domain.permission import Action
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.unit import Unit
from bot.services import actor, conversation
from bot.services.conversation import Form
from bot.services.meeting import holder as meeting_holder
from bot.services.meeting.calling import callable_units
from bot.services.meeting.series_calling import SeriesFormSession
from bot.storage.unit_of_work import UnitOfWork

RULES: dict[str, Rule] = {
    "day5": MonthlyDay(day=5),
    "day15": MonthlyDay(day=15),
    "friday2": MonthlyWeekday(nth=2, weekday=5),
    "friday-1": MonthlyWeekday(nth=-1, weekday=5),
    "monday": Weekly(weekday=1),
    "friday": Weekly(weekday=5),
    "quarter": Quarterly(month=1, day=10),
}
"""Rules that need no typing, by the names that their buttons carry."""
HOURS = (time(9), time(14, 30), time(15), time(19, 30))
HOLIDAYS: tuple[HolidayRule, ...] = ("later", "earlier", "skip", "keep")
FIELDS = (Step.RULE, Step.HOUR, Step.HOLIDAYS, Step.PLACE)
"""What the card's buttons change."""


async def begin(uow: UnitOfWork, request: Request, installation: Installation) -> Form:
    """Begin with the unit where the asker has several, else with the type. DomainError: not_allowed, stale_form."""
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        conversation.require_first(work)
        found = await callable_units(work, asker)
        if not found:
            raise DomainError("not_allowed", action=Action.CALL_MEETING.value)
        session = SeriesFormSession(work, request, installation, asker, Form("", "", 0, {}), SeriesCalling())
        home = meeting_holder.home(asker, found)
        if home is not None:
            return await _types(session, home)
        return await session.go(Step.UNIT, choices=meeting_holder.listed(found))


async def page(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Show another page of the units."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.UNIT,)) as session:
        found = await callable_units(session.work, session.asker)
        return await session.go(Step.UNIT, choices=meeting_holder.listed(found, number))


async def choose_unit(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, unit_id: int
) -> Form:
    """Choose the unit that holds the meetings, or one of its groups. DomainError: not_found, not_allowed."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.UNIT, Step.GROUP)) as session:
        unit = await session.chosen(unit_id)
        if session.form.step == Step.UNIT:
            return await _types(session, unit)
        return await _defaults(session, unit, _type(installation, session.given.draft.type))


async def _types(session: SeriesFormSession, unit: Unit) -> Form:
    """Ask for the type, unless only one of those the unit holds can be repeated. DomainError("series_no_types")."""
    offered = await meeting_holder.held_by(session.work, unit, _repeating(session.installation))
    if not offered:
        raise DomainError("series_no_types")
    session.given = session.given.but(draft=Draft(unit_id=unit.id), period=usual_period(session.today))
    if len(offered) == 1:
        return await _defaults(session, unit, offered[0])
    return await session.go(Step.TYPE, types=meeting_holder.names(offered))


def _repeating(installation: Installation) -> list[MeetingType]:
    """The types that can be repeated: all but those whose people are chosen each time."""
    return [one for one in installation.meetings.type if one.audience != "chosen"]


def _type(installation: Installation, code: str) -> MeetingType:
    """The type with that code. DomainError("not_found") for one that cannot be repeated."""
    return meeting_holder.type_of(_repeating(installation), code)


async def choose_type(uow: UnitOfWork, request: Request, installation: Installation, version: int, code: str) -> Form:
    """Choose the type. DomainError("not_found") for one that is not offered."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.TYPE,)) as session:
        kind = _type(installation, code)
        holder = await session.holder(await session.unit(), kind)
        return await session.go(Step.GROUP) if holder is None else await _defaults(session, holder, kind)


async def _defaults(session: SeriesFormSession, unit: Unit, kind: MeetingType) -> Form:
    """Fill in everything that can be known, and go on to the rule."""
    draft, places = await session.filled(unit, kind)
    return await session.proceed(draft=draft, places=places, minutes=kind.minutes)


async def choose_rule(uow: UnitOfWork, request: Request, installation: Installation, version: int, name: str) -> Form:
    """Choose one of `RULES`. DomainError("old_button") for another name."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.RULE,)) as session:
        if name not in RULES:
            raise DomainError("old_button")
        return await session.proceed(rule=RULES[name])


async def enter_rule(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a typed rule, perhaps with its hour. DomainError: series_rule_unreadable, series_no_dates."""
    async with SeriesFormSession.opened(uow, request, installation, at=(Step.RULE,)) as session:
        found = read_rule_and_hour(text, session.now)
        if found is None:
            raise DomainError("series_rule_unreadable")
        rule, start, minutes = found
        if start is None:
            return await session.proceed(rule=rule)
        usual = _type(installation, session.given.draft.type).minutes
        return await session.proceed(rule=rule, start=start, minutes=minutes or usual)


async def choose_hour(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Choose one of `HOURS`, with the usual length. DomainError("old_button")."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.HOUR,)) as session:
        start = at_number(HOURS, number)
        return await session.proceed(start=start, minutes=_type(installation, session.given.draft.type).minutes)


async def enter_hour(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a typed hour. DomainError("series_hour_unreadable")."""
    async with SeriesFormSession.opened(uow, request, installation, at=(Step.HOUR,)) as session:
        start, minutes = read_hour(text, session.now)
        return await session.proceed(
            start=start, minutes=minutes or _type(installation, session.given.draft.type).minutes
        )


async def choose_holidays(
    uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int
) -> Form:
    """Choose one of `HOLIDAYS`. DomainError: old_button, series_no_dates."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.HOLIDAYS,)) as session:
        return await session.proceed(holidays=at_number(HOLIDAYS, number))


async def edit(uow: UnitOfWork, request: Request, installation: Installation, version: int, field: str) -> Form:
    """Go from the card to one of its fields. DomainError("old_button") for an unknown field."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.CARD,)) as session:
        if field not in FIELDS:
            raise DomainError("old_button")
        return await session.go(Step(field))


async def back(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Go back to the card. DomainError("stale_form") where there was none yet."""
    async with SeriesFormSession.opened(uow, request, installation, version, FIELDS) as session:
        if session.given.plan is None:
            raise DomainError("stale_form")
        return await session.proceed()


async def turn_period(uow: UnitOfWork, request: Request, installation: Installation, version: int) -> Form:
    """Switch between the rest of the year and twelve months. DomainError("series_no_dates")."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.CARD,)) as session:
        return await session.proceed(period="twelve" if session.given.period == "year" else "year")


async def place(uow: UnitOfWork, request: Request, installation: Installation, text: str) -> Form:
    """Take a typed place. DomainError: text_missing, text_too_long."""
    async with SeriesFormSession.opened(uow, request, installation, at=(Step.PLACE,)) as session:
        return await session.proceed(draft=session.given.draft.but(place=one_line(text, PLACE)))


async def known_place(uow: UnitOfWork, request: Request, installation: Installation, version: int, number: int) -> Form:
    """Take one of the places offered. DomainError("old_button") for a number that was not offered."""
    async with SeriesFormSession.opened(uow, request, installation, version, (Step.PLACE,)) as session:
        return await session.proceed(draft=session.given.draft.but(place=at_number(session.given.places, number)))
