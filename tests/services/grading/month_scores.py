"""A committee that scores its two branches every month, and the steps in which it does."""

from dataclasses import dataclass

from bot.domain.grading import month_score as rules
from bot.domain.grading.month_score import MonthRules
from bot.domain.period import Month
from bot.services import reason_form
from bot.services.grading import grade, month_score
from bot.services.grading import month_score_enter as entering
from bot.services.grading import month_score_publish as publishing
from bot.services.grading.month_score import MonthAccess, MonthPage
from bot.services.grading.month_score_enter import SheetResult
from bot.services.grading.month_score_publish import MonthBatch
from bot.views.grading import grade as grade_view
from tests.installation import CONFIG, TEXTS
from tests.world import World
from tests.world.branch import Branch

TEXT = (CONFIG / "month_score.toml").read_text(encoding="utf-8").replace("示例镇党委", "甲党委")
NOVEMBER = Month(2026, 11)


@dataclass(slots=True)
class MonthScores:
    """`above` and `second` act for the committee, `secretary` for the branch, which is the unit unless said otherwise;
    it is November."""

    world: World
    branch: Branch
    second: int
    rules: MonthRules

    async def begin(self, aspect: str, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> None:
        person, of = by or self.branch.above, unit or self.branch.id
        await self.world.act(person, entering.begin, self.rules, of, month.number, aspect)

    async def say(self, text: str, by: int = 0) -> SheetResult:
        person = by or self.branch.above
        return await self.world.act(person, entering.enter_text, self.rules, await self.world.version(person), text)

    async def full(self, by: int = 0) -> SheetResult:
        person = by or self.branch.above
        return await self.world.act(person, entering.full, self.rules, await self.world.version(person))

    async def enter(self, aspect: str, text: str, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> SheetResult:
        await self.begin(aspect, unit, by, month)
        return await self.say(text, by)

    async def all_full(self, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> SheetResult:
        person, of = by or self.branch.above, unit or self.branch.id
        return await self.world.act(person, entering.all_full, self.rules, of, month.number)

    async def card(self, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> MonthAccess:
        person, of = by or self.branch.above, unit or self.branch.id
        return await self.world.act(person, month_score.card, self.rules, of, month.number)

    async def page(self, by: int = 0, month: Month = NOVEMBER) -> MonthPage:
        return await self.world.act(by or self.branch.above, month_score.of_month, self.rules, month.number)

    async def look(self, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> SheetResult | None:
        person, of = by or self.branch.above, unit or self.branch.id
        return await self.world.act(person, publishing.preview, self.rules, of, month.number)

    async def publish(
        self, unit: int = 0, by: int = 0, month: Month = NOVEMBER, version: int | None = None
    ) -> SheetResult:
        person, of = by or self.branch.above, unit or self.branch.id
        if version is None:
            draft = (await self.card(of, month=month)).draft
            version = draft.version if draft else 0
        return await self.world.act(person, publishing.publish, self.rules, of, month.number, version)

    async def because(self, reason: str, by: int = 0) -> None:
        person = by or self.branch.above
        await self.world.act(
            person, reason_form.enter_reason, publishing.NAME, await self.world.version(person), reason
        )

    async def confirm(self, by: int = 0) -> SheetResult:
        person = by or self.branch.above
        return await self.world.act(person, publishing.confirm, self.rules, await self.world.version(person))

    async def again(self, reason: str, by: int = 0, month: Month = NOVEMBER) -> SheetResult:
        assert await self.look(by=by, month=month) is None
        await self.because(reason, by)
        return await self.confirm(by)

    async def look_at_all(self, by: int = 0, month: Month = NOVEMBER) -> MonthBatch:
        return await self.world.act(by or self.branch.above, publishing.preview_all, self.rules, month.number)

    async def publish_all(self, mark: int, by: int = 0, month: Month = NOVEMBER) -> MonthBatch:
        return await self.world.act(by or self.branch.above, publishing.publish_all, self.rules, month.number, mark)

    async def shown(self, person: int, language: str = "zh") -> str:
        """/grade as that person reads it."""
        found = await self.world.act(person, grade.of_own_unit, months=self.rules)
        return grade_view.current(found, TEXTS.speech(language)).text


async def month_scores_of(world: World, branch: Branch) -> MonthScores:
    second = await world.person("组织员", branch.committee)
    await world.posts((second, branch.committee, "organiser"))
    return MonthScores(world, branch, second, rules.read(TEXT))


def other_version(text: str = TEXT) -> MonthRules:
    """The file as it is changed later: the first aspect has other words, and less weight."""
    changed = text.replace("version = 1", "version = 2").replace("组织生活", "支部生活")
    changed = changed.replace('Organizational life", weight = 10', 'Life", weight = 5')
    return replace_weight(changed, "role", 15)


def replace_weight(text: str, code: str, weight: int) -> MonthRules:
    head, mark, rest = text.partition(f'code = "{code}"')
    return rules.read(head + mark + rest.replace("weight = 10", f"weight = {weight}", 1))
