"""What is held about one person in ratings and objections; never whether their ballot is in."""

from dataclasses import dataclass
from datetime import date

from bot.domain.rating.model import Role, State
from bot.storage.connection import Connection
from bot.storage.rows import Reader

# Whether the ballot is in is not read, only whether such a flag is kept still.
ELECTING = """
SELECT rating.title, rating.state, unit.name AS unit, elector.account_id, elector.doubt, elector.paper FROM elector
JOIN rating ON rating.id = elector.rating_id JOIN unit ON unit.id = rating.unit_id
WHERE elector.person_id = $1 AND elector.voted IS NOT NULL ORDER BY rating.id DESC"""
LISTED = "SELECT count(*) AS n FROM elector WHERE person_id = $1 AND voted IS NULL"
GUARDING = """
SELECT rating.title, unit.name AS unit, rating.state, rating.supervisor_id = $1 AS supervises FROM rating
JOIN unit ON unit.id = rating.unit_id
WHERE rating.supervisor_id = $1 OR rating.teller_id = $1 ORDER BY rating.id DESC"""
OBJECTIONS = """
SELECT unit.name AS unit, grade_objection.words, grade_objection.raised_on, grade_objection.upheld FROM grade_objection
JOIN grade_notice ON grade_notice.id = grade_objection.notice_id
JOIN grade_case ON grade_case.id = grade_notice.case_id JOIN unit ON unit.id = grade_case.unit_id
WHERE grade_objection.person_id = $1 ORDER BY grade_objection.id DESC"""


@dataclass(frozen=True, slots=True)
class ElectorEntry:
    """A rating in whose electorate the person is.

    `account_id`: the only account that may vote; None before the supervisor's yes, and with a paper.
    `confirmed`: by this yes.
    """

    unit: str
    title: str
    account_id: int | None
    confirmed: bool
    paper: bool
    state: State


@dataclass(frozen=True, slots=True)
class GuardRole:
    """A rating that the person supervises or counts."""

    unit: str
    title: str
    role: Role
    state: State


@dataclass(frozen=True, slots=True)
class RaisedObjection:
    """An objection by name; `upheld` None: not answered yet."""

    unit: str
    words: str
    on: date
    upheld: bool | None


@dataclass(frozen=True, slots=True)
class RatingPart:
    """The person's part in ratings and notices, the latest first.

    `listed`: the number of past ratings in whose electorate only the name is left.
    """

    electing: tuple[ElectorEntry, ...] = ()
    listed: int = 0
    guarding: tuple[GuardRole, ...] = ()
    raised: tuple[RaisedObjection, ...] = ()


_entry, _guard, _objection = Reader(ElectorEntry), Reader(GuardRole), Reader(RaisedObjection)


async def of_person(cx: Connection, person_id: int) -> RatingPart:
    """Gather the person's part in ratings and notices."""
    electing = [
        _entry(row, confirmed=row["account_id"] is not None and row["doubt"] is not None)
        for row in await cx.fetch(ELECTING, person_id)
    ]
    listed = await cx.fetchrow(LISTED, person_id)
    return RatingPart(
        tuple(electing), int(listed["n"]) if listed else 0, await _guarding(cx, person_id), await _raised(cx, person_id)
    )


async def _guarding(cx: Connection, person_id: int) -> tuple[GuardRole, ...]:
    rows = await cx.fetch(GUARDING, person_id)
    return tuple(_guard(row, role=Role.SUPERVISOR if row["supervises"] else Role.TELLER) for row in rows)


async def _raised(cx: Connection, person_id: int) -> tuple[RaisedObjection, ...]:
    rows = await cx.fetch(OBJECTIONS, person_id)
    return tuple(_objection(row, on=date.fromisoformat(row["raised_on"])) for row in rows)
