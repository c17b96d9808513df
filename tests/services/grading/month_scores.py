"""The steps in which a committee scores a unit's month and publishes it; it is November unless said otherwise."""

from bot.domain.grading import month_score as rules
from bot.domain.period import Month
from bot.services import reason_form
from bot.services.grading import grade, month_score
from bot.services.grading import month_score_enter as entering
from bot.services.grading import month_score_publish as publishing
from bot.services.grading.month_score import MonthAccess, MonthPage
from bot.services.grading.month_score_enter import SheetResult
from bot.services.grading.month_score_publish import MonthBatch
from bot.storage.grading import month_score as stored
from bot.views.grading import grade as grade_view
from tests.installation import CONFIG, TEXTS
from tests.world import World
from tests.world.form import form_version

TEXT = (CONFIG / "month_score.toml").read_text(encoding="utf-8").replace("示例镇党委", "甲党委")
RULES = rules.read(TEXT)
NOVEMBER = Month(2026, 11)


async def begin(world: World, person: int, unit: int, aspect: str, month: Month = NOVEMBER) -> None:
    await world.act(person, entering.begin, RULES, unit, month.number, aspect)


async def say(world: World, person: int, text: str) -> SheetResult:
    return await world.act(person, entering.enter_text, RULES, await form_version(world, person), text)


async def enter(world: World, person: int, unit: int, aspect: str, text: str, month: Month = NOVEMBER) -> SheetResult:
    await begin(world, person, unit, aspect, month)
    return await say(world, person, text)


async def all_full(world: World, person: int, unit: int, month: Month = NOVEMBER) -> SheetResult:
    return await world.act(person, entering.all_full, RULES, unit, month.number)


async def card(world: World, person: int, unit: int, month: Month = NOVEMBER) -> MonthAccess:
    return await world.act(person, month_score.card, RULES, unit, month.number)


async def page(world: World, person: int, month: Month = NOVEMBER) -> MonthPage:
    return await world.act(person, month_score.of_month, RULES, month.number)


async def look(world: World, person: int, unit: int, month: Month = NOVEMBER) -> SheetResult | None:
    return await world.act(person, publishing.preview, RULES, unit, month.number)


async def publish(world: World, person: int, unit: int, month: Month = NOVEMBER) -> SheetResult:
    """As it is entered now."""
    async with world.uow.reading() as cx:
        draft = await stored.draft(cx, unit, month)
    return await world.act(person, publishing.publish, RULES, unit, month.number, draft.version if draft else 0)


async def because(world: World, person: int, reason: str) -> None:
    await world.act(person, reason_form.enter_reason, publishing.NAME, await form_version(world, person), reason)


async def confirm(world: World, person: int) -> SheetResult:
    return await world.act(person, publishing.confirm, RULES, await form_version(world, person))


async def again(world: World, person: int, unit: int, reason: str, month: Month = NOVEMBER) -> SheetResult:
    """Published before, it is asked for its reason."""
    assert await look(world, person, unit, month) is None
    await because(world, person, reason)
    return await confirm(world, person)


async def look_at_all(world: World, person: int, month: Month = NOVEMBER) -> MonthBatch:
    return await world.act(person, publishing.preview_all, RULES, month.number)


async def publish_all(world: World, person: int, mark: int) -> MonthBatch:
    return await world.act(person, publishing.publish_all, RULES, NOVEMBER.number, mark)


async def shown(world: World, person: int, language: str = "zh") -> str:
    """/grade as that person reads it."""
    found = await world.act(person, grade.of_own_unit, months=RULES)
    return grade_view.current(found, TEXTS.speech(language)).text
