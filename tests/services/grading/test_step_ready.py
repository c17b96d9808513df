"""All cases of a round that are ready go on at once, after a yes to what was shown."""

from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import step as grading_step
from bot.views.grading import overview
from bot.views.grading import step as steps
from tests.installation import EN, TEXTS, ZH
from tests.services.grading.cases import case_of
from tests.services.grading.entering import enter_survey
from tests.services.grading.rounds import newest_case, start_round
from tests.world import World
from tests.world.branch import Branch
from tests.world.messages import recipients


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
