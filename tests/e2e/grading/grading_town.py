"""A town of 21 branches that are graded: its roster, and what each of its people does on the phone, step by step."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta

from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.scheduling.outbox import CROWDED
from bot.services import outbox
from bot.services.rating import worker as rating_turn
from tests.e2e.counted import Counted
from tests.e2e.system import System, has_started
from tests.waiting import LOOK

TOP = "示例镇党委"
SECTORS = ("村",) * 15 + ("窗口单位",) * 2 + ("机关",) * 2 + ("非公企业",) * 2
"""15 villages, 4 offices, two of them with service windows, 2 private firms: all four schemes."""
BEST = {"窗口单位": "很好", "非公企业": "优秀"}
"""The best grade of a sector's scheme, where it is not 好."""
POSTS = ("书记", "组织员", "副书记")
SUPERVISORS = 7
VOTERS = 6
HEAD = "编号,姓名,党组织,类别,职务,手机,领域\n"


@dataclass(frozen=True, slots=True)
class Unit:
    """The `place`-th branch, from 0."""

    place: int

    @property
    def name(self) -> str:
        return f"第{self.place + 1:02}号党支部"

    @property
    def sector(self) -> str:
        return SECTORS[self.place]

    @property
    def people(self) -> list[str]:
        """Roster numbers: the secretary first."""
        return [f"B{self.place + 1:02}{number}" for number in range(VOTERS)]

    @property
    def secretary(self) -> str:
        return self.people[0]

    @property
    def teller(self) -> str:
        """Their name."""
        return person(self.people[1])

    @property
    def answer(self) -> str:
        """What its voters say."""
        return "满意" if self.sector == "机关" else self.best

    @property
    def points(self) -> bool:
        return self.sector != "非公企业"

    @property
    def best(self) -> str:
        return BEST.get(self.sector, "好")


UNITS = [Unit(place) for place in range(len(SECTORS))]


def person(number: str) -> str:
    return f"党员{number[1:]}号"


def roster() -> bytes:
    lines = [f"C{n},镇{post}{n},{TOP},正式党员,{post},+861203333{n:04}," for n, post in enumerate(POSTS)]
    lines += [f"S{n},监督{n}号,{TOP},正式党员,联络员,+861204444{n:04}," for n in range(SUPERVISORS)]
    for unit in UNITS:
        for n, number in enumerate(unit.people):
            post = "书记" if n == 0 else ""
            phone = f"+86120{5_0000_000 + unit.place * 10 + n:08}"
            place = f"{TOP}/{unit.name}"
            lines.append(f"{number},{person(number)},{place},正式党员,{post},{phone},{unit.sector}")
    return (HEAD + "\n".join(lines) + "\n").encode()


class Town:
    def __init__(self, system: System) -> None:
        self.system = system

    async def settle(self) -> None:
        """Everyone has long been bound."""
        await self.system.import_roster(roster())
        numbers = [row["number"] for row in await self.system.rows("SELECT number FROM person ORDER BY id")]
        await self.system.bind(*numbers)
        for phone in self.system.people.values():
            has_started(phone)
        self.system.clock.forward(days=20)

    @asynccontextmanager
    async def passing(self) -> AsyncIterator[None]:
        """The clock goes on whenever a chat's messages wait for earlier ones, and at no other time."""
        task = asyncio.create_task(self._passes())
        yield
        task.cancel()

    async def _passes(self) -> None:
        clock, uow = self.system.clock, self.system.server.uow
        while True:
            due = await outbox.next_due(uow)
            if due is not None and timedelta() < due - clock.now() <= CROWDED:
                clock.moment = due
                uow.mail.set()
            await asyncio.sleep(LOOK)

    def phone(self, number: str) -> Phone:
        return self.system.people[number]

    def by(self, number: str) -> Counted:
        return Counted(self.phone(number))

    def committee(self, unit: Unit) -> Counted:
        """Its three share the work; each of them hears of everything."""
        return self.by(f"C{unit.place % len(POSTS)}")

    def supervisor(self, unit: Unit) -> Counted:
        return self.by(f"S{unit.place % SUPERVISORS}")

    async def turn(self) -> None:
        """What the key-holder does every two seconds."""
        server = self.system.server
        assert server.keys is not None
        await rating_turn.turn(server.uow, server.keys, server.installation.rating, self.system.settings.zone)

    async def each(self, step: Callable[[Unit], Awaitable[object]], by: int = 1) -> None:
        """For all branches; where `by` people share the work, each goes through theirs one after the other."""
        lanes = (
            [[one for one in UNITS if one.place % by == lane] for lane in range(by)]
            if by > 1
            else [[one] for one in UNITS]
        )
        async with asyncio.TaskGroup() as group:
            for lane in lanes:
                group.create_task(self._in_turn(step, lane))

    async def _in_turn(self, step: Callable[[Unit], Awaitable[object]], lane: Iterable[Unit]) -> None:
        for unit in lane:
            await step(unit)

    async def start(self) -> None:
        committee = self.by("C0")
        shown = await committee.send("/grade", "定级")
        card = await committee.tap("开始新一轮定级", shown, "已选 21 个支部")
        done = await committee.tap("✅ 开始（21 个支部）", card, "已经开始，共 21 个支部")
        assert "已经告诉 21 位负责人" in done.text

    async def survey_to_rating(self, unit: Unit) -> None:
        """The secretary's part until the rating is prepared."""
        secretary = self.by(unit.secretary)
        told = await secretary.phone.wait_for("开始了 2026 年度分类定级", timeout=60)
        page = await secretary.tap("打开这次定级", told, "第 1 步")
        await secretary.tap("写情况", page, "一行一条")
        shown = await secretary.send("党员 6 名", "基本情况（1 条）")
        page = await secretary.tap("打开这次定级", shown, "第 1 步")
        asked = await secretary.tap("✅ 调查摸底已完成", page, "就不能再改了")
        shown = await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：自评")
        page = await secretary.tap("打开这次定级", shown, "第 2 步")
        if unit.points:
            shown = await secretary.tap("其余都是满分", page, "合计：100 分")
            page = await secretary.tap("打开这次定级", shown, "合计 100 分")
        shown = await secretary.tap("提出自评等级", page, "自评合计 100 分" if unit.points else "党员大会提出什么等级")
        shown = await secretary.tap(unit.best, shown, "已记下")
        page = await secretary.tap("打开这次定级", shown, "第 2 步")
        asked = await secretary.tap("✅ 自评已完成", page, "就不能再改了")
        shown = await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：党员群众测评")
        page = await secretary.tap("打开这次定级", shown, "第 3 步")
        card = await secretary.tap("准备测评", page, "请核对一遍")
        await secretary.tap("✅ 报给上级", card, "已经报上去了")

    async def appoint(self, unit: Unit) -> None:
        committee = self.committee(unit)
        told = await self.told(committee, unit, "准备了一场无记名测评")
        card = await committee.tap("看这场测评", told, "请先定好监督人和计票人")
        await committee.tap("定监督人", card, "请谁监督")
        await committee.send(f"监督{unit.place % SUPERVISORS}号", "请谁计票")
        card = await committee.send(unit.teller, "可以开启了")
        await committee.tap("✅ 开启测评", card, "正在开启")

    async def told(self, by: Counted, unit: Unit, words: str, after: int | None = None) -> Message:
        return await by.phone.wait_for(lambda one: unit.name in one.text and words in one.text, after=after, timeout=90)

    async def vote(self, unit: Unit) -> None:
        for number in unit.people:
            await self._vote(self.phone(number), unit)

    async def _vote(self, phone: Phone, unit: Unit) -> None:
        answer = unit.answer
        if unit.place == 18 and phone is self.phone(unit.people[-1]):
            answer = "不满意"
        invitation = await phone.wait_for(lambda one: "打开选票" in one.button_texts, timeout=90)
        mark = phone.mark()
        await phone.tap("打开选票", message=invitation, timeout=60)
        ballot = await phone.wait_for(lambda one: answer in one.button_texts, after=mark, timeout=60)
        await phone.tap(answer, message=ballot, timeout=60)
        await phone.wait_for("请核对一遍", after=mark, timeout=60)
        await phone.tap("确定投票", message=ballot, timeout=60)
        await phone.wait_for("已经记下", after=mark, timeout=60)

    async def agree_to_close(self, unit: Unit) -> None:
        supervisor, teller = self.supervisor(unit), self.by(unit.people[1])
        told = await self.told(supervisor, unit, "投票结束了")
        page = await supervisor.tap("关闭测评", told, "○ 等监督人同意")
        await supervisor.tap("✓ 同意关闭", page, "✓ 监督人已同意")
        told = await self.told(teller, unit, "现在等您同意")
        page = await teller.tap("关闭测评", told, "○ 等计票人同意")
        await teller.tap("✓ 同意关闭", page, "正在计票")

    async def opinion(self, unit: Unit) -> None:
        """The result is told; the branch says what it asks for, and its case goes up."""
        secretary = self.by(unit.secretary)
        await secretary.phone.wait_for("测评已关闭，结果如下", timeout=90)
        shown = await secretary.send("/grade", "第 3 步“党员群众测评”")
        page = await secretary.tap("看定级进度", shown, "▶ 3. 党员群众测评")
        page = await secretary.tap("打开这次定级", page, "第 3 步")
        shown = await secretary.tap(unit.best, page, "测评以后的意见")
        page = await secretary.tap("打开这次定级", shown, "第 3 步")
        asked = await secretary.tap("✅ 党员群众测评已完成", page, "就不能再改了")
        shown = await secretary.tap("✅ 核对过了，进入下一步", asked, "已进入：上级评定")
        await secretary.tap("打开这次定级", shown, "现在轮到上级评定，您不用再做什么")

    async def assess(self, unit: Unit) -> None:
        committee = self.committee(unit)
        told = await self.told(committee, unit, "轮到上级了：上级评定")
        page = await committee.tap("打开这次定级", told, "第 4 步（共 7 步）：上级评定")
        assert ("其余都是满分" in page.button_texts) is unit.points
        if unit.points:
            await committee.tap("其余都是满分", page, "合计")

    async def overview(self, by: str = "C0") -> Message:
        committee, button = self.by(by), "2026 年度定级总览"
        shown = await committee.send("/grade", lambda one: any(button in label for label in one.button_texts))
        return await committee.tap(button, shown, "2026 年度分类定级：共")

    async def all_(self, what: str, asked: str, done: str, by: str = "C0") -> str:
        """What is shown before the yes."""
        committee, page = self.by(by), await self.overview(by)
        shown = await committee.tap(what, page, asked)
        before = shown.text
        await committee.tap("确定", shown, done)
        return before

    async def case(self, unit: Unit, wanted: str, by: str = "C0") -> Message:
        """A branch's card, from the overview's pages."""
        committee, page = self.by(by), await self.overview(by)
        while not any(unit.name in label for label in page.button_texts):
            page = await committee.tap("下一页", page, "2026 年度分类定级：共")
        label = next(one for one in page.button_texts if unit.name in one)
        return await committee.tap(label, page, wanted)
