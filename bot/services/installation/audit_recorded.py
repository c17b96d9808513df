"""What the record says of results, gathered entry by entry while it is followed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.domain.installation.audit import Entry

PUBLISHED = "grade.published"


@dataclass(frozen=True, slots=True)
class Published:
    """One notice's entry. `run`: the same for entries that follow each other with nothing between; `place`: its own."""

    data: dict[str, Any]
    run: int
    place: int


@dataclass(slots=True)
class Recorded:
    """`grades`: the last word of each unit and year, [grade, score, day]; `rounds`: of which of them it is a round's.

    `cases`: round, unit, scheme and former grade; `leaves`, `rules`: the last word on each, as `grading_record` has it.
    `heads`: run and place of every hash that a notice may print; `unfounded`: the case of the first final grade that
    was not of what was published last.
    """

    grades: dict[tuple[int, int], list[Any]] = field(default_factory=dict)
    rounds: set[tuple[int, int]] = field(default_factory=set)
    decisions: dict[int, dict[str, Any]] = field(default_factory=dict)
    published: dict[int, Published] = field(default_factory=dict)
    hanging: dict[int, int] = field(default_factory=dict)
    unfounded: int | None = None
    finals: dict[int, dict[str, Any]] = field(default_factory=dict)
    objections: dict[int, dict[str, Any]] = field(default_factory=dict)
    verdicts: dict[int, bool] = field(default_factory=dict)
    closed: dict[int, dict[str, Any]] = field(default_factory=dict)
    months: dict[int, dict[str, Any]] = field(default_factory=dict)
    cases: dict[int, list[Any]] = field(default_factory=dict)
    leaves: dict[tuple[int, str, str], dict[str, Any]] = field(default_factory=dict)
    rules: dict[tuple[int, str], dict[str, Any]] = field(default_factory=dict)
    heads: dict[str, tuple[int, int]] = field(default_factory=dict)
    run: int = 0

    def take(self, entry: Entry) -> None:
        keep = KEEP.get(entry.kind)
        data = json.loads(entry.data) if keep or entry.kind == PUBLISHED else {}
        if entry.kind == PUBLISHED:
            self.heads[entry.hash] = (self.run, entry.sequence)
            self.published[data["decision"]] = Published(data, self.run, entry.sequence)
            self.hanging[data["case"]] = data["decision"]
        else:
            self.run += 1
        if keep is not None:
            keep(self, data)


def _final(found: Recorded, data: dict[str, Any]) -> None:
    key = data["unit"], data["year"]
    found.grades[key] = [data["grade"], data["score"], data["decided_on"]]
    found.rounds.add(key)
    found.finals[data["case"]] = data
    if found.hanging.get(data["case"]) != data["decision"] and found.unfounded is None:
        found.unfounded = data["case"]


def _imported(found: Recorded, data: dict[str, Any]) -> None:
    """Entries of earlier versions hold the file's digest alone."""
    for unit, year, *values in data.get("grades", ()):
        found.grades[unit, year] = values
        found.rounds.discard((unit, year))


def _begun(found: Recorded, data: dict[str, Any]) -> None:
    for one in data["cases"]:
        found.cases[one["case"]] = [data["round"], one["unit"], one["scheme"], one["former"]]


def _scored(found: Recorded, data: dict[str, Any]) -> None:
    for leaf, facts in data["leaves"].items():
        found.leaves[data["case"], data["sheet"], leaf] = facts


def _ruled(found: Recorded, data: dict[str, Any]) -> None:
    """What is neither stated nor set aside is not there any more."""
    key = data["case"], data["rule"]
    found.rules.pop(key, None)
    if data["stated"] or data["overridden"]:
        found.rules[key] = {name: data[name] for name in ("stated", "overridden", "words")}


def _decided(found: Recorded, data: dict[str, Any]) -> None:
    found.decisions[data["decision"]] = data


def _objected(found: Recorded, data: dict[str, Any]) -> None:
    found.objections[data["objection"]] = data


def _answered(found: Recorded, data: dict[str, Any]) -> None:
    """Upheld, it takes back what hangs out, and no decision of the case so far rests on anything any more."""
    found.verdicts[data["objection"]] = data["upheld"]
    if data["upheld"]:
        found.hanging.pop(data["case"], None)
        for id, decided in found.decisions.items():
            if decided["case"] == data["case"]:
                found.decisions[id] = decided | {"basis": None}


def _closed(found: Recorded, data: dict[str, Any]) -> None:
    found.closed[data["rating"]] = data


def _month(found: Recorded, data: dict[str, Any]) -> None:
    found.months[data["publication"]] = data


KEEP: dict[str, Callable[[Recorded, dict[str, Any]], None]] = {
    "grade.round": _begun,
    "grade.scored": _scored,
    "grade.rule": _ruled,
    "grade.final": _final,
    "grades.imported": _imported,
    "grade.decided": _decided,
    "grade.objection": _objected,
    "grade.objection_answered": _answered,
    "rating.closed": _closed,
    "month_score.published": _month,
}
