"""Reminders of meetings: to come, about to begin (CHECKIN), without a topic, with leave that waits for its answer."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.domain.clock import to_ms
from bot.domain.meeting.model import Meeting, Session
from bot.domain.reminder.line import (
    AnyLine,
    CheckinLine,
    LeaveLine,
    MeetingFacts,
    MeetingLine,
    TopicLine,
)
from bot.domain.reminder.model import Kind, PlannedReminder, Reminder, Subject
from bot.domain.reminder.schedule import later
from bot.services.meeting.notice import type_name
from bot.services.reminder.source import ReminderContext, Source
from bot.storage.attendance import exemption
from bot.storage.attendance.exemption import Period
from bot.storage.connection import Connection
from bot.storage.people import account
from bot.storage.reminder import meeting as storage
from bot.storage.reminder.meeting import Asked, Expected, Held


@dataclass(frozen=True, slots=True)
class MeetingsAhead:
    """Some meetings that are neither cancelled nor over, with those who are expected at them."""

    held: dict[int, Held]
    sessions: dict[int, list[Session]]
    expected: dict[int, list[Expected]]
    marked: set[tuple[int, int]]

    def at(self, meeting_id: int, person_id: int) -> Expected | None:
        return next((one for one in self.expected[meeting_id] if one.person_id == person_id), None)


async def subjects(cx: Connection, context: ReminderContext) -> list[int]:
    """The ids of meetings that are near enough to be reminded of."""
    farthest = max([context.rules.topic.days_before, *context.rules.meeting.days_before])
    before = datetime.combine(context.last + timedelta(days=farthest + 1), time.min, context.zone)
    return await storage.coming(cx, context.now, before)


async def _meetings_ahead(
    cx: Connection, context: ReminderContext, ids: Sequence[int], people: Sequence[int] | None = None
) -> MeetingsAhead:
    held = {one.meeting.id: one for one in await storage.held(cx, ids, context.now)}
    sessions: defaultdict[int, list[Session]] = defaultdict(list)
    for session in await storage.sessions(cx, list(held), context.now):
        sessions[session.meeting_id].append(session)
    days = {id: day_of(one.meeting, context) for id, one in held.items()}
    exempt = await exemption.between(cx, min(days.values()), max(days.values())) if days else {}
    expected: defaultdict[int, list[Expected]] = defaultdict(list)
    for one in await storage.expected(cx, list(held), people):
        if _expected(one, days[one.meeting_id], exempt.get(one.person_id, [])):
            expected[one.meeting_id].append(one)
    soon = [session.id for found in sessions.values() for session in found if _opens(session, context) <= context.now]
    return MeetingsAhead(held, sessions, expected, await storage.marked(cx, soon))


def _expected(one: Expected, day: date, exempt: Sequence[Period]) -> bool:
    return (one.left_on is None or day < one.left_on) and not any(period.covers(day) for period in exempt)


def day_of(meeting: Meeting, context: ReminderContext) -> date:
    """The local day on which it begins."""
    return meeting.starts.astimezone(context.zone).date()


async def plan(cx: Connection, context: ReminderContext, ids: Sequence[int] | None) -> list[PlannedReminder]:
    """Remind of meetings to come, of check-in, of topics that are missing and of leave that waits for its answer."""
    wanted: list[PlannedReminder] = []
    known = await _meetings_ahead(cx, context, await subjects(cx, context) if ids is None else ids)
    for one in known.held.values():
        for person in known.expected[one.meeting.id]:
            wanted += _ahead_of(one, person.person_id, context)
            wanted += _at_the_door(one.meeting, person.person_id, known.sessions[one.meeting.id], context)
        for person_id in await _without_topic(cx, context, one):
            wanted += _topic(one, person_id, context)
    for leave in await storage.asked(cx, list(known.held)):
        held = known.held[leave.meeting_id]
        for person_id in await _deciders(cx, context, held, leave):
            wanted += _leave(held.meeting, leave, person_id, context)
    return wanted


def _ahead_of(one: Held, person_id: int, context: ReminderContext) -> Iterator[PlannedReminder]:
    """Not on the day on which it was called: that day it is known already."""
    day, called = day_of(one.meeting, context), one.called_at.astimezone(context.zone).date()
    for days in context.rules.meeting.days_before:
        on = day - timedelta(days=days)
        if called < on <= context.last and context.ahead(on):
            yield PlannedReminder(Kind.MEETING, one.meeting.id, person_id, _rung(day, days), day=on)


def _rung(day: date, days: int) -> str:
    return f"{day.isoformat()}/{days}"


def _at_the_door(
    meeting: Meeting, person_id: int, sessions: Sequence[Session], context: ReminderContext
) -> Iterator[PlannedReminder]:
    for session in sessions:
        at = _opens(session, context)
        if at > context.now and at.astimezone(context.zone).date() <= context.last:
            yield PlannedReminder(Kind.CHECKIN, meeting.id, person_id, _minute(session), at=at)


def _opens(session: Session, context: ReminderContext) -> datetime:
    return session.starts - timedelta(minutes=context.rules.meeting.minutes_before)


def _minute(session: Session) -> str:
    return session.starts.astimezone(UTC).isoformat(timespec="minutes")


async def _without_topic(cx: Connection, context: ReminderContext, one: Held) -> list[int]:
    """Who sets the topic that is missing."""
    if one.meeting.starts <= context.now or not lacks_topic(one, context):
        return []
    return await storage.owners(cx, await account.responsible(cx, one.path, context.today, 0))


def lacks_topic(one: Held, context: ReminderContext) -> bool:
    """Its title is still the type's own name, and nothing is on its agenda."""
    kind = type_name(context.meetings, one.meeting.type)
    plain = one.meeting.title in (kind.zh, kind.en) and not one.has_agenda
    return plain and one.meeting.type in context.rules.topic.types


def _topic(one: Held, person_id: int, context: ReminderContext) -> Iterator[PlannedReminder]:
    day = day_of(one.meeting, context)
    on = day - timedelta(days=context.rules.topic.days_before)
    if on <= context.last and context.ahead(on):
        yield PlannedReminder(Kind.TOPIC, one.meeting.id, person_id, day.isoformat(), day=on)


async def _deciders(cx: Connection, context: ReminderContext, held: Held, leave: Asked) -> list[int]:
    """Whoever was asked, as they stand today."""
    return await storage.owners(cx, await account.responsible(cx, held.path, context.today, leave.account_id))


def _leave(meeting: Meeting, leave: Asked, person_id: int, context: ReminderContext) -> Iterator[PlannedReminder]:
    """On the working days after the one on which it was asked, until the meeting is over."""
    on, last = leave.asked_at.astimezone(context.zone).date(), meeting.ends.astimezone(context.zone).date()
    for time_ in range(1, context.rules.leave.times + 1):
        on = later(on + timedelta(days=1), context.is_working_day)
        if on <= min(last, context.last) and context.ahead(on):
            occasion = f"{leave.person_id}/{to_ms(leave.asked_at)}/{time_}"
            yield PlannedReminder(Kind.LEAVE, meeting.id, person_id, occasion, day=on)


async def lines(cx: Connection, context: ReminderContext, rows: Sequence[Reminder]) -> dict[int, AnyLine]:
    """The lines of what still holds of the meetings."""
    ids = sorted({one.planned.subject_id for one in rows})
    known = await _meetings_ahead(cx, context, ids, sorted({one.planned.person_id for one in rows}))
    waiting = await storage.asked(cx, list(known.held)) if any(_of(rows, Kind.LEAVE)) else []
    found: dict[int, AnyLine | None] = {}
    for one in _of(rows, Kind.MEETING):
        found[one.id] = _meeting_line(one.planned, known, context)
    for one in _of(rows, Kind.CHECKIN):
        found[one.id] = _checkin_line(one.planned, known, context)
    for one in _of(rows, Kind.TOPIC):
        found[one.id] = await _topic_line(cx, one.planned, known, context)
    for one in _of(rows, Kind.LEAVE):
        found[one.id] = await _leave_line(cx, one.planned, known, waiting, context)
    return {id: line for id, line in found.items() if line is not None}


def _of(rows: Sequence[Reminder], kind: Kind) -> list[Reminder]:
    return [one for one in rows if one.planned.kind is kind]


def _meeting_line(row: PlannedReminder, known: MeetingsAhead, context: ReminderContext) -> MeetingLine | None:
    """None also for one that has begun, or was moved to another day."""
    held = known.held.get(row.subject_id)
    person = known.at(row.subject_id, row.person_id)
    if held is None or person is None or held.meeting.starts <= context.now:
        return None
    if row.occasion.partition("/")[0] != day_of(held.meeting, context).isoformat():
        return None
    return MeetingLine(
        kind=Kind.MEETING,
        today=context.today,
        until=held.meeting.starts,
        meeting=_facts_of(held.meeting),
        coming=person.coming,
        leave=person.leave,
    )


def _checkin_line(row: PlannedReminder, known: MeetingsAhead, context: ReminderContext) -> CheckinLine | None:
    """None also for whoever is there already."""
    held, sessions = known.held.get(row.subject_id), known.sessions[row.subject_id]
    person = known.at(row.subject_id, row.person_id)
    session = next((one for one in sessions if _minute(one) == row.occasion), None)
    if held is None or person is None or session is None or session.starts <= context.now:
        return None
    if (session.id, row.person_id) in known.marked:
        return None
    several = len(sessions) > 1 or session.number > 1
    return CheckinLine(
        kind=Kind.CHECKIN,
        today=context.today,
        meeting=_facts_of(held.meeting),
        session=session.id,
        starts=session.starts,
        ends=session.ends,
        number=session.number if several else None,
        ways=tuple(sorted(held.meeting.ways)),
        leave=person.leave,
    )


async def _topic_line(
    cx: Connection, row: PlannedReminder, known: MeetingsAhead, context: ReminderContext
) -> TopicLine | None:
    held = known.held.get(row.subject_id)
    if held is None or row.occasion != day_of(held.meeting, context).isoformat():
        return None
    if row.person_id not in await _without_topic(cx, context, held):
        return None
    return TopicLine(kind=Kind.TOPIC, today=context.today, until=held.meeting.starts, meeting=_facts_of(held.meeting))


async def _leave_line(
    cx: Connection, row: PlannedReminder, known: MeetingsAhead, waiting: Sequence[Asked], context: ReminderContext
) -> LeaveLine | None:
    """None once it is answered, or asked anew."""
    held = known.held.get(row.subject_id)
    asked_by = row.occasion.rpartition("/")[0]
    leave = next((one for one in waiting if f"{one.person_id}/{to_ms(one.asked_at)}" == asked_by), None)
    if held is None or leave is None or leave.meeting_id != row.subject_id:
        return None
    if row.person_id not in await _deciders(cx, context, held, leave):
        return None
    return LeaveLine(
        kind=Kind.LEAVE,
        today=context.today,
        until=held.meeting.ends,
        meeting=_facts_of(held.meeting),
        person=leave.person_id,
        name=leave.name,
    )


def _facts_of(meeting: Meeting) -> MeetingFacts:
    return MeetingFacts(
        id=meeting.id, title=meeting.title, starts=meeting.starts, ends=meeting.ends, place=meeting.place
    )


SOURCE = Source(
    frozenset({Kind.MEETING, Kind.CHECKIN, Kind.TOPIC, Kind.LEAVE}), Subject.MEETING, plan, lines, subjects, 1
)
