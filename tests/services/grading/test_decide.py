"""The decision: as computed at once, another with a reason, none with a reason; never above a rule; quotas warn."""

import hashlib
import json

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.case import RoundKind, ScoreSheetOwner
from bot.domain.grading.decision import Decision
from bot.domain.grading.scheme_part import Step
from bot.domain.installation.audit import sealed
from bot.domain.unit import UnitKind
from bot.services.grading import decide, whole_round
from bot.services.grading.whole_round import BatchAction
from bot.storage import unit as units
from bot.storage.connection import Database
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import store as grading
from tests.services.grading.grading_end import End, end


@pytest.fixture
async def ours(database: Database) -> End:
    return await end(database)


async def decisions(ours: End, id: int) -> list[tuple[int, str | None, str | None, str | None, int | None]]:
    async with ours.hall.uow.reading() as cx:
        found = await grading_decision.of_case(cx, id)
    return [(one.number, one.computed, one.grade, one.reason, one.score) for one in found]


async def test_as_computed_it_is_one_tap_and_colleagues_hear(ours: End) -> None:
    second = await ours.hall.person("组织员", ours.ours.house.top)
    await ours.hall.post(second, ours.ours.house.top, "organiser")
    id = await ours.at_decision(good=9, poor=1)
    decided = await ours.choose(id, "good")
    assert decided is not None
    assert (decided.again, decided.decision.grade, decided.decision.score) == (False, "good", 975)
    assert await decisions(ours, id) == [(1, "good", "good", None, 975)]
    assert await ours.ours.whom("grading.decided") == [second]
    assert (await ours.ours.case(id)).step is Step.DECISION
    [entry] = await ours.ours.audited("grade.decided")
    assert (entry["grade"], entry["score"], entry["reason"]) == ("good", 975, None)


async def test_the_same_tap_again_changes_nothing(ours: End) -> None:
    id = await ours.at_decision(good=10)
    version = (await ours.ours.case(id)).version
    await ours.choose(id, "good", version=version)
    again = await ours.choose(id, "good", version=version)
    assert again is not None
    assert again.again
    assert len(await decisions(ours, id)) == 1
    with pytest.raises(DomainError, match="grading_moved"):
        await ours.choose(id, "average", version=version)


async def test_another_grade_needs_its_reason_and_a_yes(ours: End) -> None:
    id = await ours.at_decision(good=10)
    assert await ours.choose(id, "fairly_good") is None
    assert await decisions(ours, id) == []
    with pytest.raises(DomainError, match="reason_missing"):
        await ours.because("")
    with pytest.raises(DomainError, match="text_too_long"):
        await ours.because("字" * 501)
    decided = await ours.because("台账不全")
    assert await decisions(ours, id) == [(1, "good", "fairly_good", "台账不全", 1000)]
    assert decided.decision.overridden
    [row] = await ours.hall.rows("SELECT salt FROM grade_decision")
    [entry] = await ours.ours.audited("grade.decided")
    assert entry["reason"] == sealed(row["salt"], "台账不全")


async def test_no_grade_needs_its_reason_too_even_where_nothing_is_computed(ours: End) -> None:
    id = await ours.at_decision(good=10)
    assert await ours.choose(id, decide.NO_GRADE) is None
    await ours.because("撤并中")
    assert await decisions(ours, id) == [(1, "good", None, "撤并中", 1000)]
    await ours.hall.run("DELETE FROM rating RETURNING id")
    await ours.choose(id, decide.NO_GRADE)
    await ours.because("没有测评")
    assert (await decisions(ours, id))[0] == (2, None, None, "没有测评", None)
    with pytest.raises(DomainError, match="ballots_missing"):
        await ours.choose(id, "good")


async def test_never_above_a_rule_in_force(ours: End) -> None:
    id = await ours.ours.at_assessment(good=10)
    await ours.ours.rule(id, "serious_violation", "通报〔2026〕3号")
    await ours.ours.rest(id, ScoreSheetOwner.COMMITTEE)
    await ours.ours.move(id, Step.ASSESSMENT, ours.ours.house.above)
    with pytest.raises(DomainError, match="decision_above_rule"):
        await ours.choose(id, "good")
    decided = await ours.choose(id, "poor")
    assert decided is not None
    assert (decided.decision.computed, decided.decision.score) == ("poor", 1000)


async def test_without_points_any_grade_within_the_rules_is_one_tap(ours: End) -> None:
    id = await ours.at_decision("离退休", excellent=10)
    decided = await ours.choose(id, "qualified")
    assert decided is not None
    assert await decisions(ours, id) == [(1, "qualified", "qualified", None, None)]
    batch = await ours.look(BatchAction.DECIDE)
    assert (batch.lines, batch.waiting) == ((), ())


async def decided_beside(ours: End, id: int, *given: str) -> None:
    """More branches of the round, whose grades are decided."""
    case, hall = await ours.ours.case(id), ours.hall
    async with hall.uow.begin() as work:
        top = await units.get(work, ours.ours.house.top)
        for grade in given:
            name = f"{len(await units.every(work))}号党支部"
            unit = await units.add(work, top, name, UnitKind.BRANCH, "村", work.now)
            due = dict.fromkeys(Step, work.now.date())
            other = await grading.add_case(work, case.round_id, unit.id, case.digest, None, due, work.now)
            one = Decision(0, other, 0, grade, None, grade, None, work.now.date(), "ab")
            await grading_decision.add(work, one, "ab", None, work.now)
        await work.commit()


async def test_one_unit_alone_is_over_no_quota(ours: End) -> None:
    id = await ours.at_decision(good=10)
    assert (await ours.card(id, ours.ours.house.above)).over == ()
    decided = await ours.choose(id, "good")
    assert decided is not None
    assert decided.over == ()


async def test_the_quota_warns_before_and_after(ours: End) -> None:
    id = await ours.at_decision(good=10)
    await decided_beside(ours, id, "good", "average", "average", "average")
    card = await ours.card(id, ours.ours.house.above)
    assert [(one.grade, one.count, one.most, one.graded) for one in card.over] == [("good", 2, 1, 5)]
    batch = await ours.look(BatchAction.DECIDE)
    assert [(one.grade, one.count) for _, one in batch.over] == [("good", 2)]
    decided = await ours.choose(id, "good")
    assert decided is not None
    assert len(decided.over) == 1
    await ours.choose(id, "average")
    assert (await ours.because("不宜过多")).over == ()


async def test_the_quota_counts_the_whole_year_and_a_second_look_instead_of_the_first(ours: End) -> None:
    """Rounds of one committee for one year count together, each unit once, as it was decided last."""
    id, other = await ours.at_decision(good=10), ours.ours.house.other
    await decided_beside(ours, id, "average", "average", "average")
    for year, grade, expected in (
        (2025, "good", []),
        (2026, "good", [(2, 1, 5)]),
        (2026, "average", []),
        (2026, "good", [(2, 1, 5)]),
    ):
        await decided_in(ours, id, year, other, grade)
        card = await ours.card(id, ours.ours.house.above)
        assert [(one.count, one.most, one.graded) for one in card.over] == expected
    first = await ours.hall.rows("SELECT round_id FROM grade_case WHERE id = $1", id)
    batch = await whole_round.preview(
        ours.hall.uow, ours.hall.ask(ours.ours.house.above), first[0]["round_id"], BatchAction.DECIDE
    )
    assert [(one.count, one.most, one.graded) for _, one in batch.over] == [(2, 1, 5)]


async def decided_in(ours: End, id: int, year: int, unit: int, grade: str) -> None:
    """That branch in a later round of the committee, under the scheme of the case."""
    case, top = await ours.ours.case(id), ours.ours.house.top
    async with ours.hall.uow.begin() as work:
        day = work.now.date()
        round_id = await grading.add_round(work, top, year, RoundKind.ROUND, work.now, None)
        made = await grading.add_case(work, round_id, unit, case.digest, None, dict.fromkeys(Step, day), work.now)
        one = Decision(0, made, 0, grade, None, grade, None, day, "ab")
        await grading_decision.add(work, one, "ab", None, work.now)
        await work.commit()


async def test_nobody_else_decides_and_not_at_another_step(ours: End) -> None:
    house = ours.ours.house
    id = await ours.ours.at_assessment(good=10)
    with pytest.raises(DomainError, match="grading_not_now"):
        await ours.choose(id, "good")
    for person in (house.secretary, house.members[0], house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await ours.choose(id, "good", person)
    with pytest.raises(DomainError, match="not_found"):
        await ours.choose(987_654, "good", version=1)


async def test_all_as_computed_after_one_look(ours: End) -> None:
    id = await ours.at_decision(good=10)
    batch = await ours.look(BatchAction.DECIDE)
    assert [(one.access.case.id, one.grade, one.score) for one in batch.lines] == [(id, "good", 1000)]
    shown_before = batch.mark
    await ours.hall.run("UPDATE grade_case SET version = version + 1 RETURNING id")
    assert not (await ours.all_(BatchAction.DECIDE, mark=shown_before)).done
    assert await decisions(ours, id) == []
    assert (await ours.all_(BatchAction.DECIDE)).done
    assert await decisions(ours, id) == [(1, "good", "good", None, 1000)]
    assert (await ours.look(BatchAction.DECIDE)).lines == ()
    with pytest.raises(DomainError, match="not_allowed"):
        await ours.look(BatchAction.DECIDE, ours.ours.house.secretary)


async def test_the_yes_to_all_carries_every_line(ours: End) -> None:
    id = await ours.at_decision(good=10)
    marks = {(await ours.look(BatchAction.DECIDE)).mark}
    await ours.ours.score(id, ScoreSheetOwner.COMMITTEE, "results", "1 任务没完成")
    await ours.hall.run("UPDATE grade_case SET version = version - 1 RETURNING id")
    batch = await ours.look(BatchAction.DECIDE)
    line = [[id, batch.lines[0].access.case.version, "good", 990]]
    assert batch.mark == int(hashlib.sha256(json.dumps(line).encode()).hexdigest()[:8], 16)
    assert batch.mark not in marks
    [shown] = marks
    assert not (await ours.all_(BatchAction.DECIDE, mark=shown)).done
