"""The rows of ratings and their states."""

import json
from collections.abc import Sequence
from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import NewRating, Question, Rating, Role, State, Turnout, VoidReason
from bot.domain.rating.rules import Majority
from bot.storage.connection import Connection, Row
from bot.storage.rows import Reader, fetch_one, for_update, insert

GET = "SELECT * FROM rating WHERE id = $1"
OF_UNIT = "SELECT * FROM rating WHERE unit_id = $1 ORDER BY id DESC"
IN_STATE = "SELECT * FROM rating WHERE state = $1 ORDER BY id"
ADD = """
INSERT INTO rating (unit_id, case_id, meeting_id, subject, person_id, title, questions, majority, comment, split, paper,
  source, groups, state, prepared_by, prepared_at, closes_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'submitted', $14, $15, $16) RETURNING id"""
MOVE = "UPDATE rating SET state = $3, version = version + 1 WHERE id = $1 AND state = $2"
APPOINT = "UPDATE rating SET supervisor_id = $2, teller_id = $3, version = version + 1 WHERE id = $1"
OPENED = """
UPDATE rating SET state = 'open', version = version + 1, opened_at = $2, public_key = $3, opening_entry = $4,
  returned_shown = 0, refreshed_at = $2,
  supervisor_account = (SELECT account.id FROM account WHERE account.person_id = rating.supervisor_id),
  teller_account = (SELECT account.id FROM account WHERE account.person_id = rating.teller_id) WHERE id = $1"""
REPLACE = {
    Role.SUPERVISOR: "UPDATE rating SET supervisor_id = $2, supervisor_account = $3 WHERE id = $1",
    Role.TELLER: "UPDATE rating SET teller_id = $2, teller_account = $3 WHERE id = $1",
}
ENDED = "UPDATE rating SET state = 'ended', version = version + 1, ended_at = $2 WHERE id = $1 AND state = 'open'"
REFRESHED = "UPDATE rating SET returned_shown = $2, refreshed_at = $3 WHERE id = $1"
FAULT = "UPDATE rating SET state = 'ended', version = version + 1, fault = $2 WHERE id = $1"
WAITS = "UPDATE rating SET version = version + 1, fault = $2 WHERE id = $1"
COUNTED = """
UPDATE rating SET state = 'counted', version = version + 1, closed_at = $2, issued = $3, returned = $4, valid = $5,
  spoiled = $6, result = $7, salt = $8 WHERE id = $1"""
VOIDED = "UPDATE rating SET state = 'void', version = version + 1, closed_at = $2, void_reason = $3 WHERE id = $1"
OF_CASE = "SELECT * FROM rating WHERE case_id = $1 ORDER BY id DESC"
WAITING = """
SELECT id, state FROM rating WHERE state IN ('opening', 'closing', 'counted')
  OR (state = 'open' AND (closes_at <= $1 OR refreshed_at <= $2))
  OR (state = 'ended' AND refreshed_at <= $2 AND refreshed_at < ended_at)
ORDER BY id"""
UNCLOSED = "SELECT id FROM rating WHERE state = 'ended' AND ended_at <= $1 ORDER BY id"
STATES = "SELECT id, state FROM rating"
RESULT = "SELECT result FROM rating WHERE id = $1"
SALT = "SELECT salt FROM rating WHERE id = $1"
COMMENTS = "SELECT words FROM rating_comment WHERE rating_id = $1 ORDER BY place"
COMMENT = "INSERT INTO rating_comment (rating_id, place, words) VALUES ($1, $2, $3)"
_rating, _counts = Reader(Rating), Reader(Turnout)


async def get(cx: Connection, rating_id: int) -> Rating | None:
    """Return a rating, or None."""
    return await fetch_one(cx, rating_of, GET, rating_id)


async def lock(cx: Connection, rating_id: int) -> Rating | None:
    """Return a rating like `get`; until the transaction ends nobody else votes in it or changes it. A vote writes all
    rows of its rating anew (decision 14), so votes of one rating follow each other."""
    return await fetch_one(cx, rating_of, for_update(cx, GET), rating_id)


async def of_unit(cx: Connection, unit_id: int) -> list[Rating]:
    """List the ratings of a unit, the newest first."""
    return [rating_of(row) for row in await cx.fetch(OF_UNIT, unit_id)]


async def of_case(cx: Connection, case_id: int) -> list[Rating]:
    """List the ratings of one unit in one grading round, the newest first."""
    return [rating_of(row) for row in await cx.fetch(OF_CASE, case_id)]


async def in_state(cx: Connection, state: State) -> list[Rating]:
    """List the ratings in a state."""
    return [rating_of(row) for row in await cx.fetch(IN_STATE, state.value)]


async def waiting(cx: Connection, now: datetime, refreshed_before: datetime) -> list[tuple[int, State]]:
    """List the ratings that the key-holder has to work on, with their states. Those to open or count, open ones past
    their time, and those whose number of returned ballots was last counted before `refreshed_before`."""
    rows = await cx.fetch(WAITING, to_ms(now), to_ms(refreshed_before))
    return [(row["id"], State(row["state"])) for row in rows]


async def unclosed(cx: Connection, before: datetime) -> list[int]:
    """List the ratings whose voting ended before that moment and that supervisor and teller have not both closed."""
    return [int(row["id"]) for row in await cx.fetch(UNCLOSED, to_ms(before))]


async def states(cx: Connection) -> dict[int, State]:
    """Return the state of every rating."""
    return {row["id"]: State(row["state"]) for row in await cx.fetch(STATES)}


async def move(cx: Connection, rating_id: int, old: State, new: State) -> bool:
    """Change the state; False when the rating is in another state than `old`."""
    return await cx.execute(MOVE, rating_id, old.value, new.value) == 1


async def appoint(cx: Connection, rating_id: int, supervisor: int | None, teller: int | None) -> None:
    """Store supervisor and teller of a rating that is not yet open."""
    await cx.execute(APPOINT, rating_id, supervisor, teller)


async def replace(cx: Connection, rating_id: int, role: Role, person_id: int, account_id: int) -> None:
    """Store another supervisor or teller of an open rating, with the account that acts; KeyError for COMMITTEE."""
    await cx.execute(REPLACE[role], rating_id, person_id, account_id)


async def opened(cx: Connection, rating_id: int, at: datetime, public_key: str, entry: int) -> None:
    """Mark a rating as open, and fix the accounts of supervisor and teller as they are now. `entry`: the number of the
    audit entry that holds the key's fingerprint."""
    await cx.execute(OPENED, rating_id, to_ms(at), public_key, entry)


async def ended(cx: Connection, rating_id: int, at: datetime) -> bool:
    """Mark the voting as ended; False when it was not open."""
    return await cx.execute(ENDED, rating_id, to_ms(at)) == 1


async def refreshed(cx: Connection, rating_id: int, returned: int, at: datetime) -> None:
    """Store the number of returned ballots that is shown until the next refresh."""
    await cx.execute(REFRESHED, rating_id, returned, to_ms(at))


async def stopped(cx: Connection, rating_id: int, fault: str) -> None:
    """Store the fault that stopped the closing; only voiding is left."""
    await cx.execute(FAULT, rating_id, fault)


async def waits(cx: Connection, rating_id: int, fault: str | None) -> None:
    """Store what the closing waits for; None: nothing any more."""
    await cx.execute(WAITS, rating_id, fault)


async def counted(
    cx: Connection, rating_id: int, at: datetime, turnout: Turnout, result: str | None, salt: str
) -> None:
    """Store what is kept of a rating that was counted; `result` None: no counts are kept."""
    numbers = turnout.issued, turnout.returned, turnout.valid, turnout.spoiled
    await cx.execute(COUNTED, rating_id, to_ms(at), *numbers, result, salt)


async def voided(cx: Connection, rating_id: int, at: datetime, reason: VoidReason) -> None:
    """Mark a rating as void, of which nothing was counted."""
    await cx.execute(VOIDED, rating_id, to_ms(at), reason.value)


async def result(cx: Connection, rating_id: int) -> str | None:
    """Return the JSON that `Result.write` wrote; None where no counts are kept."""
    row = await cx.fetchrow(RESULT, rating_id)
    return row["result"] if row else None


async def salt(cx: Connection, rating_id: int) -> str | None:
    """Return the salt that seals the result in the audit record; None before closing."""
    row = await cx.fetchrow(SALT, rating_id)
    return row["salt"] if row else None


async def comments(cx: Connection, rating_id: int) -> list[str]:
    """Return the comments in their stored order, which is random."""
    return [str(row["words"]) for row in await cx.fetch(COMMENTS, rating_id)]


async def keep_comments(cx: Connection, rating_id: int, mixed: Sequence[str]) -> None:
    """Store the comments, already mixed."""
    await cx.executemany(COMMENT, [(rating_id, place, words) for place, words in enumerate(mixed, 1)])


async def add(cx: Connection, new: NewRating, at: datetime) -> int:
    """Store a rating that is submitted to the committee above, and return its id."""
    return await insert(
        cx,
        ADD,
        new.unit_id,
        new.case_id,
        new.meeting_id,
        new.subject.value,
        new.person_id,
        new.title,
        json.dumps([one.model_dump(mode="json") for one in new.questions], ensure_ascii=False),
        new.majority.model_dump_json() if new.majority else None,
        new.comment,
        new.split,
        new.paper,
        new.source.value,
        ",".join(sorted(new.groups)),
        new.prepared_by,
        to_ms(at),
        to_ms(new.closes_at),
    )


def rating_of(row: Row) -> Rating:
    """Make a rating of a row of the whole table."""
    return _rating(
        row,
        questions=tuple(Question.model_validate(one) for one in json.loads(row["questions"])),
        majority=Majority.model_validate_json(row["majority"]) if row["majority"] else None,
        groups=frozenset(Voters(one) for one in row["groups"].split(",") if one),
        turnout=_turnout(row),
    )


def _turnout(row: Row) -> Turnout | None:
    return _counts(row) if row["issued"] is not None else None
