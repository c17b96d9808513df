"""A town committee with a branch of two groups and another branch; people with posts and accounts."""

from collections.abc import Awaitable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Calling, Step
from bot.domain.request import Request
from bot.services.conversation import Form
from bot.services.meeting import call
from bot.services.meeting.card import MeetingCard
from bot.storage.connection import Connection, Database, Row, Value
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import Standing
from tests.installation import INSTALLATION

ZONE = ZoneInfo("Asia/Shanghai")
BOT = 7000
CONFIG = Path(__file__).parents[3] / "config"
RULES = INSTALLATION.meetings
REMINDERS = INSTALLATION.reminders
SECRETARY, DEPUTY, MEMBER, PROBATIONARY, GUEST, OUTSIDER, ABOVE, LEADER, GONE = 11, 12, 13, 14, 15, 21, 31, 16, 17
ACTIVIST = 18
TOWN, BRANCH, OTHER, GROUP_ONE, GROUP_TWO = 1, 2, 3, 4, 5


def working(day: date) -> bool:
    return day.weekday() < 5


@dataclass
class MeetingStage:
    """Accounts have the person's id plus 100."""

    database: Database
    clock: Standing = field(default_factory=Standing)
    updates: int = 0

    def __post_init__(self) -> None:
        self.uow = UnitOfWork(self.database, self.clock)
        self.installation = replace(INSTALLATION, is_working_day=working)

    def by(self, person: int, update_id: int | None = None, language: str = "zh") -> Request:
        """A new update of that person, or the one given once more."""
        if update_id is None:
            self.updates += 1
            update_id = self.updates
        return Request(BOT, person + 100, self.clock.now(), ZONE, language, update_id)

    async def rows(self, sql: str, *args: Value) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)

    async def count(self, table: str) -> int:
        found = await self.rows(f"SELECT count(*) AS n FROM {table}")
        return int(found[0]["n"])

    async def kinds(self) -> list[str]:
        return [str(row["kind"]) for row in await self.rows("SELECT kind FROM outbox ORDER BY id")]

    async def raise_(self) -> "MeetingStage":
        async with self.uow.begin() as work:
            await _units(work)
            await _people(work)
            await _posts(work)
            await work.commit()
        return self


async def _units(cx: Connection) -> None:
    units = [
        (TOWN, None, "某镇党委", "committee", "某镇党委", "/1/"),
        (BRANCH, 1, "东村党支部", "branch", "某镇党委/东村党支部", "/1/2/"),
        (OTHER, 1, "西村党支部", "branch", "某镇党委/西村党支部", "/1/3/"),
        (GROUP_ONE, 2, "第一党小组", "group", "某镇党委/东村党支部/第一党小组", "/1/2/4/"),
        (GROUP_TWO, 2, "第二党小组", "group", "某镇党委/东村党支部/第二党小组", "/1/2/5/"),
    ]
    for unit in units:
        await cx.execute(
            "INSERT INTO unit (id, parent_id, name, kind, sector, place, path, created_at) "
            "VALUES ($1, $2, $3, $4, 'village', $5, $6, 0)",
            *unit,
        )


async def _people(cx: Connection) -> None:
    people: list[tuple[int, str, int, int | None, str, str | None]] = [
        (SECRETARY, "甲书记", BRANCH, GROUP_ONE, "full", None),
        (DEPUTY, "乙委员", BRANCH, GROUP_ONE, "full", None),
        (MEMBER, "丙党员", BRANCH, GROUP_TWO, "full", None),
        (PROBATIONARY, "丁预备", BRANCH, GROUP_TWO, "probationary", None),
        (GUEST, "戊代表", BRANCH, None, "mass_representative", None),
        (LEADER, "己组长", BRANCH, GROUP_TWO, "full", None),
        (GONE, "庚离开", BRANCH, None, "full", "2026-01-01"),
        (ACTIVIST, "辛积极", BRANCH, None, "activist", None),
        (OUTSIDER, "壬邻村", OTHER, None, "full", None),
        (ABOVE, "癸镇委", TOWN, None, "full", None),
    ]
    for id, name, unit, group, standing, left in people:
        await cx.execute(
            "INSERT INTO person (id, name, unit_id, group_id, standing, left_on) VALUES ($1, $2, $3, $4, $5, $6)",
            id,
            name,
            unit,
            group,
            standing,
            left,
        )
        await cx.execute("INSERT INTO account (id, person_id, language) VALUES ($1, $2, 'zh')", id + 100, id)


async def _posts(cx: Connection) -> None:
    posts = [
        (SECRETARY, BRANCH, "secretary"),
        (DEPUTY, BRANCH, "organisation"),
        (LEADER, GROUP_TWO, "group_leader"),
        (OUTSIDER, OTHER, "secretary"),
        (ABOVE, TOWN, "secretary"),
    ]
    for person, unit, kind in posts:
        await cx.execute(
            "INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, $3, '2026-01-01')",
            person,
            unit,
            kind,
        )


def calling(form: Form) -> Calling:
    return Calling.model_validate(form.draft)


def local(text: str) -> datetime:
    """A wall-clock time in the unit's zone, `2026-12-02 15:00`."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def refused(code: str, attempt: Awaitable[object]) -> None:
    """The attempt is turned down with that code."""
    with pytest.raises(DomainError) as caught:
        await attempt
    assert caught.value.code == code


async def to_card(
    stage: MeetingStage, by: int = SECRETARY, code: str = "assembly", when: str = "12月2日 15:00"
) -> Form:
    """The form once type and time are given, everything else by default."""
    form = await call.begin(stage.uow, stage.by(by), stage.installation)
    assert form.step == Step.TYPE
    form = await call.choose_type(stage.uow, stage.by(by), stage.installation, form.version, code)
    assert form.step == Step.WHEN
    return await call.enter_time(stage.uow, stage.by(by), stage.installation, when)


async def published(stage: MeetingStage, form: Form, by: int = SECRETARY) -> MeetingCard:
    return await call.publish(stage.uow, stage.by(by), stage.installation, form.version)
