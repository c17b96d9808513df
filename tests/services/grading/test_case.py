"""The page of a case: what it offers at each step, and to whom."""

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import case as grading_case
from bot.views.grading import case as view
from tests.installation import TEXTS
from tests.services.grading.grading import Grading
from tests.world import World
from tests.world.branch import Branch


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_the_page_at_each_step_says_what_is_next(
    world: World, branch: Branch, grading: Grading, language: str
) -> None:
    id, say = await grading.begun(), TEXTS.speech(language)

    async def shown(by: int) -> list[str]:
        page = await world.act(by, grading_case.page, id)
        found = view.page(page, say)
        assert found.text
        assert isinstance(found.keyboard, InlineKeyboardMarkup)
        return [str(one.callback_data).split(":")[0] for row in found.keyboard.inline_keyboard for one in row]

    assert "gbd" not in await shown(branch.secretary)
    await grading.survey(id, SurveyKind.FACT, "党员 29 名")
    assert "gbd" in await shown(branch.secretary)
    await grading.move(id, Step.SURVEY)
    assert "gda" in await shown(branch.secretary)
    assert "gda" not in await shown(branch.above)
    await grading.rest(id, ScoreSheetOwner.UNIT)
    await grading.propose(id, "good")
    await grading.move(id, Step.SELF_ASSESSMENT)
    assert "pr" in await shown(branch.secretary)
    assert "gbe" in await shown(branch.above)
    await grading.rated(id, {"good": 10})
    assert "gf" in await shown(branch.secretary)
    await grading.opine(id, "good")
    await grading.move(id, Step.RATING)
    assert not {"gba", "gbd"} & set(await shown(branch.secretary))
    await grading.rest(id, ScoreSheetOwner.COMMITTEE)
    assert {"gba", "gk"} <= set(await shown(branch.above))
    await grading.move(id, Step.ASSESSMENT, branch.above)
    assert "gn" in await shown(branch.above)
    for stranger in (branch.stranger, branch.members[0]):
        await world.refused("not_allowed", shown(stranger))
