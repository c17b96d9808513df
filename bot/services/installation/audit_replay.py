"""Results as the audit record states them, gathered entry by entry while the chain is followed."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.domain.installation.audit import AuditEntry

Data = Mapping[str, Any]
"""What an entry holds, as its JSON has it."""
PUBLISHED = "grade.published"


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """The entry of a decision. `reason` and `basis` are digests; an upheld objection makes `basis` None."""

    case: int
    number: int
    computed: str | None
    score: int | None
    grade: str | None
    reason: str | None
    decided_on: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class RecordedNotice:
    """The entry of a notice, from and until an ISO day.

    `run`: the same for entries of notices that follow each other with nothing between; `sequence`: its own number.
    """

    case: int
    starts_on: str
    ends_on: str
    run: int
    sequence: int


@dataclass(frozen=True, slots=True)
class RecordedFinal:
    """The entry of a final grade: the decision and the notice by which it became final."""

    case: int
    decision: int
    notice: int
    grade: str | None
    score: int | None


@dataclass(frozen=True, slots=True)
class RecordedObjection:
    """The entry of an objection. `named`: it was not anonymous."""

    case: int
    notice: int
    named: bool


@dataclass(slots=True)
class RecordedResults:
    """`grades`: the last word of each unit and year, [grade, score, day]; `rounds`: of which of them it is a round's.

    `cases`: round, unit, scheme and former grade; `leaves`, `rules`: the last word on each, as `grading_record` has it.
    `on_notice`: the decision of each case that was published last. `closed`, `months`: the data of each closed rating
    and publication. `heads`: run and sequence of every hash that a notice may print; `unfounded`: the case of the first
    final grade that was not of the decision published last.
    """

    grades: dict[tuple[int, int], list[Any]] = field(default_factory=dict)
    rounds: set[tuple[int, int]] = field(default_factory=set)
    decisions: dict[int, RecordedDecision] = field(default_factory=dict)
    published: dict[int, RecordedNotice] = field(default_factory=dict)
    on_notice: dict[int, int] = field(default_factory=dict)
    unfounded: int | None = None
    finals: dict[int, RecordedFinal] = field(default_factory=dict)
    objections: dict[int, RecordedObjection] = field(default_factory=dict)
    answers: dict[int, bool] = field(default_factory=dict)
    closed: dict[int, Data] = field(default_factory=dict)
    months: dict[int, Data] = field(default_factory=dict)
    cases: dict[int, list[Any]] = field(default_factory=dict)
    leaves: dict[tuple[int, str, str], Data] = field(default_factory=dict)
    rules: dict[tuple[int, str], Data] = field(default_factory=dict)
    heads: dict[str, tuple[int, int]] = field(default_factory=dict)
    run: int = 0

    def replay(self, entry: AuditEntry) -> None:
        """Take in the next entry of the record."""
        keep = KEEP.get(entry.kind)
        data = json.loads(entry.data) if keep or entry.kind == PUBLISHED else {}
        if entry.kind == PUBLISHED:
            self._published(data, entry)
        else:
            self.run += 1
        if keep is not None:
            keep(self, data)

    def _published(self, data: Data, entry: AuditEntry) -> None:
        self.heads[entry.hash] = (self.run, entry.sequence)
        notice = RecordedNotice(data["case"], data["from"], data["until"], self.run, entry.sequence)
        self.published[data["decision"]] = notice
        self.on_notice[data["case"]] = data["decision"]


def _final(found: RecordedResults, data: Data) -> None:
    key, case = (data["unit"], data["year"]), data["case"]
    found.grades[key] = [data["grade"], data["score"], data["decided_on"]]
    found.rounds.add(key)
    found.finals[case] = RecordedFinal(case, data["decision"], data["notice"], data["grade"], data["score"])
    if found.on_notice.get(case) != data["decision"] and found.unfounded is None:
        found.unfounded = case


def _imported(found: RecordedResults, data: Data) -> None:
    """Entries of earlier versions hold the file's digest alone."""
    for unit, year, *values in data.get("grades", ()):
        found.grades[unit, year] = values
        found.rounds.discard((unit, year))


def _begun(found: RecordedResults, data: Data) -> None:
    for one in data["cases"]:
        found.cases[one["case"]] = [data["round"], one["unit"], one["scheme"], one["former"]]


def _scored(found: RecordedResults, data: Data) -> None:
    for leaf, facts in data["leaves"].items():
        found.leaves[data["case"], data["sheet"], leaf] = facts


def _ruled(found: RecordedResults, data: Data) -> None:
    """A rule that is neither stated nor overridden any more is dropped."""
    key = data["case"], data["rule"]
    found.rules.pop(key, None)
    if data["stated"] or data["overridden"]:
        found.rules[key] = {name: data[name] for name in ("stated", "overridden", "words")}


def _decided(found: RecordedResults, data: Data) -> None:
    found.decisions[data["decision"]] = RecordedDecision(
        data["case"],
        data["number"],
        data["computed"],
        data["score"],
        data["grade"],
        data["reason"],
        data["decided_on"],
        data["basis"],
    )


def _objected(found: RecordedResults, data: Data) -> None:
    found.objections[data["objection"]] = RecordedObjection(data["case"], data["notice"], data["named"])


def _answered(found: RecordedResults, data: Data) -> None:
    """An upheld objection takes back the notice, and every decision of the case so far loses its basis."""
    found.answers[data["objection"]] = data["upheld"]
    if data["upheld"]:
        found.on_notice.pop(data["case"], None)
        for id, decided in found.decisions.items():
            if decided.case == data["case"]:
                found.decisions[id] = replace(decided, basis=None)


def _closed(found: RecordedResults, data: Data) -> None:
    found.closed[data["rating"]] = data


def _month(found: RecordedResults, data: Data) -> None:
    found.months[data["publication"]] = data


KEEP: dict[str, Callable[[RecordedResults, Data], None]] = {
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
