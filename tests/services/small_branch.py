"""A town committee with one branch of two groups: a few rows for tests that need people, not their import."""

from datetime import date
from zoneinfo import ZoneInfo

from bot.domain.clock import to_ms
from bot.domain.request import Request
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import START, Standing

UNIT = "INSERT INTO unit (id, parent_id, name, kind, place, path, created_at) VALUES ($1, $2, $3, $4, $5, $6, 0)"
PERSON = """
INSERT INTO person (id, number, name, unit_id, group_id, standing, phone, joined_on, retired, floating, left_on)
VALUES ($1, $2, $3, $4, $5, $6, $7, '2001-07-01', $8, $9, $10)"""
POST = "INSERT INTO post (person_id, unit_id, kind, started_on, ended_on) VALUES ($1, $2, $3, '2024-01-01', $4)"
ACCOUNT = "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, $3, 0, 'link')"

TOWN, BRANCH, FIRST, SECOND = 1, 2, 3, 4
LI, WANG, ZHAO, CHEN, QIAN, SUN, GUEST = 1, 2, 3, 4, 5, 6, 7
UNITS = (
    (TOWN, None, "青河镇党委", "committee", "青河镇党委", "/1/"),
    (BRANCH, TOWN, "柳林村党支部", "branch", "青河镇党委/柳林村党支部", "/1/2/"),
    (FIRST, BRANCH, "第一党小组", "group", "青河镇党委/柳林村党支部/第一党小组", "/1/2/3/"),
    (SECOND, BRANCH, "第二党小组", "group", "青河镇党委/柳林村党支部/第二党小组", "/1/2/4/"),
)
PEOPLE = (
    (LI, "P1", "李树林", BRANCH, FIRST, "full", "13900000001", False, False, None),
    (WANG, "P2", "王秀兰", BRANCH, FIRST, "full", "13900000002", True, False, None),
    (ZHAO, "P3", "赵建国", BRANCH, SECOND, "full", "13900000003", False, True, None),
    (CHEN, "P4", "陈小雨", BRANCH, SECOND, "probationary", "13900000004", False, False, None),
    (QIAN, "P5", "钱多多", BRANCH, None, "activist", "13900000005", False, False, None),
    (SUN, "P6", "孙已走", BRANCH, None, "full", "13900000006", False, False, "2026-01-10"),
    (GUEST, "P7", "周代表", BRANCH, None, "mass_representative", None, False, False, None),
)
POSTS = (
    (WANG, BRANCH, "organisation", None),
    (LI, BRANCH, "secretary", None),
    (ZHAO, SECOND, "group_leader", None),
    (SUN, BRANCH, "deputy", None),
    (ZHAO, BRANCH, "publicity", "2025-06-30"),
)


async def branch(database: Database, *accounts: int) -> UnitOfWork:
    """The rows above; the account of person 3 is 1003, for those named."""
    uow = UnitOfWork(database, Standing())
    async with uow.begin() as work:
        for sql, rows in ((UNIT, UNITS), (PERSON, PEOPLE), (POST, POSTS)):
            await work.executemany(sql, rows)
        await work.executemany(ACCOUNT, [(1000 + person, person, "zh") for person in accounts])
        await work.commit()
    return uow


def asks(person: int, update_id: int | None = None) -> Request:
    return Request(1, 1000 + person, START, ZoneInfo("Asia/Shanghai"), "zh", update_id)


async def meeting_with(uow: UnitOfWork, *people: int) -> None:
    """One meeting that these attended, number 1."""
    at = to_ms(START)
    async with uow.begin() as work:
        await work.execute(
            """INSERT INTO meeting (id, unit_id, type, title, starts, ends, place, ways, state, called_at)
            VALUES (1, $1, 'assembly', '党员大会', $2, $3, '村部', 'button', 'called', $2)""",
            BRANCH,
            at,
            at + 3_600_000,
        )
        await work.execute(
            "INSERT INTO session (id, meeting_id, number, starts, ends) VALUES (1, 1, 1, $1, $2)", at, at + 3_600_000
        )
        for person in people:
            await work.execute("INSERT INTO invitee (meeting_id, person_id, voting) VALUES (1, $1, $2)", person, True)
            await work.execute(
                "INSERT INTO attendance (session_id, person_id, state, way, at) "
                "VALUES (1, $1, 'present', 'button', $2)",
                person,
                at,
            )
        await work.commit()


TODAY = date(2026, 11, 25)
