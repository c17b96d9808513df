"""Who could vote in a rating now, by roster, accounts and a meeting; `elector` holds what the opening fixed."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.clock import from_ms, to_ms
from bot.domain.person import Person
from bot.domain.post import COMMITTEE, DIRECTING
from bot.domain.rating.model import Rating, Subject
from bot.domain.unit import Unit, UnitKind
from bot.storage.connection import Connection, literals
from bot.storage.person import PERSON, person_of
from bot.storage.rating.store import rating_of
from bot.storage.rows import Reader, moment

PEOPLE = f"""
SELECT {PERSON}, person.standing_at, account.id AS account_id, account.bound_at
FROM person JOIN unit ON unit.id = person.unit_id LEFT JOIN account ON account.person_id = person.id
WHERE (person.left_on IS NULL OR person.left_on > $1) AND {{whose}} ORDER BY person.name, person.id"""
HOLDS = f"""(person.unit_id = $2 OR EXISTS (SELECT 1 FROM post WHERE post.person_id = person.id AND post.unit_id = $2
  AND post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)
  AND post.kind IN ({literals(COMMITTEE | DIRECTING)})))"""
PRESENT = """
SELECT attendance.person_id, attendance.way, attendance.at,
  (SELECT MAX(attendance_correction.at) FROM attendance_correction
   WHERE attendance_correction.session_id = attendance.session_id
   AND attendance_correction.person_id = attendance.person_id) AS corrected_at
FROM attendance JOIN session ON session.id = attendance.session_id
WHERE session.meeting_id = $1 AND attendance.state IN ('present', 'late', 'remote')"""
EARLIER = """
SELECT rating.* FROM rating JOIN unit ON unit.id = rating.unit_id
WHERE rating.id <> $1 AND rating.subject = $2 AND rating.opened_at IS NOT NULL AND rating.state <> 'void'
  AND (rating.closed_at IS NULL OR (rating.closed_at > $3 AND rating.result IS NOT NULL)) AND {about}
ORDER BY rating.id"""
ABOUT = {
    Subject.UNIT: "rating.unit_id = $4",
    Subject.PERSON: "rating.person_id = $4",
    Subject.MOTION: "(unit.path LIKE $4 || '%' OR $4 LIKE unit.path || '%')",
}
"""A person is the same wherever rated; a motion can be put above and below."""

MEETINGS = """
SELECT id, title, starts FROM meeting WHERE unit_id = $1 AND state = 'called' AND ends > $2 AND starts < $3
ORDER BY starts DESC, id DESC LIMIT 8"""
BOUND = f"""
SELECT {PERSON}, unit.path FROM person JOIN unit ON unit.id = person.unit_id
JOIN account ON account.person_id = person.id
WHERE (person.left_on IS NULL OR person.left_on > $1)
ORDER BY CASE WHEN EXISTS (SELECT 1 FROM post WHERE post.person_id = person.id AND post.unit_id = $2
  AND post.started_on <= $1 AND (post.ended_on IS NULL OR post.ended_on > $1)) THEN 0 ELSE 1 END,
  length(unit.path), unit.path, person.id"""


@dataclass(frozen=True, slots=True)
class RatingMeeting:
    """A meeting whose participants can be the electorate."""

    id: int
    title: str
    starts: datetime


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person of the unit. `changed_at`: the last change of standing or unit; `bound_at`: the account became this
    person's."""

    person: Person
    account_id: int | None
    bound_at: datetime | None
    changed_at: datetime | None


_meeting, _candidate = Reader(RatingMeeting), Reader(Candidate)


async def candidates(cx: Connection, unit: Unit, day: date) -> list[Candidate]:
    """List everybody of the unit, whatever their standing, by name. A group's and a branch's people, a general branch's
    with all below it, a committee's own people."""
    whose, value = _whose(unit)
    rows = await cx.fetch(PEOPLE.format(whose=whose), day.isoformat(), value)
    return [_candidate(row, person=person_of(row), changed_at=moment(row["standing_at"])) for row in rows]


async def present(cx: Connection, meeting_id: int) -> dict[int, datetime | None]:
    """Return everybody who checked in to the meeting, by person. The moment is that of a mark by hand or a correction;
    None where a person checked in to one of the sessions in any other way."""
    found: dict[int, datetime | None] = {}
    for row in await cx.fetch(PRESENT, meeting_id):
        own = row["way"] != "by_hand" and row["corrected_at"] is None
        at = None if own else from_ms(max(row["at"], row["corrected_at"] or 0))
        kept = found.get(row["person_id"], at)
        found[row["person_id"]] = None if own or kept is None or at is None else max(kept, at)
    return found


async def earlier(cx: Connection, rating: Rating, rated: Unit, since: datetime) -> list[Rating]:
    """List other ratings of the same unit or person, or motions in the unit or one above or below it. Those under way,
    and those closed after `since` that have counts."""
    about: dict[Subject, int | str] = {
        Subject.UNIT: rated.id,
        Subject.PERSON: rating.person_id or 0,
        Subject.MOTION: rated.path,
    }
    sql = EARLIER.format(about=ABOUT[rating.subject])
    rows = await cx.fetch(sql, rating.id, rating.subject.value, to_ms(since), about[rating.subject])
    return [rating_of(row) for row in rows]


async def meetings(cx: Connection, unit_id: int, since: datetime, until: datetime) -> list[RatingMeeting]:
    """List the unit's own meetings that end after `since` and begin before `until`: at most eight, the latest first."""
    return [_meeting(row) for row in await cx.fetch(MEETINGS, unit_id, to_ms(since), to_ms(until))]


async def bound(cx: Connection, unit: Unit, day: date) -> list[tuple[Person, str]]:
    """List everybody with an account and the path of their unit; those with a post in the unit above come first."""
    rows = await cx.fetch(BOUND, day.isoformat(), unit.parent_id or unit.id)
    return [(person_of(row), str(row["path"])) for row in rows]


def _whose(unit: Unit) -> tuple[str, int | str]:
    if unit.kind is UnitKind.GENERAL_BRANCH:
        return "unit.path LIKE $2", unit.path + "%"
    if unit.kind is UnitKind.COMMITTEE:
        return HOLDS, unit.id
    return ("person.group_id = $2" if unit.kind is UnitKind.GROUP else "person.unit_id = $2"), unit.id
