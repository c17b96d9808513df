"""From step to step: only when it is done, by whom it belongs to, told on the right phones, once."""

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import case as grading_case
from bot.services.grading import step as grading_step
from bot.storage.connection import Database
from bot.storage.grading import store as grading
from bot.texts.speech import Texts
from bot.views.grading import case as view
from bot.views.grading import overview
from bot.views.grading import step as steps
from tests.services.grading.grading_stage import Round, round_

TAKEN_BACK = "UPDATE rating SET state = 'void', void_reason = 'withdrawn' WHERE case_id = $1 RETURNING id"


@pytest.fixture
async def ours(database: Database) -> Round:
    return await round_(database)


async def refused(ours: Round, id: int, step: Step, by: int | None = None, *, skip: bool = False) -> str:
    """The code; nothing has changed."""
    before = await ours.case(id)
    with pytest.raises(DomainError) as error:
        await ours.move(id, step, by, skip=skip)
    assert await ours.case(id) == before
    return error.value.code


async def test_an_empty_survey_stays(ours: Round) -> None:
    id = await ours.begun()
    assert await refused(ours, id, Step.SURVEY) == "survey_empty"
    await ours.survey(id, SurveyKind.PROBLEM, "活动室太小")
    moved = await ours.move(id, Step.SURVEY)
    assert (moved.stage.step, moved.again) == (Step.SELF_ASSESSMENT, False)
    again = await ours.move(id, Step.SURVEY)
    assert (again.stage.step, again.again) == (Step.SELF_ASSESSMENT, True)
    async with ours.hall.uow.reading() as cx:
        survey, own, *later = await grading.stages(cx, id)
    assert (survey.done_at, own.entered_at) == (ours.hall.now, ours.hall.now)
    assert all(one.entered_at is None for one in later)
    [facts] = await ours.audited("grade.step")
    assert facts == {"case": id, "from": "survey", "without": ""}


async def test_self_assessment_needs_the_whole_sheet_and_a_proposal(ours: Round) -> None:
    id = await ours.begun()
    await ours.survey(id, SurveyKind.FACT, "党员 29 名")
    await ours.move(id, Step.SURVEY)
    assert await refused(ours, id, Step.SELF_ASSESSMENT) == "indicator_missing"
    await ours.rest(id, ScoreSheetOwner.UNIT)
    assert await refused(ours, id, Step.SELF_ASSESSMENT) == "proposal_missing"
    await ours.propose(id, "good")
    assert (await ours.move(id, Step.SELF_ASSESSMENT)).stage.step is Step.RATING


async def test_the_rating_has_a_result_and_the_branch_its_opinion(ours: Round) -> None:
    id = await ours.at_rating()
    assert await refused(ours, id, Step.RATING) == "grading_unrated"
    await ours.rated(id, {}, state="open")
    assert await refused(ours, id, Step.RATING) == "rating_running"
    assert await refused(ours, id, Step.RATING, ours.house.above, skip=True) == "rating_running"
    with pytest.raises(DomainError, match="rating_running"):
        await ours.opine(id, "good")
    await ours.hall.run("UPDATE rating SET state = 'void' WHERE case_id = $1 RETURNING id", id)
    assert await refused(ours, id, Step.RATING) == "grading_unrated"
    await ours.rated(id, {"good": 8, "poor": 2})
    assert await refused(ours, id, Step.RATING) == "opinion_missing"
    await ours.opine(id, "fairly_good")
    assert (await ours.case(id)).opinion == "fairly_good"
    assert (await ours.move(id, Step.RATING)).stage.step is Step.ASSESSMENT


async def test_a_rating_that_has_not_begun_keeps_nobody_and_one_taken_back_is_none(ours: Round) -> None:
    id = await ours.at_rating()
    await ours.rated(id, {}, state="submitted")
    assert await refused(ours, id, Step.RATING) == "grading_unrated"
    await ours.hall.run(TAKEN_BACK, id)
    assert await refused(ours, id, Step.RATING) == "grading_unrated"
    with pytest.raises(DomainError, match="grading_unrated"):
        await ours.opine(id, "good")
    page = await grading_case.page(ours.hall.uow, ours.hall.ask(ours.house.secretary), id)
    shown = view.page(page, Texts(ours.hall.settings.zone).speech("zh"))
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    labels = [button.text for row in shown.keyboard.inline_keyboard for button in row]
    assert any("准备" in label for label in labels)
    moved = await ours.move(id, Step.RATING, ours.house.above, skip=True)
    assert moved.stage.step is Step.ASSESSMENT


async def test_a_rating_that_was_never_opened_ends_with_its_step(ours: Round) -> None:
    id = await ours.at_rating()
    await ours.rated(id, {}, state="submitted")
    await ours.move(id, Step.RATING, ours.house.above, skip=True)
    [row] = await ours.hall.rows("SELECT state, void_reason FROM rating WHERE case_id = $1", id)
    assert (row["state"], row["void_reason"]) == ("void", "withdrawn")
    assert [one["reason"] for one in await ours.audited("rating.void")] == ["withdrawn"]
    assert ours.house.secretary in await ours.whom("rating.withdrawn")


async def test_a_group_that_could_not_vote_is_missing_and_the_committee_goes_on(ours: Round) -> None:
    id = await ours.at_rating()
    await ours.rated(id, {"good": 10})
    await ours.hall.run("UPDATE rating SET groups = 'masses' WHERE case_id = $1 RETURNING id", id)
    assert await refused(ours, id, Step.RATING) == "ballots_missing"
    await ours.move(id, Step.RATING, ours.house.above, skip=True)
    assert (await ours.audited("grade.step"))[-1]["without"] == "ballots_missing"


async def test_the_committee_alone_goes_on_without_a_result(ours: Round) -> None:
    id = await ours.at_rating()
    assert await refused(ours, id, Step.RATING, ours.house.secretary, skip=True) == "not_allowed"
    moved = await ours.move(id, Step.RATING, ours.house.above, skip=True)
    assert moved.stage.step is Step.ASSESSMENT
    assert (await ours.audited("grade.step"))[-1]["without"] == "grading_unrated"
    await ours.rest(id, ScoreSheetOwner.COMMITTEE)
    assert (await ours.move(id, Step.ASSESSMENT, ours.house.above)).stage.step is Step.DECISION
    found = await ours.summary(id)
    assert (found.computed, found.fault and found.fault.code) == (None, "ballots_missing")


async def test_the_assessment_is_the_committees(ours: Round) -> None:
    id = await ours.at_assessment()
    assert await refused(ours, id, Step.ASSESSMENT, ours.house.secretary) == "not_allowed"
    assert await refused(ours, id, Step.ASSESSMENT, ours.house.above) == "indicator_missing"
    await ours.rest(id, ScoreSheetOwner.COMMITTEE)
    assert (await ours.move(id, Step.ASSESSMENT, ours.house.above)).stage.step is Step.DECISION
    assert await refused(ours, id, Step.DECISION, ours.house.above) == "grading_not_now"


async def test_strangers_members_and_ids_of_nothing(ours: Round) -> None:
    id = await ours.begun()
    await ours.survey(id, SurveyKind.FACT, "党员 29 名")
    for person in (ours.house.stranger, ours.house.members[0], ours.house.leader):
        assert await refused(ours, id, Step.SURVEY, person) == "not_allowed"
    for unknown in (-1, 987_654_321, 2**52 - 1):
        with pytest.raises(DomainError, match="not_found"):
            await ours.move(unknown, Step.SURVEY)


async def test_who_is_told_of_which_step(ours: Round) -> None:
    id, house = await ours.at_assessment(), ours.house
    assert [who for who, data in await ours.told("grading.moved") if data["step"] == "assessment"] == [house.above]
    await ours.rest(id, ScoreSheetOwner.COMMITTEE)
    await ours.move(id, Step.ASSESSMENT, house.above)
    last = [(who, data["committee"]) for who, data in await ours.told("grading.moved") if data["step"] == "decision"]
    assert last == [(house.secretary, False)]


async def test_all_that_are_ready_at_once(ours: Round) -> None:
    started = await ours.start()
    first, second = await ours.case_id(), await ours.case_id(ours.house.other)
    await ours.survey(first, SurveyKind.FACT, "党员 29 名")
    hall, above = ours.hall, ours.house.above
    result = await grading_step.move_ready(hall.uow, hall.ask(above), started.round_id, Step.SURVEY)
    assert (result.moved, [(one.unit, one.fault.code) for one in result.waiting]) == (1, [("二支部", "survey_empty")])
    assert ((await ours.case(first)).step, (await ours.case(second)).step) == (Step.SELF_ASSESSMENT, Step.SURVEY)
    assert "二支部" in steps.moved_all(result, Texts(hall.zone).speech("zh")).text
    twice = await grading_step.move_ready(hall.uow, hall.ask(above), started.round_id, Step.SURVEY, 7)
    shown = steps.moved_all(twice, Texts(hall.zone).speech("zh")).text
    assert "可以进入下一步的都已经进入了，还有 1 个没有完成。\n· 二支部" in shown
    assert await ours.whom("grading.moved") == [ours.house.secretary]
    for person in (ours.house.secretary, ours.house.stranger):
        with pytest.raises(DomainError, match="not_allowed"):
            await grading_step.move_ready(hall.uow, hall.ask(person), started.round_id, Step.SURVEY)
    with pytest.raises(DomainError, match="grading_not_now"):
        await grading_step.move_ready(hall.uow, hall.ask(above), started.round_id, Step.NOTICE)


async def test_the_yes_to_all_carries_what_was_shown(ours: Round) -> None:
    started = await ours.start()
    first, second = await ours.case_id(), await ours.case_id(ours.house.other)
    await ours.survey(first, SurveyKind.FACT, "党员 29 名")
    hall, above = ours.hall, ours.house.above
    at = (started.round_id, Step.SURVEY)
    shown = await grading_step.preview_ready(hall.uow, hall.ask(above), *at)
    assert (shown.units, shown.done, (await ours.case(first)).step) == (("一支部",), False, Step.SURVEY)
    await ours.survey(second, SurveyKind.FACT, "党员 9 名", ours.house.stranger)
    again = await grading_step.move_ready(hall.uow, hall.ask(above), *at, shown.mark)
    assert (again.units, again.done, (await ours.case(first)).step) == (("一支部", "二支部"), False, Step.SURVEY)
    for language, words in (("zh", "（共 2 个）：一支部、二支部"), ("en", "(2): 一支部")):
        assert words in overview.ask_moves(again, Texts(hall.zone).speech(language)).text
    assert (await grading_step.move_ready(hall.uow, hall.ask(above), *at, again.mark)).moved == 2
    twice = await grading_step.move_ready(hall.uow, hall.ask(above), *at, again.mark)
    for language, words in (
        ("zh", "“调查摸底”：都已经进入下一步了。"),
        ("en", "The survey: all have moved on already."),
    ):
        assert steps.moved_all(twice, Texts(hall.zone).speech(language)).text == words
    with pytest.raises(DomainError, match="not_allowed"):
        await grading_step.preview_ready(hall.uow, hall.ask(ours.house.secretary), *at)


@pytest.mark.parametrize(
    ("sector", "code", "data", "words"),
    [
        ("村", "grading_unrated", {}, "总分算不出来，最后只能“不定等级”"),
        ("村", "ballots_missing", {"voters": "masses"}, "总分算不出来，最后只能“不定等级”"),
        ("离退休", "grading_unrated", {}, "就不计入这次定级"),
        ("村", "opinion_missing", {}, "看不到支部认为应该是什么等级"),
    ],
)
async def test_going_on_without_a_rating_is_asked_with_what_is_lost(
    ours: Round, sector: str, code: str, data: dict[str, str], words: str
) -> None:
    access = await ours.access(await ours.begun(sector))
    for language in ("zh", "en"):
        shown = steps.ask_skip(access, DomainError(code, **data), Texts(ours.hall.zone).speech(language)).text
        assert "一支部" in shown
        assert language == "en" or (words in shown and "记录在案" in shown)


async def test_a_redelivered_tap_changes_nothing(ours: Round) -> None:
    id, hall = await ours.begun(), ours.hall
    await ours.survey(id, SurveyKind.FACT, "党员 29 名")
    for again in (False, True):
        asked = hall.ask(ours.house.secretary, update=77_000)
        moved = await grading_step.move(hall.uow, asked, id, Step.SURVEY)
        assert (moved.stage.step, moved.again) == (Step.SELF_ASSESSMENT, again)
    assert len(await ours.audited("grade.step")) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_page_at_each_step_says_what_is_next(ours: Round, language: str) -> None:
    id, house, say = await ours.begun(), ours.house, Texts(ours.hall.zone).speech(language)

    async def shown(by: int) -> list[str]:
        hall = ours.hall
        page = await grading_case.page(hall.uow, hall.ask(by), id)
        found = view.page(page, say)
        assert found.text
        assert isinstance(found.keyboard, InlineKeyboardMarkup)
        return [str(one.callback_data).split(":")[0] for row in found.keyboard.inline_keyboard for one in row]

    assert "gbd" not in await shown(house.secretary)
    await ours.survey(id, SurveyKind.FACT, "党员 29 名")
    assert "gbd" in await shown(house.secretary)
    await ours.move(id, Step.SURVEY)
    assert "gda" in await shown(house.secretary)
    assert "gda" not in await shown(house.above)
    await ours.rest(id, ScoreSheetOwner.UNIT)
    await ours.propose(id, "good")
    await ours.move(id, Step.SELF_ASSESSMENT)
    assert "pr" in await shown(house.secretary)
    assert "gbe" in await shown(house.above)
    await ours.rated(id, {"good": 10})
    assert "gf" in await shown(house.secretary)
    await ours.opine(id, "good")
    await ours.move(id, Step.RATING)
    assert not {"gba", "gbd"} & set(await shown(house.secretary))
    await ours.rest(id, ScoreSheetOwner.COMMITTEE)
    assert {"gba", "gk"} <= set(await shown(house.above))
    await ours.move(id, Step.ASSESSMENT, house.above)
    assert "gn" in await shown(house.above)
    for stranger in (house.stranger, house.members[0]):
        with pytest.raises(DomainError, match="not_allowed"):
            await shown(stranger)
