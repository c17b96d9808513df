"""What happens in the year 2026, month by month; its first quarter holds something of everything."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from functools import partial

from bot.domain.reminder.model import Kind
from bot.services.meeting import series_publish
from bot.services.workdays import is_working_day
from tests.e2e.forgery import town
from tests.e2e.forgery.town import write
from tests.simulation import roster
from tests.simulation.items import Items
from tests.simulation.meetings import Meetings
from tests.simulation.world import Act, Done, World

YEAR = 2026
ASSEMBLIES, LECTURES = (2, 5, 8, 11), (3, 6, 9, 12)
SHIFTED = 2
"""The month whose meeting the second group holds in the month after: the norm that is missed."""
HURRIED = 1
"""The month in which the fourth group is called together on the very morning of the reminder to do so."""
SERIES = """
SELECT id, starts FROM meeting WHERE series_id IS NOT NULL ORDER BY starts"""


class Plot:
    def __init__(self, world: World) -> None:
        self.world, self.meetings, self.items = world, Meetings(world), Items(world)
        self.theme_days: list[tuple[int, datetime]] = []

    def write(self) -> None:
        """Everything that is known beforehand."""
        self.at(date(YEAR, 1, 5), "10:00", self._series)
        self.at(date(YEAR, 1, 6), "10:00", self.items.enter)
        self._items()
        self._people()
        for month in range(1, 13):
            self._committee(month)
            self._groups(month)
            if month in ASSEMBLIES:
                self._assembly(month)
            if month in LECTURES:
                day = near(date(YEAR, month, 18))
                self.at(day - timedelta(days=6), "10:00", self._calls(roster.SECRETARY, "lecture", day, "14:00"))

    def at(self, day: date, at: str, act: Act) -> None:
        self.world.later(self.world.local(day, at), act)

    def _calls(self, by: str, kind: str, day: date, at: str, group: int = 0) -> Act:
        async def act() -> None:
            await self.meetings.call(by, kind, day, at, group)

        return act

    async def _series(self) -> None:
        """Twelve theme days at once. Each second one gets its topic before anybody asks for it."""
        system = self.world.system
        card = await town.series_card_of(system, self.world.phone(roster.SECRETARY))
        await series_publish.publish(
            system.server.uow, self.world.asks(roster.SECRETARY), system.server.installation, card.version
        )
        rows = await system.rows(SERIES)
        if len(rows) != 12:
            raise AssertionError(f"a year has twelve theme days, not {len(rows)}")
        for place, row in enumerate(rows):
            starts = datetime.fromtimestamp(row["starts"] / 1000, self.world.zone)
            self.meetings.expect(row["id"], starts)
            day = starts.date() - timedelta(days=9 if place % 2 else 5)
            self.at(max(day, date(YEAR, 1, 6)), "20:00", self._topic(row["id"], place + 1))
            self.at(starts.date() - timedelta(days=2), "12:00", self._away(row["id"], 1, timedelta(hours=1)))

    def _topic(self, meeting: int, place: int) -> Act:
        return lambda: self.meetings.topic(meeting, f"第 {place} 个主题")

    def _away(self, meeting: int, how_many: int, answered: timedelta) -> Act:
        async def act() -> None:
            numbers = [number for number, _ in await self.meetings.invited(meeting) if number not in DUTIES]
            for number in self.meetings.some(numbers, how_many):
                await self.meetings.leave(meeting, number, self.world.now + answered)

        return act

    def _committee(self, month: int) -> None:
        """Once so early that its check-in falls into the quiet hours."""
        day = near(date(YEAR, month, 9))
        hour = "07:40" if month == 3 else "15:00"
        self.at(day - timedelta(days=5), "10:00", self._calls(roster.SECRETARY, "committee", day, hour))

    def _groups(self, month: int) -> None:
        """In the evening; twelve meetings each in the year."""
        for group, leader in roster.LEADERS.items():
            day = near(date(YEAR, month, 11))
            if group == 2 and month == SHIFTED:
                day = near(date(YEAR, month + 1, 5))
            calls = self._calls(leader, "group", day, "19:00", group)
            if group == 4 and month == HURRIED:
                day = near(date(YEAR, month, 26))
                calls = self._hurried(leader, day)
                self.at(earlier(date(YEAR, month, 21)), "07:45", calls)
            else:
                self.at(day - timedelta(days=5), "12:00", calls)

    def _hurried(self, leader: str, day: date) -> Act:
        async def act() -> None:
            await self.meetings.call(leader, "group", day, "19:00", 4)
            branch = await self.meetings.unit(roster.BRANCH)
            occasion = f"group/{YEAR}-{HURRIED:02}"
            self.world.done.append(Done(frozenset({Kind.NORM}), branch, self.world.now, occasion=occasion))

        return act

    def _assembly(self, month: int) -> None:
        """Two ask for leave; one is answered within hours, the other waits for days."""
        day = near(date(YEAR, month, 25))

        async def act() -> None:
            id = await self.meetings.call(roster.SECRETARY, "assembly", day, "15:00")
            self.world.later(self.world.now + timedelta(hours=1), self._away(id, 1, timedelta(hours=2)))
            self.world.later(self.world.now + timedelta(hours=2), self._away(id, 1, timedelta(days=9, hours=8)))

        self.at(day - timedelta(days=10), "10:00", act)

    def _items(self) -> None:
        hand_in, sign_off = self.items.hand_in, self.items.sign_off
        plan: tuple[tuple[str, date, str, Callable[[str], Awaitable[None]]], ...] = (
            ("党费收缴不及时", date(YEAR, 3, 3), "10:00", hand_in),
            ("党费收缴不及时", date(YEAR, 3, 5), "10:00", sign_off),
            ("活动室开放时间少", date(YEAR, 2, 25), "10:00", hand_in),
            ("活动室开放时间少", date(YEAR, 2, 28), "10:00", sign_off),
            ("流动党员联系少", date(YEAR, 3, 5), "10:00", self._put_off),
            ("流动党员联系少", date(YEAR, 3, 25), "10:00", hand_in),
            ("流动党员联系少", date(YEAR, 3, 25), "16:00", self.items.return_),
            ("流动党员联系少", date(YEAR, 3, 26), "16:00", hand_in),
            ("流动党员联系少", date(YEAR, 3, 30), "10:00", sign_off),
            ("会议记录不完整", date(YEAR, 3, 20), "10:00", hand_in),
            ("会议记录不完整", date(YEAR, 3, 23), "10:00", sign_off),
            ("结对帮扶不经常", date(YEAR, 5, 28), "12:00", hand_in),
            ("结对帮扶不经常", date(YEAR, 6, 1), "10:00", sign_off),
            ("村务公开栏更新慢", date(YEAR, 6, 20), "10:00", hand_in),
            ("村务公开栏更新慢", date(YEAR, 6, 22), "10:00", sign_off),
            ("志愿服务形式单一", date(YEAR, 9, 29), "21:00", hand_in),
            ("志愿服务形式单一", date(YEAR, 10, 9), "10:00", sign_off),
            ("党课内容重复", date(YEAR, 11, 30), "10:00", hand_in),
            ("党课内容重复", date(YEAR, 12, 2), "10:00", sign_off),
        )
        for problem, day, at, does in plan:
            self.at(day, at, partial(does, problem))

    async def _put_off(self, problem: str) -> None:
        await self.items.put_off(problem, date(YEAR, 3, 27))

    def _people(self) -> None:
        """A post that ends with March, and a probation that is over on 10 March."""
        self.at(date(YEAR, 1, 6), "11:00", self._term)
        self.at(date(YEAR, 3, 6), "10:00", self._full_member)

    async def _term(self) -> None:
        person = await town.number(self.world.system, roster.PUBLICITY)
        await write(self.world.system, "UPDATE post SET ended_on = '2026-04-01' WHERE person_id = $1", person)

    async def _full_member(self) -> None:
        person = await town.number(self.world.system, roster.FULL)
        await write(self.world.system, "UPDATE person SET standing = 'full' WHERE id = $1", person)
        self.world.done.append(Done(frozenset({Kind.PROBATION}), person, self.world.now))


DUTIES = frozenset(line["编号"] for line in roster.lines() if line["职务"])


def near(day: date) -> date:
    """That day, or the next working day."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def earlier(day: date) -> date:
    """That day, or the working day before it."""
    while not is_working_day(day):
        day -= timedelta(days=1)
    return day
