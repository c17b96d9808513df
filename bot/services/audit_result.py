"""Whether what is shown as a result is what the record says: grades of rounds, decisions, notices, closed ratings."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.audit import Entry, sealed
from bot.domain.rating import State
from bot.domain.rating_result import record
from bot.storage import grade as grades
from bot.storage import grading_decision, grading_notice
from bot.storage import rating as ratings
from bot.storage.connection import Connection

PUBLISHED = "grade.published"


@dataclass(slots=True)
class Recorded:
    """What the record says last of each thing, gathered while it is followed. `heads`: what notices may print."""

    finals: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    decisions: dict[int, dict[str, Any]] = field(default_factory=dict)
    closed: dict[int, dict[str, Any]] = field(default_factory=dict)
    heads: set[str] = field(default_factory=set)

    def take(self, entry: Entry) -> None:
        if entry.kind == PUBLISHED:
            self.heads.add(entry.hash)
        keep = KEEP.get(entry.kind)
        if keep is not None:
            keep(self, json.loads(entry.data))


def _final(found: Recorded, data: dict[str, Any]) -> None:
    found.finals[data["unit"], data["year"]] = data


def _decided(found: Recorded, data: dict[str, Any]) -> None:
    found.decisions[data["decision"]] = data


def _closed(found: Recorded, data: dict[str, Any]) -> None:
    found.closed[data["rating"]] = data


KEEP: dict[str, Callable[[Recorded, dict[str, Any]], None]] = {
    "grade.final": _final,
    "grade.decided": _decided,
    "rating.closed": _closed,
}


async def fault(cx: Connection, found: Recorded) -> str | None:
    """The first that differs, in words; None when nothing does."""
    for check in (_grades, _decisions, _notices, _ratings):
        wrong = await check(cx, found)
        if wrong is not None:
            return wrong
    return None


async def _grades(cx: Connection, found: Recorded) -> str | None:
    """Every result of a round has its entry, and what was final last is what is shown."""
    held = await grades.every(cx)
    for unit, year in sorted(await grades.all_from_rounds(cx)):
        if (unit, year) not in found.finals:
            return f"the grade of unit {unit} for {year} is in no entry of the record"
    for (unit, year), data in sorted(found.finals.items()):
        one = held.get((unit, year))
        shown = [one.grade, one.score, one.decided_on.isoformat()] if one else None
        wanted = [data["grade"], data["score"], data["decided_on"]] if data["grade"] is not None else None
        if shown != wanted:
            return f"the grade of unit {unit} for {year} is not the one in the record"
    return None


async def _decisions(cx: Connection, found: Recorded) -> str | None:
    held = {one.id: one for one in await grading_decision.every(cx)}
    seals = await grading_decision.seals(cx)
    for id in sorted(held.keys() | found.decisions.keys()):
        one, data = held.get(id), found.decisions.get(id)
        if one is None or data is None:
            return f"decision {id} is {'not there any more' if data else 'in no entry of the record'}"
        reason, salt = seals[id]
        shown = [one.case_id, one.computed, one.score, one.grade, sealed(salt, reason) if reason else None]
        if shown != [data[name] for name in ("case", "computed", "score", "grade", "reason")]:
            return f"decision {id} is not the one in the record"
    return None


async def _notices(cx: Connection, found: Recorded) -> str | None:
    for case, head in await grading_notice.heads(cx):
        if head not in found.heads:
            return f"the notice of case {case} has a head that the record never had"
    return None


async def _ratings(cx: Connection, found: Recorded) -> str | None:
    """A rating that is void has no result to compare."""
    closed = [one for state in (State.COUNTED, State.CLOSED) for one in await ratings.in_state(cx, state)]
    held = {one.id: one for one in closed}
    for id in sorted(held.keys() | found.closed.keys()):
        one, data = held.get(id), found.closed.get(id)
        if one is None or data is None or one.turnout is None:
            return f"rating {id} is {'not closed any more' if data else 'closed by no entry of the record'}"
        result, comments = await ratings.result(cx, id), await ratings.comments(cx, id)
        if record(one, one.turnout, result, comments, await ratings.salt(cx, id) or "") != data:
            return f"the result of rating {id} is not the one in the record"
    return None
