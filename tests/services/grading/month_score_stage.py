"""A committee that scores its two branches every month, and the steps that tests of it take."""

import json
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading import month_score as rules
from bot.domain.grading.month_score import MonthRules
from bot.domain.period import Month
from bot.services import reason_form
from bot.services.grading import grade, month_score, month_score_enter, month_score_publish
from bot.services.grading.month_score import MonthAccess, MonthPage
from bot.services.grading.month_score_enter import SheetResult
from bot.services.grading.month_score_publish import NAME, MonthBatch
from bot.storage.connection import Database
from bot.texts.speech import Texts
from bot.views.grading import grade as grade_view
from bot.views.renderers import render
from bot.views.view import sentence
from tests.services.attendance.attendance_branch import ACCOUNTS, ROOT, Branch, Rows, branch

TEXT = (ROOT / "config" / "month_score.toml").read_text(encoding="utf-8")
RULES = rules.read(TEXT.replace("示例镇党委", "甲党委"))
NOVEMBER = Month(2026, 11)


@dataclass(slots=True)
class Months:
    """The branch; `above` acts for the committee, `second` for it too, `secretary` for the branch."""

    house: Branch
    second: int
    rules: MonthRules

    @property
    def hall(self) -> Rows:
        return self.house.hall

    def on(self, year: int, month: int, day: int) -> None:
        """It is noon of that day."""
        self.hall.clock.moment = datetime(year, month, day, 12, tzinfo=self.hall.zone)

    async def version(self, person: int) -> int:
        rows = await self.hall.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(rows[0]["version"]) if rows else 0

    async def begin(self, aspect: str, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> None:
        asked, of = self.hall.ask(by or self.house.above), unit or self.house.unit
        await month_score_enter.begin(self.hall.uow, asked, self.rules, of, month.number, aspect)

    async def enter_text(self, text: str, by: int = 0) -> SheetResult:
        person = by or self.house.above
        version = await self.version(person)
        return await month_score_enter.enter_text(self.hall.uow, self.hall.ask(person), self.rules, version, text)

    async def full(self, by: int = 0) -> SheetResult:
        person = by or self.house.above
        version = await self.version(person)
        return await month_score_enter.full(self.hall.uow, self.hall.ask(person), self.rules, version)

    async def enter(self, aspect: str, text: str, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> SheetResult:
        await self.begin(aspect, unit, by, month)
        return await self.enter_text(text, by)

    async def all_full(self, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> SheetResult:
        asked, of = self.hall.ask(by or self.house.above), unit or self.house.unit
        return await month_score_enter.all_full(self.hall.uow, asked, self.rules, of, month.number)

    async def card(self, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> MonthAccess:
        asked, of = self.hall.ask(by or self.house.above), unit or self.house.unit
        return await month_score.card(self.hall.uow, asked, self.rules, of, month.number)

    async def page(self, by: int = 0, month: Month = NOVEMBER) -> MonthPage:
        asked = self.hall.ask(by or self.house.above)
        return await month_score.of_month(self.hall.uow, asked, self.rules, month.number)

    async def look(self, unit: int = 0, by: int = 0, month: Month = NOVEMBER) -> SheetResult | None:
        asked, of = self.hall.ask(by or self.house.above), unit or self.house.unit
        return await month_score_publish.preview(self.hall.uow, asked, self.rules, of, month.number)

    async def publish(
        self, unit: int = 0, by: int = 0, month: Month = NOVEMBER, version: int | None = None
    ) -> SheetResult:
        of = unit or self.house.unit
        if version is None:
            draft = (await self.card(of, month=month)).draft
            version = draft.version if draft else 0
        asked = self.hall.ask(by or self.house.above)
        return await month_score_publish.publish(self.hall.uow, asked, self.rules, of, month.number, version)

    async def because(self, reason: str, by: int = 0) -> None:
        person = by or self.house.above
        await reason_form.enter_reason(self.hall.uow, self.hall.ask(person), NAME, await self.version(person), reason)

    async def confirm(self, by: int = 0) -> SheetResult:
        person = by or self.house.above
        version = await self.version(person)
        return await month_score_publish.confirm(self.hall.uow, self.hall.ask(person), self.rules, version)

    async def again(self, reason: str, by: int = 0, month: Month = NOVEMBER) -> SheetResult:
        assert await self.look(by=by, month=month) is None
        await self.because(reason, by)
        return await self.confirm(by)

    async def look_at_all(self, by: int = 0, month: Month = NOVEMBER) -> MonthBatch:
        asked = self.hall.ask(by or self.house.above)
        return await month_score_publish.preview_all(self.hall.uow, asked, self.rules, month.number)

    async def publish_all(self, mark: int, by: int = 0, month: Month = NOVEMBER) -> MonthBatch:
        asked = self.hall.ask(by or self.house.above)
        return await month_score_publish.publish_all(self.hall.uow, asked, self.rules, month.number, mark)

    async def told(self) -> list[tuple[int, str]]:
        """Persons who were told and what, in Chinese; it can be said in English too."""
        texts, kind = Texts(self.hall.zone), "month_score.published"
        found = []
        for row in await self.hall.messages(kind):
            zh, en = (render(kind, json.loads(row["data"]), texts.speech(one)).text for one in ("zh", "en"))
            assert en
            found.append((row["chat_id"] - ACCOUNTS, zh))
        return found

    async def audited(self) -> list[dict[str, Any]]:
        sql = "SELECT data FROM audit WHERE kind = $1 ORDER BY sequence"
        return [json.loads(row["data"]) for row in await self.hall.rows(sql, "month_score.published")]


async def months(database: Database) -> Months:
    house = await branch(database)
    second = await house.hall.person("组织员", house.top)
    await house.hall.post(second, house.top, "organiser")
    found = Months(house, second, RULES)
    found.on(2026, 11, 25)
    return found


async def refused(ours: Months, code: str, step: Awaitable[object]) -> None:
    """With that code, in words of both languages."""
    with pytest.raises(DomainError) as error:
        await step
    assert error.value.code == code
    for language in ("zh", "en"):
        assert sentence(error.value, Texts(ours.hall.zone).speech(language))


async def shown(ours: Months, person: int, language: str = "zh") -> str:
    """/grade as that person reads it."""
    found = await grade.of_own_unit(ours.hall.uow, ours.hall.ask(person), months=ours.rules)
    return grade_view.current(found, Texts(ours.hall.zone).speech(language)).text


def other_version(text: str = TEXT) -> MonthRules:
    """The file as it is changed later: the first aspect has other words, and less weight."""
    changed = text.replace("示例镇党委", "甲党委").replace("version = 1", "version = 2").replace("组织生活", "支部生活")
    changed = changed.replace('Organizational life", weight = 10', 'Life", weight = 5')
    return replace_weight(changed, "role", 15)


def replace_weight(text: str, code: str, weight: int) -> MonthRules:
    head, mark, rest = text.partition(f'code = "{code}"')
    return rules.read(head + mark + rest.replace("weight = 10", f"weight = {weight}", 1))
