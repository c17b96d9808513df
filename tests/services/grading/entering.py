"""What is entered into a case in a form: lines of the survey, scores, rules."""

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.survey import SurveyKind
from bot.services.grading import assess, score, survey
from bot.services.grading.assess import RulesInForce
from bot.services.grading.score import FilledSheet
from bot.services.grading.survey import SurveyFile
from tests.world import World
from tests.world.form import form_version


async def enter_survey(world: World, person: int, case: int, kind: SurveyKind, text: str) -> SurveyFile:
    await world.act(person, survey.begin, case, kind)
    return await world.act(person, survey.enter_text, await form_version(world, person), text)


async def enter_score(
    world: World, person: int, case: int, owner: ScoreSheetOwner, leaf: str, text: str
) -> FilledSheet:
    await world.act(person, score.begin, case, owner, leaf)
    return await world.act(person, score.enter_text, await form_version(world, person), text)


async def state_rule(
    world: World, person: int, case: int, rule: str, words: str, *, override: bool = False
) -> RulesInForce:
    """With evidence that it holds; `override`: with the reason why it is set aside."""
    await world.act(person, assess.begin, case, rule, override=override)
    return await world.act(person, assess.enter_text, await form_version(world, person), words)
