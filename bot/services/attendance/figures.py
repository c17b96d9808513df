"""Computes attendance as it stands: of a running meeting, of a person's year, and of members who stay away."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from bot.domain.attendance.ledger import Figures, Line, session_at, tally
from bot.domain.attendance.message import LongAbsence
from bot.domain.attendance.model import ATTENDED, State, Way, months_absent
from bot.domain.attendance.quorum import Count, Seat, count
from bot.domain.meeting.rules import MeetingRules
from bot.domain.period import Month, year_starts
from bot.domain.request import Request
from bot.services import actor
from bot.storage import person
from bot.storage import unit as units
from bot.storage.attendance import store as ledger
from bot.storage.connection import Connection
from bot.storage.meeting import store as meetings
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork

AWAY_MONTHS = 3
"""Months in a row without attending of which the secretary is told."""
HISTORY = timedelta(days=3660)


@dataclass(frozen=True, slots=True)
class Live:
    """The present session of a meeting. `counts` has every state; `waiting` are still expected.

    `expected` excludes the exempt; `quorum` is None where the type of the meeting needs none.
    """

    session: int
    sessions: int
    counts: Mapping[State, int]
    expected: int
    coming: int
    by_hand: int
    guests: int
    waiting: int
    missing: tuple[str, ...]
    quorum: Count | None

    @property
    def attended(self) -> int:
        return sum(self.counts[state] for state in ATTENDED)


@dataclass(frozen=True, slots=True)
class Mine:
    """A person's figures of the year so far."""

    name: str
    year: int
    figures: Figures


async def live(cx: Connection, meeting_id: int, now: datetime, zone: tzinfo, rules: MeetingRules) -> Live:
    """The figures of a meeting's present session. KeyError for an unknown meeting."""
    meeting = await meetings.get(cx, meeting_id)
    if meeting is None:
        raise KeyError(meeting_id)
    needs_quorum = any(one.code == meeting.type and one.quorum for one in rules.type)
    lines = await ledger.of_meeting(cx, meeting_id, zone)
    return counted(lines, now, rules if needs_quorum else None)


def counted(lines: list[Line], now: datetime, rules: MeetingRules | None) -> Live:
    """The same, from the meeting's lines. `rules` None: without a quorum."""
    place = session_at(lines[0].marks, now) if lines else 0
    seats = [(line, line.marks[place], line.state_of(line.marks[place], now)) for line in lines]
    states = [state for _, _, state in seats]
    voters = [Seat(line.voting and not line.guest, state) for line, _, state in seats]
    return Live(
        session=place + 1,
        sessions=len(lines[0].marks) if lines else 1,
        counts={state: states.count(state) for state in State},
        expected=len(states) - states.count(State.EXEMPT),
        coming=sum(line.coming for line in lines),
        by_hand=sum(mark.way is Way.BY_HAND and state in ATTENDED for _, mark, state in seats),
        guests=sum(line.guest and state in ATTENDED for line, _, state in seats),
        waiting=states.count(None),
        missing=tuple(line.name for line, _, state in seats if state in (None, State.ABSENT)),
        quorum=count(voters, rules.quorum) if rules is not None else None,
    )


async def mine(uow: UnitOfWork, request: Request) -> Mine:
    """The asker's figures of this year. DomainError("no_person") for an administrator who is on no roster."""
    async with uow.reading() as cx:
        asker = (await actor.load(cx, request)).require_person()
        year = request.today.year
        return Mine(asker.name, year, await figures(cx, asker.id, year, request.now, request.zone))


async def figures(cx: Connection, person_id: int, year: int, now: datetime, zone: tzinfo) -> Figures:
    """A person's figures of a calendar year."""
    lines = await ledger.of_person(cx, person_id, year_starts(year, zone), year_starts(year + 1, zone), zone)
    return tally(lines, now)


async def note_absences(uow: UnitOfWork, zone: tzinfo) -> int:
    """Tell secretaries of members who attended nothing in three full months in a row, once for each such time.

    Returns how many were noted. It may be called as often as one likes.
    """
    this = Month.of(uow.clock.now().astimezone(zone).date())
    async with uow.reading() as cx:
        away = await ledger.not_seen_since(cx, this.later(-AWAY_MONTHS).starts(zone), this.starts(zone))
    return sum([await _note_absence(uow, person_id, this, zone) for person_id in away])


async def _note_absence(uow: UnitOfWork, person_id: int, this: Month, zone: tzinfo) -> bool:
    async with uow.begin() as work:
        until = this.starts(zone)
        lines = await ledger.of_person(work, person_id, until - HISTORY, until, zone)
        records = [
            (line.starts.astimezone(zone).date(), result.state)
            for line in lines
            if (result := line.overall(work.now)) is not None
        ]
        months = months_absent(records, until.date() - timedelta(days=1))
        if months < AWAY_MONTHS:
            return False
        since = _first_of(records, months)
        if not await ledger.note_absence(work, person_id, since, work.now):
            return False
        await _tell_absence(work, person_id, months, since, zone)
        await work.commit()
        return True


def _first_of(records: list[tuple[date, State]], months: int) -> date:
    """The first day of the last `months` months in which the person was expected."""
    expected = sorted({Month.of(day).number for day, state in records if state is not State.EXEMPT})
    return Month.numbered(expected[-months]).first


async def _tell_absence(work: Transaction, person_id: int, months: int, since: date, zone: tzinfo) -> None:
    who = await person.get(work, person_id)
    unit = await units.get(work, who.unit_id) if who else None
    if who is None or unit is None:
        return
    own = await account.of_person(work, person_id)
    message = LongAbsence(name=who.name, unit=unit.name, months=months, since=since, at=work.now)
    today = work.now.astimezone(zone).date()
    for chat_id in await account.responsible(work, unit.path, today, own.id if own else 0):
        key = f"absence:{person_id}:{since.isoformat()}:{chat_id}"
        await work.post(OutboundMessage(key, chat_id, message))
