"""The survey: numbers one after the other, lines that can be taken out, by the branch or from above."""

from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import survey
from bot.services.grading.step import move
from bot.views.grading import survey as view
from tests.installation import ZH
from tests.services.grading.cases import case_at, newest_case, start_round
from tests.services.grading.entering import enter_survey
from tests.world import FORM, World
from tests.world.branch import Branch
from tests.world.form import form_version


async def test_the_four_numbers_follow_each_other(world: World, branch: Branch) -> None:
    id, person = await case_at(world, branch, Step.SURVEY), branch.secretary
    await world.act(person, survey.begin, id, SurveyKind.HANDED_OUT)
    for text, on in (("一共发了120份", True), ("１１８", True), ("30户", True), ("一共十二人", False)):
        version = await form_version(world, person)
        found = await world.act(person, survey.enter_text, version, text)
        assert found.on == on
    shown = view.filed(found, ZH).text
    assert all(words in shown for words in ("发出问卷：120", "收回问卷：118", "走访：30", "座谈：12"))


async def test_the_later_number_counts_and_fits_the_other(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    await enter_survey(world, branch.secretary, id, SurveyKind.HANDED_OUT, "100")
    error = await world.refused(
        "survey_returned", enter_survey(world, branch.secretary, id, SurveyKind.RETURNED, "101"), but=FORM
    )
    assert error.data == {"out": "100", "back": "101"}
    await enter_survey(world, branch.secretary, id, SurveyKind.RETURNED, "90")
    await world.refused(
        "survey_returned", enter_survey(world, branch.secretary, id, SurveyKind.HANDED_OUT, "80"), but=FORM
    )
    await enter_survey(world, branch.secretary, id, SurveyKind.HANDED_OUT, "95")
    for text in ("很多", "-1", "1000001", "1 2", ""):
        await world.refused(
            "survey_number", enter_survey(world, branch.secretary, id, SurveyKind.VISITS, text), but=FORM
        )
    rows = await world.rows("SELECT kind, number FROM grade_survey ORDER BY kind")
    assert [(row["kind"], row["number"]) for row in rows] == [("handed_out", 95), ("returned", 90)]


async def test_lines_from_above_too_and_taken_out_again(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    found = await enter_survey(world, branch.above, id, SurveyKind.PROBLEM, "活动室太小\n\n 记录 不全 ")
    assert [one.words for one in found.entries] == ["活动室太小", "记录 不全"]
    first = found.entries[0].id
    for _ in range(2):
        found = await world.act(branch.secretary, survey.drop, id, first)
        assert [one.words for one in found.entries] == ["记录 不全"]
    await world.refused("text_missing", enter_survey(world, branch.secretary, id, SurveyKind.FACT, " \n "), but=FORM)
    await world.refused(
        "text_too_long", enter_survey(world, branch.secretary, id, SurveyKind.FACT, "长" * 201), but=FORM
    )
    await world.refused(
        "survey_full", enter_survey(world, branch.secretary, id, SurveyKind.FACT, "\n".join(["事实"] * 60)), but=FORM
    )


async def test_a_line_of_another_case_stays(world: World, branch: Branch) -> None:
    await start_round(world, branch.above, branch.committee)
    own, other = await newest_case(world, branch.id), await newest_case(world, branch.other)
    found = await enter_survey(world, branch.stranger, other, SurveyKind.FACT, "二支部的")
    await world.act(branch.secretary, survey.drop, own, found.entries[0].id)
    assert len(await world.rows("SELECT id FROM grade_survey")) == 1
    await world.refused("not_allowed", world.act(branch.secretary, survey.show, other))


async def test_after_its_step_the_file_is_closed(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    await enter_survey(world, branch.secretary, id, SurveyKind.FACT, "党员 29 名")
    for person in (branch.members[0], branch.stranger):
        await world.refused("not_allowed", enter_survey(world, person, id, SurveyKind.FACT, "别人的"), but=FORM)
    await world.act(branch.secretary, move, id, Step.SURVEY)
    await world.refused("grading_not_now", enter_survey(world, branch.secretary, id, SurveyKind.FACT, "晚了"), but=FORM)
    shown = await world.act(branch.above, survey.show, id)
    assert len(shown.entries) == 1
