"""Cases of a grading round at each step, written straight into the database, for tests that press any button."""

from datetime import date, timedelta

from bot.domain.grading.case import RoundKind, ScoreSheetOwner
from bot.domain.grading.decision import Decision
from bot.domain.grading.record import basis
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction
from bot.domain.grading.survey import SurveyKind
from bot.domain.grading.words import leaves
from bot.domain.period import Month
from bot.services.grading import summary
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import month_score, objection, rounds, sheet
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store as grading
from bot.storage.grading.sheet import Provenance
from bot.storage.unit_of_work import Transaction
from tests.e2e.system import System

VOID = """
INSERT INTO rating (unit_id, case_id, subject, title, questions, comment, split, paper, source, groups, state,
  prepared_at, closes_at)
VALUES ($1, $2, 'unit', '作废的测评', '[]', $3, $3, $3, 'list', 'members', 'void', 0, 0)"""


async def case_at(system: System, committee: int, unit: int, step: Step) -> int:
    """A case of a round of its own: the survey has a line, both sheets full marks, `newly_founded` is stated; a rating
    is over without a result."""
    scheme, now = system.server.installation.schemes.of("村"), system.clock.now()
    async with system.server.uow.begin() as work:
        round_id = await grading.add_round(work, committee, 2026, RoundKind.ROUND, now, None)
        await grading.keep_scheme(work, scheme)
        due = {one: now.date() + timedelta(days=10 + place) for place, one in enumerate(Step)}
        made = await grading.add_case(work, round_id, unit, scheme.digest, "average", due, now)
        await rounds.add(work, made, SurveyKind.FACT, "党员 29 名", None, now)
        for owner in ScoreSheetOwner:
            for leaf in leaves(scheme, owner):
                await sheet.score(work, made, owner, leaf, [Deduction(1, "记录不全")], Provenance("ab", None, now))
        await sheet.state(work, made, "newly_founded", "今年成立", None, Provenance("ab", None, now))
        await work.execute(VOID, unit, made, False)
        await _go(work, made, step)
        await work.commit()
    return made


async def _go(work: Transaction, case_id: int, step: Step) -> None:
    await work.execute("UPDATE grade_case SET step = $2 WHERE id = $1", case_id, step.value)


async def decided(system: System, case_id: int, over_on: date | None = None) -> int:
    """The case is left ungraded with a reason; with `over_on` that hangs out until then. The notice's id, else 0."""
    today = system.clock.now().date()
    async with system.server.uow.begin() as work:
        case = await grading.get(work, case_id)
        assert case is not None
        known = await summary.of_case(work, case, await grading.scheme(work, case.digest))
        rests_on = basis(known.entered, known.circumstances)
        ungraded = Decision(0, case_id, 0, None, None, None, "撤并中", today, rests_on)
        decision = await grading_decision.add(work, ungraded, "ab", None, system.clock.now())
        made = 0
        if over_on is not None:
            made = await grading_notice.add(work, case_id, decision.id, today, over_on, "ab")
        await work.commit()
    return made


async def objected(system: System, notice: int) -> int:
    """An anonymous objection that waits."""
    async with system.server.uow.begin() as work:
        made = await objection.add(work, notice, None, "分数太高", system.clock.now().date())
        await work.commit()
    return made


async def done(system: System, case_id: int) -> None:
    async with system.server.uow.begin() as work:
        await work.execute("UPDATE grade_step SET done_at = 1 WHERE case_id = $1", case_id)
        await work.commit()


async def month_scored(system: System, unit: int) -> int:
    """The month that is on, scored and not published; its number."""
    now, scheme = system.clock.now(), system.server.installation.months.scheme
    month = Month.of(now.astimezone(system.settings.zone).date())
    async with system.server.uow.begin() as work:
        await month_score.keep_scheme(work, scheme)
        await month_score.put(work, unit, month, scheme.digest, {"study": [Deduction(20, "记录不全")]}, None, now)
        await work.commit()
    return month.number
