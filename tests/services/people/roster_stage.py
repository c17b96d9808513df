"""Rosters and who imports them, for their tests."""

from zoneinfo import ZoneInfo

from bot.domain.request import Request
from bot.services.people import roster
from bot.services.people.roster import Counts
from bot.storage.connection import Row
from bot.storage.unit_of_work import UnitOfWork
from tests.rosters import csv_of

ZONE = ZoneInfo("Asia/Shanghai")
HEAD = "编号,姓名,党组织,党小组,类别,职务,手机,入党日期"
SECRETARY, MEMBER, ADMINISTRATOR = 7001, 7002, 7009
TWO = (
    HEAD,
    "P1,张三,一中党委/高中党支部,,正式党员,书记,,",
    "P2,李四,一中党委/高中党支部,,正式党员,,13812345678,",
    "P3,王五,一中党委/初中党支部,,正式党员,书记,13912345678,",
    "P4,赵六,一中党委,,正式党员,书记,,",
)


async def load(uow: UnitOfWork, data: bytes, name: str = "roster.csv") -> Counts:
    return await roster.apply(uow, None, ZONE, data, name)


async def rows(uow: UnitOfWork, sql: str) -> list[Row]:
    async with uow.reading() as cx:
        return await cx.fetch(sql)


async def everything(uow: UnitOfWork) -> list[list[Row]]:
    tables = ("unit", "person", "post", "audit", "job", "outbox")
    return [await rows(uow, f"SELECT * FROM {table} ORDER BY 1") for table in tables]


async def bind(uow: UnitOfWork, account: int, number: str | None) -> None:
    async with uow.begin() as work:
        sql = "INSERT INTO account (id, person_id, language) SELECT $1, id, 'zh' FROM person WHERE number = $2"
        if number is None:
            sql = "INSERT INTO account (id, administrator_since) VALUES ($1, 1)"
        await work.execute(sql, *([account, number] if number else [account]))
        await work.commit()


def request(uow: UnitOfWork, account: int, update: int | None = None) -> Request:
    return Request(1, account, uow.clock.now(), ZONE, "zh", update)


def fault_codes(preview: roster.Preview) -> list[tuple[int, str]]:
    return [(fault.row, fault.code) for fault in preview.faults]


async def two_branches(uow: UnitOfWork) -> UnitOfWork:
    """A committee with two branches; it, a secretary, a member and an administrator have accounts."""
    await load(uow, csv_of(*TWO))
    await bind(uow, SECRETARY, "P1")
    await bind(uow, MEMBER, "P2")
    await bind(uow, 7004, "P4")
    await bind(uow, ADMINISTRATOR, None)
    return uow
