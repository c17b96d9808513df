"""From step to step: only when it is done, by whom it belongs to, told on the right phones, once."""

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import case as grading_case
from bot.services.grading.access import CaseAccess
from bot.services.grading.score import rest_full
from bot.services.grading.self_assessment import opine, propose
from bot.services.grading.step import move
from bot.storage.grading import store
from bot.views.grading import case as view
from bot.views.grading import step as steps
from tests.installation import TEXTS, ZH
from tests.services.grading.cases import at_assessment, case_at, case_of, rated, summary_of
from tests.services.grading.entering import enter_survey
from tests.world import ACCOUNTS, World
from tests.world.branch import Branch
from tests.world.messages import messages, recipients
from tests.world.record import audit_entries

TAKEN_BACK = "UPDATE rating SET state = 'void', void_reason = 'withdrawn' WHERE case_id = $1"


async def test_an_empty_survey_stays(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    await world.refused("survey_empty", world.act(branch.secretary, move, id, Step.SURVEY))
    await enter_survey(world, branch.secretary, id, SurveyKind.PROBLEM, "活动室太小")
    moved = await world.act(branch.secretary, move, id, Step.SURVEY)
    assert (moved.stage.step, moved.again) == (Step.SELF_ASSESSMENT, False)
    again = await world.act(branch.secretary, move, id, Step.SURVEY)
    assert (again.stage.step, again.again) == (Step.SELF_ASSESSMENT, True)
    async with world.uow.reading() as cx:
        survey, own, *later = await store.stages(cx, id)
    assert (survey.done_at, own.entered_at) == (world.clock.now(), world.clock.now())
    assert all(one.entered_at is None for one in later)
    [(_, facts)] = await audit_entries(world, "grade.step")
    assert facts == {"case": id, "from": "survey", "without": ""}


async def test_self_assessment_needs_the_whole_sheet_and_a_proposal(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    await enter_survey(world, branch.secretary, id, SurveyKind.FACT, "党员 29 名")
    await world.act(branch.secretary, move, id, Step.SURVEY)
    await world.refused("indicator_missing", world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT))
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.refused("proposal_missing", world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT))
    await world.act(branch.secretary, propose, id, "good")
    assert (await world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT)).stage.step is Step.RATING


async def unfinished(world: World, branch: Branch, id: int, state: str) -> None:
    """The case has a rating in that state, without a result."""
    await rated(world, branch, id)
    await world.run("UPDATE rating SET state = $2, result = NULL WHERE case_id = $1", id, state)


async def test_the_rating_has_a_result_and_the_branch_its_opinion(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.RATING)
    await world.refused("grading_unrated", world.act(branch.secretary, move, id, Step.RATING))
    await unfinished(world, branch, id, "open")
    await world.refused("rating_running", world.act(branch.secretary, move, id, Step.RATING))
    await world.refused("rating_running", world.act(branch.above, move, id, Step.RATING, skip=True))
    await world.refused("rating_running", world.act(branch.secretary, opine, id, "good"))
    await world.run("UPDATE rating SET state = 'void' WHERE case_id = $1", id)
    await world.refused("grading_unrated", world.act(branch.secretary, move, id, Step.RATING))
    await rated(world, branch, id, good=8, poor=2)
    await world.refused("opinion_missing", world.act(branch.secretary, move, id, Step.RATING))
    await world.act(branch.secretary, opine, id, "fairly_good")
    assert (await case_of(world, id)).opinion == "fairly_good"
    assert (await world.act(branch.secretary, move, id, Step.RATING)).stage.step is Step.ASSESSMENT


async def test_a_rating_that_has_not_begun_keeps_nobody_and_one_taken_back_is_none(
    world: World, branch: Branch
) -> None:
    id = await case_at(world, branch, Step.RATING)
    await unfinished(world, branch, id, "submitted")
    await world.refused("grading_unrated", world.act(branch.secretary, move, id, Step.RATING))
    await world.run(TAKEN_BACK, id)
    await world.refused("grading_unrated", world.act(branch.secretary, move, id, Step.RATING))
    await world.refused("grading_unrated", world.act(branch.secretary, opine, id, "good"))
    page = await world.act(branch.secretary, grading_case.page, id)
    shown = view.page(page, ZH)
    assert isinstance(shown.keyboard, InlineKeyboardMarkup)
    labels = [button.text for row in shown.keyboard.inline_keyboard for button in row]
    assert any("准备" in label for label in labels)
    moved = await world.act(branch.above, move, id, Step.RATING, skip=True)
    assert moved.stage.step is Step.ASSESSMENT


async def test_a_rating_that_was_never_opened_ends_with_its_step(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.RATING)
    await unfinished(world, branch, id, "submitted")
    await world.act(branch.above, move, id, Step.RATING, skip=True)
    [row] = await world.rows("SELECT state, void_reason FROM rating WHERE case_id = $1", id)
    assert (row["state"], row["void_reason"]) == ("void", "withdrawn")
    assert [one["reason"] for _, one in await audit_entries(world, "rating.void")] == ["withdrawn"]
    assert branch.secretary in await recipients(world, "rating.withdrawn")


async def test_a_group_that_could_not_vote_is_missing_and_the_committee_goes_on(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.RATING)
    await rated(world, branch, id, good=10)
    await world.run("UPDATE rating SET groups = 'masses' WHERE case_id = $1", id)
    await world.refused("ballots_missing", world.act(branch.secretary, move, id, Step.RATING))
    await world.act(branch.above, move, id, Step.RATING, skip=True)
    assert (await audit_entries(world, "grade.step"))[-1][1]["without"] == "ballots_missing"


async def test_the_committee_alone_goes_on_without_a_result(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.RATING)
    await world.refused("not_allowed", world.act(branch.secretary, move, id, Step.RATING, skip=True))
    moved = await world.act(branch.above, move, id, Step.RATING, skip=True)
    assert moved.stage.step is Step.ASSESSMENT
    assert (await audit_entries(world, "grade.step"))[-1][1]["without"] == "grading_unrated"
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    assert (await world.act(branch.above, move, id, Step.ASSESSMENT)).stage.step is Step.DECISION
    found = await summary_of(world, branch, id)
    assert (found.computed, found.fault and found.fault.code) == (None, "ballots_missing")


async def test_the_assessment_is_the_committees(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    await world.refused("not_allowed", world.act(branch.secretary, move, id, Step.ASSESSMENT))
    await world.refused("indicator_missing", world.act(branch.above, move, id, Step.ASSESSMENT))
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    assert (await world.act(branch.above, move, id, Step.ASSESSMENT)).stage.step is Step.DECISION
    await world.refused("grading_not_now", world.act(branch.above, move, id, Step.DECISION))


async def test_strangers_members_and_ids_of_nothing(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    await enter_survey(world, branch.secretary, id, SurveyKind.FACT, "党员 29 名")
    for person in (branch.stranger, branch.members[0], branch.leader):
        await world.refused("not_allowed", world.act(person, move, id, Step.SURVEY))
    for unknown in (-1, 987_654_321, 2**52 - 1):
        await world.refused("not_found", world.act(branch.secretary, move, unknown, Step.SURVEY))


async def test_who_is_told_of_which_step(world: World, branch: Branch) -> None:
    id = await at_assessment(world, branch)
    told = [one for one in await messages(world, "grading.moved") if one.data["step"] == "assessment"]
    assert [one.chat - ACCOUNTS for one in told] == [branch.above]
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    await world.act(branch.above, move, id, Step.ASSESSMENT)
    told = [one for one in await messages(world, "grading.moved") if one.data["step"] == "decision"]
    last = [(one.chat - ACCOUNTS, one.data["committee"]) for one in told]
    assert last == [(branch.secretary, False)]


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
    world: World, branch: Branch, sector: str, code: str, data: dict[str, str], words: str
) -> None:
    id = await case_at(world, branch, Step.SURVEY, sector)
    async with world.uow.reading() as cx:
        access = await CaseAccess.of(cx, world.request(branch.above), id)
    for language in ("zh", "en"):
        shown = steps.ask_skip(access, DomainError(code, **data), TEXTS.speech(language)).text
        assert "一支部" in shown
        assert language == "en" or (words in shown and "记录在案" in shown)


async def test_a_redelivered_tap_changes_nothing(world: World, branch: Branch) -> None:
    id = await case_at(world, branch, Step.SURVEY)
    await enter_survey(world, branch.secretary, id, SurveyKind.FACT, "党员 29 名")
    for again in (False, True):
        moved = await move(world.uow, world.request(branch.secretary, again=again), id, Step.SURVEY)
        assert (moved.stage.step, moved.again) == (Step.SELF_ASSESSMENT, again)
    assert len(await audit_entries(world, "grade.step")) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_page_at_each_step_says_what_is_next(world: World, branch: Branch, language: str) -> None:
    id, say = await case_at(world, branch, Step.SURVEY), TEXTS.speech(language)

    async def shown(by: int) -> list[str]:
        page = await world.act(by, grading_case.page, id)
        found = view.page(page, say)
        assert found.text
        assert isinstance(found.keyboard, InlineKeyboardMarkup)
        return [str(one.callback_data).split(":")[0] for row in found.keyboard.inline_keyboard for one in row]

    assert "gbd" not in await shown(branch.secretary)
    await enter_survey(world, branch.secretary, id, SurveyKind.FACT, "党员 29 名")
    assert "gbd" in await shown(branch.secretary)
    await world.act(branch.secretary, move, id, Step.SURVEY)
    assert "gda" in await shown(branch.secretary)
    assert "gda" not in await shown(branch.above)
    await world.act(branch.secretary, rest_full, id, ScoreSheetOwner.UNIT)
    await world.act(branch.secretary, propose, id, "good")
    await world.act(branch.secretary, move, id, Step.SELF_ASSESSMENT)
    assert "pr" in await shown(branch.secretary)
    assert "gbe" in await shown(branch.above)
    await rated(world, branch, id, good=10)
    assert "gf" in await shown(branch.secretary)
    await world.act(branch.secretary, opine, id, "good")
    await world.act(branch.secretary, move, id, Step.RATING)
    assert not {"gba", "gbd"} & set(await shown(branch.secretary))
    await world.act(branch.above, rest_full, id, ScoreSheetOwner.COMMITTEE)
    assert {"gba", "gk"} <= set(await shown(branch.above))
    await world.act(branch.above, move, id, Step.ASSESSMENT)
    assert "gn" in await shown(branch.above)
    for stranger in (branch.stranger, branch.members[0]):
        await world.refused("not_allowed", shown(stranger))
