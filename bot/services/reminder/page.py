"""The reminders of the next days: of a person, of a unit, and the people whom no message reaches."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.actor import Actor
from bot.domain.permission import Action, may, require
from bot.domain.post import DIRECTING
from bot.domain.reminder.model import Kind
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.reminder.setting import hour_of
from bot.services.reminder.source import ReminderContext
from bot.storage.connection import Connection
from bot.storage.reminder import page as pages
from bot.storage.reminder import setting as settings
from bot.storage.reminder.page import Lost, Planned, Unreached
from bot.storage.unit_of_work import UnitOfWork

__all__ = ["Entry", "Lost", "Mine", "OfUnit", "Unreached", "WhoIsLost"]

DAYS = 14
PAGE, PEOPLE = 20, 10
SUBJECTS = {
    Kind.MEETING: "meeting",
    Kind.CHECKIN: "meeting",
    Kind.TOPIC: "meeting",
    Kind.LEAVE: "meeting",
    Kind.DUE: "item",
    Kind.OVERDUE: "item",
    Kind.MONTH: "unit",
    Kind.NORM: "unit",
    Kind.PROBATION: "person",
    Kind.TERM: "post",
    Kind.RATING: "rating",
    Kind.NOTICE: "round",
    Kind.OBJECTION: "round",
}
"""What the id of a reminder's subject names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`what`: the meeting, item, unit or person it is about; empty where that is not for the reader's eyes.

    `at`: when it goes out. `unless_done`: of an item that is not overdue yet: only if it is not handed in by then.
    """

    kind: Kind
    what: str
    occasion: str
    at: datetime
    people: int
    unless_done: bool


@dataclass(frozen=True, slots=True)
class Mine:
    """`units`: whose reminders the asker may see; `above`: units the norms below which they may see."""

    entries: tuple[Entry, ...]
    more: int
    hour: time
    muted: tuple[Kind, ...]
    units: tuple[Unit, ...]
    above: tuple[Unit, ...]


@dataclass(frozen=True, slots=True)
class OfUnit:
    """A page of what a unit's people will be reminded of, and how many no message reaches."""

    unit: Unit
    entries: tuple[Entry, ...]
    lost: Lost
    page: int
    more: bool


@dataclass(frozen=True, slots=True)
class WhoIsLost:
    """A page of the people of a unit whom no message reaches."""

    unit: Unit
    people: tuple[Unreached, ...]
    lost: Lost
    page: int
    more: bool


async def mine(uow: UnitOfWork, request: Request, context: ReminderContext) -> Mine:
    """The reminders of the asker in the next 14 days. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        own = asker.require_person()
        chosen = await settings.get(cx, own.id)
        planned = await pages.of_person(cx, own.id, _days(context), _moments(context))
        heard = [one for one in _first_unless_done(planned, context) if one.kind not in chosen.muted]
        hour = hour_of(chosen, context)
        entries = await _entries(cx, heard, hour, request, context, "/")
        muted = tuple(kind for kind in Kind if kind in chosen.muted)
        held = await _units(cx, asker)
        units = [unit for unit in held if may(asker, Action.SEE_REMINDERS, unit)]
        above = [unit for unit in held if unit.kind.above_branches and _directs(asker, unit)]
        return Mine(tuple(entries[:PAGE]), len(entries[PAGE:]), hour, muted, tuple(units), tuple(above))


async def of_unit(uow: UnitOfWork, request: Request, context: ReminderContext, unit_id: int, page: int) -> OfUnit:
    """What the unit's people will hear in the next 14 days; of what concerns other units, only that there is something.

    DomainError: not_allowed, not_found.
    """
    async with uow.reading() as cx:
        unit, page = await _seen(cx, request, unit_id), max(page, 0)
        every = await pages.of_unit(cx, unit.path, _days(context), _moments(context))
        planned = [one for one in every if _certain(one, context)]
        entries = await _entries(cx, planned, context.rules.hour, request, context, unit.path)
        part = tuple(entries[page * PAGE : (page + 1) * PAGE])
        lost = await pages.lost(cx, unit.path, context.today)
        return OfUnit(unit, part, lost, page, len(entries) > (page + 1) * PAGE)


async def unreached(uow: UnitOfWork, request: Request, context: ReminderContext, unit_id: int, page: int) -> WhoIsLost:
    """Who never bound an account, and who has blocked the bot. DomainError: not_allowed, not_found."""
    async with uow.reading() as cx:
        unit, page = await _seen(cx, request, unit_id), max(page, 0)
        found = await pages.unreached(cx, unit.path, context.today, PEOPLE + 1, page * PEOPLE)
        lost = await pages.lost(cx, unit.path, context.today)
        return WhoIsLost(unit, tuple(found[:PEOPLE]), lost, page, len(found) > PEOPLE)


async def _seen(cx: Connection, request: Request, unit_id: int) -> Unit:
    asker = await actor.load(cx, request)
    unit = await actor.unit(cx, unit_id)
    require(asker, Action.SEE_REMINDERS, unit)
    return unit


async def _units(cx: Connection, asker: Actor) -> list[Unit]:
    """Where the asker holds a post."""
    return [await actor.unit(cx, id) for id in dict.fromkeys(held.unit_id for held in asker.posts)]


def _directs(asker: Actor, unit: Unit) -> bool:
    return any(held.unit_id == unit.id and held.kind in DIRECTING for held in asker.posts)


def _days(context: ReminderContext) -> tuple[date, date]:
    return context.today, context.today + timedelta(days=DAYS - 1)


def _moments(context: ReminderContext) -> tuple[datetime, datetime]:
    return context.now, datetime.combine(context.today + timedelta(days=DAYS), time.min, context.zone)


def _certain(one: Planned, context: ReminderContext) -> bool:
    """What is planned for an item that is not overdue yet is hoped never to be said."""
    return one.kind is not Kind.OVERDUE or one.occasion < context.today.isoformat()


def _first_unless_done(planned: Sequence[Planned], context: ReminderContext) -> list[Planned]:
    """All that is certain; of each item that is not overdue yet, the first that comes if it is not handed in."""
    first: dict[int, Planned] = {}
    for one in planned:
        if not _certain(one, context):
            first.setdefault(one.subject_id, one)
    return [one for one in planned if _certain(one, context) or first[one.subject_id] is one]


async def _entries(
    cx: Connection, planned: Sequence[Planned], hour: time, request: Request, context: ReminderContext, path: str
) -> list[Entry]:
    """Soonest first; named is what belongs to the unit of that path or below."""
    ids: dict[str, set[int]] = defaultdict(set)
    for one in planned:
        ids[SUBJECTS[one.kind]].add(one.subject_id)
    known = {what: await pages.names(cx, what, among, path) for what, among in ids.items()}
    entries = []
    for one in planned:
        what = known[SUBJECTS[one.kind]].get(one.subject_id, "")
        if SUBJECTS[one.kind] == "meeting":
            what = _title(what, request.language, context)
        unless_done = not _certain(one, context)
        entries.append(Entry(one.kind, what, one.occasion, _at(one, hour, context), one.people, unless_done))
    return sorted(entries, key=lambda one: one.at)


def _title(title: str, language: str, context: ReminderContext) -> str:
    """A type's own name in the reader's language."""
    names = (one.name(language) for one in context.meetings.type if title in (one.zh, one.en))
    return next(names, title)


def _at(one: Planned, hour: time, context: ReminderContext) -> datetime:
    return one.at or datetime.combine(one.day or context.today, hour, context.zone)
