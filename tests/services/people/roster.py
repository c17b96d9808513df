"""Roster files, and two branches that one of them has made."""

from bot.services.people import roster
from bot.services.people.roster import ImportCounts
from bot.storage.connection import Row
from tests.clock import ZONE
from tests.rosters import csv_of
from tests.services.people.binding import ADMINISTRATOR
from tests.world import ACCOUNTS, World

HEAD = "编号,姓名,党组织,党小组,类别,职务,手机,入党日期"
TWO = (
    HEAD,
    "P1,张三,一中党委/高中党支部,,正式党员,书记,,",
    "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,",
    "P3,王五,一中党委/初中党支部,,正式党员,书记,13912345678,",
    "P4,赵六,一中党委,,正式党员,书记,,",
)
SECRETARY, MEMBER, ABOVE = 1, 2, 4


async def load(world: World, data: bytes, name: str = "roster.csv") -> ImportCounts:
    return await roster.apply(world.uow, None, roster.RosterFile(data, name, ZONE))


async def everything(world: World) -> list[list[Row]]:
    tables = ("unit", "person", "post", "audit", "job", "outbox")
    return [await world.rows(f"SELECT * FROM {table} ORDER BY 1") for table in tables]


def fault_codes(preview: roster.Preview) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in preview.faults]


async def two_branches(world: World) -> None:
    """Of one committee, which has an account, as have a secretary and a member of the first, and an administrator."""
    await load(world, csv_of(*TWO))
    for person in (SECRETARY, MEMBER, ABOVE):
        await world.insert("account", id=ACCOUNTS + person, person_id=person, language="zh")
    await world.insert("account", id=ACCOUNTS + ADMINISTRATOR, administrator_since=1)
