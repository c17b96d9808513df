"""A town with two branches: who is there, and forms that are nearly filled in."""

from bot.domain.request import Request
from bot.sandbox.phone import Phone
from bot.services.conversation import Form
from bot.services.meeting import call as meeting_call
from bot.services.meeting import fields as meeting_fields
from bot.services.meeting import series, series_publish
from bot.services.rectification import enter as rectification_enter
from bot.storage.connection import Value
from tests.e2e.system import System

TOWN, EAST, WEST = "示例镇党委", "示例镇党委/东村党支部", "示例镇党委/西村党支部"
HEAD = "编号,姓名,党组织,党小组,类别,职务,手机\n"
ROSTER = (
    HEAD
    + f"""\
R01,甲镇书,{TOWN},,正式党员,书记,+8612011110001
R02,乙联络,{TOWN},,正式党员,联络员,+8612011110002
R11,丙书记,{EAST},第一党小组,正式党员,书记,+8612011110011
R12,丁宣传,{EAST},第一党小组,正式党员,宣传委员,+8612011110012
R13,戊组长,{EAST},第一党小组,正式党员,小组长,+8612011110013
R14,己党员,{EAST},第二党小组,正式党员,,+8612011110014
R15,庚预备,{EAST},第二党小组,预备党员,,+8612011110015
R16,辛代表,{EAST},,群众代表,,+8612011110016
R17,壬离开,{EAST},,正式党员,,+8612011110017
R18,癸被管,{EAST},第二党小组,正式党员,,+8612011110018
R19,子未绑,{EAST},第二党小组,正式党员,,+8612011110019
R20,丑来宾,{EAST},,服务对象,,+8612011110020
R31,寅书记,{WEST},,正式党员,书记,+8612011110031
R32,卯党员,{WEST},,正式党员,,+8612011110032
"""
)
ITEM = """
INSERT INTO rectify_item (unit_id, problem, measure, owner_id, horizon, starts_on, due_on, first_due_on, state,
  entered_at)
VALUES ($1, $2, '逐项整改', $3, 'near', '2026-11-25', '2026-12-31', '2026-12-31', $4, 0) RETURNING id"""
ITEMS = "问题,整改措施,责任人,完成时限\n党课少,每季度一次,癸被管,2026-12-31\n"
"""A sheet of rectification items that waits for the secretary's yes."""
ROLES = {
    "committee": "R01",
    "liaison": "R02",
    "secretary": "R11",
    "recorder": "R12",
    "leader": "R13",
    "member": "R14",
    "probationary": "R15",
    "outside": "R16",
    "gone": "R17",
    "neighbour": "R31",
    "neighbour_member": "R32",
}
"""What someone is to the eastern branch, where everything happens. `recorder` writes the meeting's minutes."""
VOTERS = ("secretary", "recorder", "leader", "member", "probationary", "outside")
STRANGER, ADMINISTRATOR = "stranger", "administrator"
EVERYONE = frozenset({*ROLES, STRANGER, ADMINISTRATOR})
TARGET, UNBOUND, GUEST = "R18", "R19", "R20"
WAITING_ACCOUNT = 6_900_000_001


def asks(system: System, phone: Phone) -> Request:
    return Request(system.server.bot.id, phone.id, system.clock.now(), system.settings.zone)


async def call(system: System, by: Phone, recorder: str | None = None) -> int:
    """A members' assembly at three o'clock."""
    card = await card_of(system, by)
    uow, rules = system.server.uow, system.server.installation
    if recorder is not None:
        asked = await meeting_fields.edit(uow, asks(system, by), rules, card.version, "recorder")
        card = await meeting_fields.person(uow, asks(system, by), rules, asked.version, await number(system, recorder))
    return (await meeting_call.publish(uow, asks(system, by), rules, card.version)).notice.meeting


async def card_of(system: System, by: Phone) -> Form:
    """The form of such an assembly, all but published."""
    await when_of(system, by)
    return await meeting_call.enter_time(system.server.uow, asks(system, by), system.server.installation, "明天15:00")


async def when_of(system: System, by: Phone) -> Form:
    """The same at the question for the time."""
    uow, rules = system.server.uow, system.server.installation
    begun = await meeting_call.begin(uow, asks(system, by), rules)
    return await meeting_call.choose_type(uow, asks(system, by), rules, begun.version, "assembly")


async def series_card_of(system: System, by: Phone) -> Form:
    """The form of a series on the fifteenth of each month, all but published."""
    uow, rules = system.server.uow, system.server.installation
    now = await series.begin(uow, asks(system, by), rules)
    now = await series.choose_type(uow, asks(system, by), rules, now.version, "theme_day")
    now = await series.choose_rule(uow, asks(system, by), rules, now.version, "day15")
    now = await series.choose_hour(uow, asks(system, by), rules, now.version, 0)
    return await series.choose_holidays(uow, asks(system, by), rules, now.version, 0)


async def series_of(system: System, by: Phone) -> int:
    """Such a series, published."""
    card = await series_card_of(system, by)
    called = await series_publish.publish(system.server.uow, asks(system, by), system.server.installation, card.version)
    assert called is not None
    return called.series.id


async def item_of(system: System, unit: int, owner: int, state: str) -> int:
    """A rectification item in that state."""
    async with system.server.uow.begin() as work:
        row = await work.fetchrow(ITEM, unit, f"活动太少（{state}）", owner, state)
        await work.commit()
    assert row is not None
    return int(row["id"])


async def item_card_of(system: System, by: Phone) -> Form:
    """The form of such an item, all but saved."""
    uow, rules = system.server.uow, system.server.installation
    now = await rectification_enter.begin(uow, asks(system, by), rules)
    for said in ("活动太少", "多办活动", "每月一次"):
        now = await rectification_enter.enter_text(uow, asks(system, by), rules, now.version, said)
    owner = now.draft["choices"]["items"][0]["id"]
    now = await rectification_enter.owner(uow, asks(system, by), rules, now.version, owner)
    return await rectification_enter.enter_day(uow, asks(system, by), rules, now.version, "12月31日")


async def number(system: System, roster_number: str) -> int:
    return await one(system, "SELECT id FROM person WHERE number = $1", roster_number)


async def one(system: System, sql: str, *args: int | str) -> int:
    [row] = await system.rows(sql, *args)
    return int(next(iter(row.values())))


async def write(system: System, sql: str, *args: Value) -> None:
    async with system.server.uow.begin() as work:
        await work.execute(sql, *args)
        await work.commit()
