"""The grades of the branches below, and how far each running round is, for those who decide above."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.actor import Actor
from bot.domain.grading.case import Stage
from bot.domain.grading.grade import Decided
from bot.domain.grading.month_score import Publication
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import Names, names
from bot.domain.permission import Action, may
from bot.domain.unit import Unit, UnitKind
from bot.services.grading.overview import RunningRound
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.grading import grade as grades
from bot.storage.grading import month_score, rounds
from bot.storage.grading import store as grading


@dataclass(frozen=True, slots=True)
class BranchGrade:
    """A branch and its current grade, None where it has none. `names`: of the grade, where a round's scheme has them;
    `month`: the newest score of a month."""

    unit: str
    decided: Decided | None
    names: Names | None
    month: Publication | None = None


@dataclass(frozen=True, slots=True)
class BranchProgress:
    """A branch in a round, with the step that it is at."""

    unit: str
    stage: Stage

    @property
    def over(self) -> bool:
        """Whether its last step is done."""
        return self.stage.step is Step.FINAL and self.stage.done_at is not None


@dataclass(frozen=True, slots=True)
class RoundProgress:
    """A round and how far its branches are; only those that the question names, if it names any."""

    running: RunningRound
    rows: Sequence[BranchProgress]

    @property
    def steps(self) -> Mapping[Step, int]:
        """How many branches are at each step; those that are done are not counted."""
        return Counter(row.stage.step for row in self.rows if not row.over)

    def late(self, today: date) -> list[str]:
        """List the branches whose step is overdue."""
        return [row.unit for row in self.rows if row.stage.late(today)]


async def graded(cx: Connection, asker: Actor, asked: str) -> list[BranchGrade]:
    """List the branches that the asker grades, by place; only those that `asked`, a folded question, names, if any."""
    own = [one for one in await units.every(cx) if one.kind is UnitKind.BRANCH and may(asker, Action.GRADE, one)]
    own = named(own, asked)
    latest: dict[int, Decided] = {}
    for (unit_id, year), one in (await grades.every(cx)).items():
        if unit_id not in latest or year > latest[unit_id].year:
            latest[unit_id] = one
    months = await month_score.newest_of_all(cx)
    return [await _graded(cx, one, latest.get(one.id), months.get(one.id)) for one in own]


async def _graded(cx: Connection, unit: Unit, decided: Decided | None, month: Publication | None) -> BranchGrade:
    case_id = (await grades.from_rounds(cx, unit.id)).get(decided.year) if decided else None
    case = await grading.get(cx, case_id) if case_id is not None else None
    if decided is None or case is None:
        return BranchGrade(unit.name, decided, None, month)
    return BranchGrade(unit.name, decided, names(await grading.scheme(cx, case.digest), decided.grade), month)


async def progress(cx: Connection, asker: Actor, running: Sequence[RunningRound], asked: str) -> list[RoundProgress]:
    """Return how far the branches of each round are."""
    found = []
    for one in running:
        own = {unit.id: unit for unit in await rounds.units(cx, one.round.id)}
        shown = {unit.id for unit in named([unit for unit in own.values() if may(asker, Action.GRADE, unit)], asked)}
        stages, cases = await rounds.stages(cx, one.round.id), await grading.of_round(cx, one.round.id)
        rows = [
            BranchProgress(own[case.unit_id].name, stages[case.id, case.step])
            for case in cases
            if case.unit_id in shown
        ]
        found.append(RoundProgress(one, rows))
    return found


def named(found: list[Unit], asked: str) -> list[Unit]:
    """Return the units whose whole names stand in the question; all, if it names none."""
    words = _plain(asked)
    return [one for one in found if _plain(one.name) in words] or found


def _plain(text: str) -> str:
    return "".join(text.split()).lower()
