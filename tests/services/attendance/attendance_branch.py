"""A branch of two groups, a committee above it, people with accounts, and meetings: rows, for tests of attendance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from pydantic import SecretStr

from bot.domain.clock import to_ms
from bot.domain.meeting.rules import read
from bot.domain.request import Request
from bot.services.attendance import checkin
from bot.services.unit_of_work import UnitOfWork
from bot.settings import load
from bot.storage.connection import Database, Row, Value
from tests.clock import Standing

ROOT = Path(__file__).parents[3]
ACCOUNTS = 1_000
"""A person's account is the person's id and this."""
UNIT = "INSERT INTO unit (parent_id, name, kind, place, created_at) VALUES ($1, $2, $3, $4, 0) RETURNING id"
PERSON = """
INSERT INTO person (name, unit_id, group_id, standing, retired, left_on) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id"""
ACCOUNT = "INSERT INTO account (id, person_id, language) VALUES ($1, $2, 'zh') RETURNING id"
POST = """
INSERT INTO post (person_id, unit_id, kind, started_on) VALUES ($1, $2, $3, '2020-01-01') RETURNING id"""
MEETING = """
INSERT INTO meeting (unit_id, type, title, starts, ends, place, host_id, recorder_id, ways, latitude, longitude, radius,
  state, called_at)
VALUES ($1, $2, '支部党员大会', $3, $4, '会议室', $5, $6, $7, $8, $9, $10, 'called', 0) RETURNING id"""
SESSION = "INSERT INTO session (meeting_id, number, starts, ends) VALUES ($1, $2, $3, $4) RETURNING id"
INVITEE = "INSERT INTO invitee (meeting_id, person_id, voting, guest) VALUES ($1, $2, $3, $4)"
LENGTH = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Called:
    id: int
    sessions: tuple[int, ...]

    @property
    def session(self) -> int:
        return self.sessions[0]


class Rows:
    """Direct hands on the database, and wishes of its people."""

    def __init__(self, database: Database) -> None:
        self.clock = Standing()
        self.uow = UnitOfWork(database, self.clock)
        self.settings = load(_env_file=None, secret_key=SecretStr("a-secret-of-this-test"))
        self.zone = self.settings.zone
        self.rules = read((ROOT / "config" / "meetings.toml").read_text(encoding="utf-8"))
        self._updates = 0

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def ask(self, person: int, *, update: int | None = None) -> Request:
        """A wish of that person, each an update of its own."""
        self._updates += 1
        return Request(1, ACCOUNTS + person, self.now, self.zone, "en", update if update is not None else self._updates)

    async def rows(self, sql: str, *args: Value) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)

    async def run(self, sql: str, *args: Value) -> int:
        """What `RETURNING id` gives, else 0."""
        async with self.uow.begin() as work:
            row = await work.fetchrow(sql, *args)
            await work.commit()
            return int(row["id"]) if row else 0

    async def messages(self, kind: str) -> list[Row]:
        return await self.rows("SELECT key, chat_id, data FROM outbox WHERE kind = $1 ORDER BY id", kind)

    async def unit(self, name: str, kind: str, above: int | None = None) -> int:
        parents = await self.rows("SELECT place, path FROM unit WHERE id = $1", above or 0)
        place = f"{parents[0]['place']}/{name}" if parents else name
        made = await self.run(UNIT, above, name, kind, place)
        path = f"{parents[0]['path'] if parents else '/'}{made}/"
        return await self.run("UPDATE unit SET path = $2 WHERE id = $1 RETURNING id", made, path)

    async def person(
        self,
        name: str,
        unit: int,
        *,
        group: int | None = None,
        standing: str = "full",
        retired: bool = False,
        account: bool = True,
        left_on: str | None = None,
    ) -> int:
        made = await self.run(PERSON, name, unit, group, standing, retired, left_on)
        if account:
            await self.run(ACCOUNT, ACCOUNTS + made, made)
        return made

    async def post(self, person: int, unit: int, kind: str) -> None:
        await self.run(POST, person, unit, kind)

    async def meeting(
        self,
        unit: int,
        people: Sequence[int],
        *,
        guests: Sequence[int] = (),
        starts: datetime | None = None,
        sessions: int = 1,
        type_code: str = "assembly",
        ways: str = "button,qr,by_hand",
        spot: tuple[float, float, int] | None = None,
        host: int | None = None,
        recorder: int | None = None,
        voting: Sequence[int] | None = None,
    ) -> Called:
        """Two hours a session, the next right after; starts now unless said otherwise."""
        first = starts or self.now
        begins = [first + LENGTH * number for number in range(sessions)]
        ends, where = to_ms(begins[-1] + LENGTH), spot or (None, None, None)
        made = await self.run(MEETING, unit, type_code, to_ms(first), ends, host, recorder, ways, *where)
        parts = [
            await self.run(SESSION, made, number, to_ms(at), to_ms(at + LENGTH)) for number, at in enumerate(begins, 1)
        ]
        invited = [(made, one, voting is None or one in voting, False) for one in people]
        async with self.uow.begin() as work:
            await work.executemany(INVITEE, [*invited, *((made, one, False, True) for one in guests)])
            await work.commit()
        return Called(made, tuple(parts))


@dataclass(frozen=True, slots=True)
class Branch:
    """甲党委 over 一支部 (groups 一组 and 二组) and 二支部; ids of units and people."""

    hall: Rows
    top: int
    unit: int
    groups: tuple[int, int]
    other: int
    secretary: int
    deputy: int
    leader: int
    members: tuple[int, ...]
    above: int
    stranger: int

    @property
    def people(self) -> list[int]:
        """Everyone of the branch."""
        return [self.secretary, self.deputy, self.leader, *self.members]


async def branch(database: Database, members: int = 4) -> Branch:
    """The leader leads the first group, which the even members are in; the stranger is the other branch's secretary."""
    hall = Rows(database)
    top = await hall.unit("甲党委", "committee")
    unit = await hall.unit("一支部", "branch", top)
    groups = (await hall.unit("一组", "group", unit), await hall.unit("二组", "group", unit))
    other = await hall.unit("二支部", "branch", top)
    secretary = await hall.person("书记", unit)
    deputy = await hall.person("副书记", unit)
    leader = await hall.person("组长", unit, group=groups[0])
    found = [await hall.person(f"党员{number}", unit, group=groups[number % 2]) for number in range(members)]
    above = await hall.person("上级", top)
    stranger = await hall.person("外支部书记", other)
    await hall.post(secretary, unit, "secretary")
    await hall.post(deputy, unit, "deputy")
    await hall.post(leader, groups[0], "group_leader")
    await hall.post(above, top, "secretary")
    await hall.post(stranger, other, "secretary")
    return Branch(hall, top, unit, groups, other, secretary, deputy, leader, tuple(found), above, stranger)


async def tap(house: Branch, called: Called, *people: int) -> None:
    for person in people:
        await checkin.by_button(house.hall.uow, house.hall.ask(person), house.hall.settings, called.session)


async def exempt(house: Branch, person: int, first: str, last: str) -> None:
    sql = """INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at)
      VALUES ($1, $2, $3, '病', $4, 0) RETURNING id"""
    await house.hall.run(sql, person, first, last, house.secretary)
