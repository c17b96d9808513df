"""Rectification items: imported from a sheet, handed in in time or late, given a later date, returned, signed off."""

from datetime import date

from bot.domain.rectification.evidence import PieceContent, PieceKind
from bot.domain.reminder.model import Kind
from bot.services import reason_form
from bot.services.rectification import evidence, extension, sign_off
from tests.rosters import xlsx_of
from tests.simulation import roster
from tests.simulation.world import Done, World

HEAD = ("问题", "整改措施", "目标", "责任人", "完成时限")
DUE = {
    "党费收缴不及时": (roster.LATE, date(2026, 2, 2)),
    "活动室开放时间少": (roster.EARLY, date(2026, 2, 27)),
    "流动党员联系少": (roster.DEPUTY, date(2026, 3, 13)),
    "会议记录不完整": (roster.LAST, date(2026, 3, 20)),
    "结对帮扶不经常": (roster.SOONER, date(2026, 5, 29)),
    "村务公开栏更新慢": (roster.LATE, date(2026, 6, 30)),
    "志愿服务形式单一": (roster.HALF, date(2026, 9, 30)),
    "党课内容重复": (roster.AUTUMN, date(2026, 11, 30)),
}
"""Owner and due date, by the problem."""
OWNERS = frozenset(owner for owner, _ in DUE.values())
OF_ITEM = frozenset({Kind.DUE, Kind.OVERDUE})
ITEM = "SELECT id, version FROM rectify_item WHERE problem = $1"


class Items:
    def __init__(self, world: World) -> None:
        self.world = world

    async def enter(self) -> None:
        """By the secretary, in one sheet, opened with one tap."""
        rows = [
            (problem, "逐项整改，每月通报", "年底前全部完成", owner, str(due)) for problem, (owner, due) in DUE.items()
        ]
        phone = self.world.phone(roster.SECRETARY)
        mark = phone.mark()
        await phone.send_document("整改台账.xlsx", xlsx_of([HEAD, *rows]))
        await phone.tap("导入并公布", message=await phone.wait_for("新增 8 条", after=mark))
        await phone.wait_for("已导入并公布 8 条", after=mark)

    async def hand_in(self, problem: str) -> None:
        world, (owner, _) = self.world, DUE[problem]
        uow, rules = world.system.server.uow, world.system.server.installation.rectification.evidence
        item, _ = await self._item(problem)
        await evidence.begin(uow, world.asks(owner), item)
        given = PieceContent(PieceKind.TEXT, "已经整改完成")
        gathered = await evidence.gather(uow, world.asks(owner), rules, item, given)
        await evidence.hand_in(uow, world.asks(owner), gathered.form.version)
        world.done.append(Done(OF_ITEM, item, world.now))

    async def sign_off(self, problem: str) -> None:
        item, version = await self._item(problem)
        await sign_off.confirm(self.world.system.server.uow, self.world.asks(roster.ABOVE), item, version)

    async def return_(self, problem: str) -> None:
        """It is the owner's turn again."""
        world, (item, _) = self.world, await self._item(problem)
        uow = world.system.server.uow
        await sign_off.begin(uow, world.asks(roster.ABOVE), item)
        await reason_form.enter_reason(
            uow, world.asks(roster.ABOVE), sign_off.NAME, await self._version(roster.ABOVE), "缺少照片"
        )
        await sign_off.return_(uow, world.asks(roster.ABOVE), await self._version(roster.ABOVE))
        world.done = [one for one in world.done if not (one.kinds == OF_ITEM and one.subject == item)]

    async def put_off(self, problem: str, until: date) -> None:
        """Asked by the owner, agreed at once; the date before is nobody's concern any more."""
        world, (owner, due) = self.world, DUE[problem]
        uow, (item, _) = world.system.server.uow, await self._item(problem)
        await extension.begin(uow, world.asks(owner), item)
        await extension.enter_day(uow, world.asks(owner), await self._version(owner), until.isoformat())
        await extension.ask(uow, world.asks(owner), await self._version(owner), "联系需要时间")
        [asked] = await world.system.rows("SELECT id FROM rectify_extension WHERE item_id = $1", item)
        await extension.decide(uow, world.asks(roster.ABOVE), asked["id"], agree=True)
        world.done.append(Done(frozenset({Kind.DUE}), item, world.now, occasion=due.isoformat()))

    async def _version(self, name: str) -> int:
        """Of the form that they are in."""
        account = self.world.asks(name).account_id
        [row] = await self.world.system.rows("SELECT version FROM conversation WHERE account_id = $1", account)
        return int(row["version"])

    async def _item(self, problem: str) -> tuple[int, int]:
        [row] = await self.world.system.rows(ITEM, problem)
        return int(row["id"]), int(row["version"])
