"""A committee starts a round: its own branches alone, each under the scheme of its sector, and goes on with it."""

from datetime import date

import pytest

from bot.domain.grading.scheme_part import Step
from bot.domain.grading.start import usual_year
from bot.domain.grading.step_date import working_days_on
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import round as grading_round
from bot.services.grading import start
from bot.services.grading import step as grading_step
from bot.services.workdays import is_working_day
from bot.storage.grading import store
from bot.views.grading import overview
from bot.views.grading import step as steps
from tests.clock import ZONE
from tests.installation import EN, INSTALLATION, TEXTS, ZH
from tests.services.grading.cases import case_at, case_of, former_grade, newest_case, start_round
from tests.services.grading.entering import enter_survey
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.form import form_version
from tests.world.messages import messages, recipients
from tests.world.people import add_units
from tests.world.record import audit_entries


async def test_all_branches_each_under_the_scheme_of_its_sector(world: World, branch: Branch) -> None:
    await world.run("UPDATE unit SET sector = $2 WHERE id = $1", branch.id, "村")
    await world.run("UPDATE unit SET sector = $2 WHERE id = $1", branch.other, "机关")
    started = await start_round(world, branch.above, branch.committee)
    assert (started.units, started.notified, started.committee) == (2, 2, "甲党委")
    first, second = [await case_of(world, await newest_case(world, unit)) for unit in (branch.id, branch.other)]
    assert [first.digest, second.digest] == [INSTALLATION.schemes.of(sector).digest for sector in ("村", "机关")]
    assert {first.step, second.step} == {Step.SURVEY}
    async with world.uow.reading() as cx:
        assert (await store.scheme(cx, second.digest)).code == "satisfaction"


async def test_steps_are_due_one_after_the_other_on_working_days(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    async with world.uow.reading() as cx:
        stages = await store.stages(cx, id)
    day = world.clock.now().astimezone(ZONE).date()
    for stage in stages:
        day = working_days_on(day, INSTALLATION.schemes.of("村").days[stage.step], is_working_day)
        assert stage.due_on == day
    assert stages[0].entered_at == world.clock.now()
    assert all(stage.entered_at is None for stage in stages[1:])


async def test_secretaries_are_told_with_the_dates(world: World, branch: Branch) -> None:
    await start_round(world, branch.above, branch.committee)
    assert sorted(await recipients(world, "grading.started")) == sorted([branch.secretary, branch.stranger])
    [data] = [one.data for one in await messages(world, "grading.started") if one.chat == ACCOUNTS + branch.secretary]
    assert (data["unit"], data["committee"], data["year"]) == ("一支部", "甲党委", 2026)
    assert sorted(data["due"], key=data["due"].__getitem__) == [step.value for step in Step]
    [(_, facts)] = await audit_entries(world, "grade.round")
    assert len(facts["cases"]) == 2


async def test_the_former_grade_is_the_newest_before_that_year(world: World, branch: Branch) -> None:
    await former_grade(world, branch.id, "average", 2024)
    await former_grade(world, branch.id, "合格")
    assert (await case_of(world, await case_at(world, branch, Step.SURVEY, "离退休"))).former == "合格"


@pytest.mark.parametrize("written", ["好", "good", "Good"])
async def test_an_imported_grade_with_two_places_is_left_to_the_committee(
    world: World, branch: Branch, written: str
) -> None:
    """“好” is the best of four and the second of five; a file does not say of which."""
    await former_grade(world, branch.id, written)
    assert (await case_of(world, await case_at(world, branch, Step.SURVEY))).former == "好 / Good"


async def test_an_imported_grade_of_no_scheme_stays_as_written(world: World, branch: Branch) -> None:
    await former_grade(world, branch.id, "先进")
    assert (await case_of(world, await case_at(world, branch, Step.SURVEY))).former == "先进"


async def test_chosen_branches_alone_then_the_others(world: World, branch: Branch) -> None:
    assert (await start_round(world, branch.above, branch.committee, branch.id)).units == 1
    error = await world.refused("grading_taken", start_round(world, branch.above, branch.committee, branch.id))
    assert error.data == {"unit": "一支部"}
    assert (await start_round(world, branch.above, branch.committee)).units == 1
    await world.refused("grading_nobody", start_round(world, branch.above, branch.committee))
    assert len(await world.rows("SELECT id FROM grade_case")) == 2


async def test_who_may_not_start_one(world: World, branch: Branch) -> None:
    for person in (branch.secretary, branch.stranger, branch.members[0]):
        await world.refused("not_allowed", start_round(world, person, branch.committee))
    [other] = await add_units(world, "committee", "乙党委")
    [foreign] = await add_units(world, "branch", "三支部", above=other)
    for committee, unit in ((other, foreign), (branch.committee, foreign)):
        await world.refused("not_allowed", start_round(world, branch.above, committee, unit))
    for unit in (branch.groups[0], 2**31):
        await world.refused("not_allowed", start_round(world, branch.above, branch.committee, unit))
    await world.refused("grading_year", start_round(world, branch.above, branch.committee, year=2024))
    assert await world.rows("SELECT id FROM grade_round") == []


async def test_an_administrator_stands_in_only_where_nobody_is_above(world: World, branch: Branch) -> None:
    [alone] = await add_units(world, "branch", "独立支部")
    await world.run("INSERT INTO account (id, administrator_since) VALUES ($1, 1)", ACCOUNTS)
    started = await world.act(0, grading_round.start, INSTALLATION, alone, 2026)
    assert started.units == 1
    await world.refused("not_allowed", world.act(0, grading_round.start, INSTALLATION, branch.committee, 2026))


async def test_the_card_takes_ticks_and_years(world: World, branch: Branch) -> None:
    person = branch.above
    await world.act(person, start.begin)
    version = await form_version(world, person)
    now = await world.act(person, start.tick, version, branch.other)
    assert [one["chosen"] for one in now.draft["free"]] == [True, False]
    now = await world.act(person, start.of_year, version, 2025)
    assert (now.draft["year"], [one["chosen"] for one in now.draft["free"]]) == (2025, [True, True])
    await world.refused("grading_year", world.act(person, start.of_year, version, 2020))
    await world.act(person, start.tick_all, version, chosen=False)
    await world.refused("grading_nobody", world.act(person, start.go, INSTALLATION, version))
    await world.act(person, start.tick, version, branch.id)
    started = await world.act(person, start.go, INSTALLATION, version)
    assert (started.units, started.year) == (1, 2025)
    await world.refused("stale_form", world.act(person, start.go, INSTALLATION, version))
    await world.refused("not_allowed", world.act(branch.secretary, start.begin))


def test_early_in_the_year_the_last_one_is_offered() -> None:
    assert (usual_year(date(2026, 2, 1)), usual_year(date(2026, 11, 1))) == (2025, 2026)


async def test_all_that_are_ready_at_once(world: World, branch: Branch) -> None:
    started = await start_round(world, branch.above, branch.committee)
    first, second = await newest_case(world, branch.id), await newest_case(world, branch.other)
    await enter_survey(world, branch.secretary, first, SurveyKind.FACT, "党员 29 名")
    above = branch.above
    result = await world.act(above, grading_step.move_ready, started.round_id, Step.SURVEY)
    assert (result.moved, [(one.unit, one.fault.code) for one in result.waiting]) == (1, [("二支部", "survey_empty")])
    now = [(await case_of(world, case)).step for case in (first, second)]
    assert now == [Step.SELF_ASSESSMENT, Step.SURVEY]
    assert "二支部" in steps.moved_all(result, ZH).text
    twice = await world.act(above, grading_step.move_ready, started.round_id, Step.SURVEY, 7)
    shown = steps.moved_all(twice, ZH).text
    assert "可以进入下一步的都已经进入了，还有 1 个没有完成。\n· 二支部" in shown
    assert await recipients(world, "grading.moved") == [branch.secretary]
    for person in (branch.secretary, branch.stranger):
        await world.refused("not_allowed", world.act(person, grading_step.move_ready, started.round_id, Step.SURVEY))
    await world.refused("grading_not_now", world.act(above, grading_step.move_ready, started.round_id, Step.NOTICE))


async def test_the_yes_to_all_carries_what_was_shown(world: World, branch: Branch) -> None:
    started = await start_round(world, branch.above, branch.committee)
    first, second = await newest_case(world, branch.id), await newest_case(world, branch.other)
    await enter_survey(world, branch.secretary, first, SurveyKind.FACT, "党员 29 名")
    above, at = branch.above, (started.round_id, Step.SURVEY)
    shown = await world.act(above, grading_step.preview_ready, *at)
    assert (shown.units, shown.done, (await case_of(world, first)).step) == (("一支部",), False, Step.SURVEY)
    await enter_survey(world, branch.stranger, second, SurveyKind.FACT, "党员 9 名")
    again = await world.act(above, grading_step.move_ready, *at, shown.mark)
    assert (again.units, again.done, (await case_of(world, first)).step) == (("一支部", "二支部"), False, Step.SURVEY)
    for language, words in (("zh", "（共 2 个）：一支部、二支部"), ("en", "(2): 一支部")):
        assert words in overview.ask_moves(again, TEXTS.speech(language)).text
    assert (await world.act(above, grading_step.move_ready, *at, again.mark)).moved == 2
    twice = await world.act(above, grading_step.move_ready, *at, again.mark)
    for say, words in ((ZH, "“调查摸底”：都已经进入下一步了。"), (EN, "The survey: all have moved on already.")):
        assert steps.moved_all(twice, say).text == words
    await world.refused("not_allowed", world.act(branch.secretary, grading_step.preview_ready, *at))
