"""The asker's own grade, the notice that is published now, how far a running round is, and the grades below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.domain.errors import DomainError, must_exist
from bot.domain.grading.case import Case, Round, Stage
from bot.domain.grading.decision import Decision, Notice
from bot.domain.grading.grade import Decided
from bot.domain.grading.month_score import MonthRules
from bot.domain.grading.words import Names, names
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.grading import case as grading_case
from bot.services.grading import grade_below, month_score, overview
from bot.services.grading import round as grading_round
from bot.services.grading.grade_below import BranchGrade, RoundProgress
from bot.services.grading.month_score import ScoredMonth
from bot.storage.connection import Connection
from bot.storage.grading import grade as grades
from bot.storage.grading import store as grading
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class NewestCase:
    """The newest case of a unit. `notice`, `decision` and `grade` (its names) while it is published, and of a unit left
    ungraded once that is final."""

    case: Case
    round: Round
    stages: Sequence[Stage]
    notice: Notice | None
    decision: Decision | None
    grade: Names | None

    @property
    def over(self) -> bool:
        """Whether its last step is done."""
        return self.stages[-1].done_at is not None


@dataclass(frozen=True, slots=True)
class UnitGrades:
    """The grades of a unit and what the asker may see besides.

    `history`: newest first, the first is the current one; `names`: of grades by year, where a round's scheme has them;
    `rounds`: those that the asker decides in; `below`: the branches that the asker grades; `starts`: may start a round;
    `months`: the newest that was published, then others that were corrected lately; `scores`: may score branches by the
    month; `unit` None: an administrator who is on no roster.
    """

    unit: Unit | None
    history: list[Decided]
    today: date
    names: Mapping[int, Names] = field(default_factory=dict)
    newest: NewestCase | None = None
    rounds: Sequence[RoundProgress] = ()
    below: Sequence[BranchGrade] = ()
    starts: bool = False
    months: Sequence[ScoredMonth] = ()
    scores: bool = False


async def of_own_unit(
    uow: UnitOfWork, request: Request, asked: str = "", months: MonthRules | None = None
) -> UnitGrades:
    """Return the grades of the asker's unit and of those below.

    `asked`: the folded question, which may name some of the branches below; `months` None: scoring is not offered.

    DomainError("no_person") for an administrator who is on no roster and decides in no round.
    """
    async with uow.reading() as cx:
        asker, today = await actor.load(cx, request), request.today
        acts = bool(asker.posts) or asker.administrator
        running = await overview.running(cx, asker) if acts else []
        rounds = await grade_below.progress(cx, asker, running, asked)
        below = await grade_below.graded(cx, asker, asked) if acts else []
        starts = acts and bool(await grading_round.committees(cx, asker))
        scores = acts and months is not None and bool(await month_score.scored(cx, asker, months))
        if asker.unit is None:
            if not rounds and not starts:
                raise DomainError("no_person")
            return UnitGrades(None, [], today, rounds=rounds, below=below, starts=starts, scores=scores)
        require(asker, Action.ASK, asker.unit)
        history, cases = await grades.history(cx, asker.unit.id), await grading.of_unit(cx, asker.unit.id)
        newest = await _newest(cx, cases[0]) if cases else None
        names_ = await _names(cx, asker.unit.id, history)
        shown = await month_score.newest(cx, asker.unit.id, today)
        return UnitGrades(asker.unit, history, today, names_, newest, rounds, below, starts, shown, scores)


async def _names(cx: Connection, unit_id: int, history: Sequence[Decided]) -> Mapping[int, Names]:
    """Return the names of grades by year, as the scheme of the year's round has them."""
    found, from_rounds = {}, await grades.from_rounds(cx, unit_id)
    for one in history:
        if one.year in from_rounds:
            case = await grading.get(cx, from_rounds[one.year])
            if case is not None:
                found[one.year] = names(await grading.scheme(cx, case.digest), one.grade)
    return found


async def _newest(cx: Connection, case: Case) -> NewestCase:
    round_, stages = must_exist(await grading.round_(cx, case.round_id)), await grading.stages(cx, case.id)
    notice, decision = await grading_case.shown(cx, case.id)
    scheme = await grading.scheme(cx, case.digest)
    grade = names(scheme, decision.grade) if decision and decision.grade else None
    return NewestCase(case, round_, stages, notice, decision, grade)
