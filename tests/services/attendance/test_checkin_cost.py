"""What a check-in costs the database; on both of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.services.attendance import checkin
from bot.services.unit_of_work import UnitOfWork
from bot.storage.connection import Connection, Database, DatabaseTransaction, Dialect, Row, Value
from tests.services.attendance.presence import SETTINGS
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting


class Counted:
    """A transaction that counts its statements."""

    def __init__(self, inner: DatabaseTransaction, statements: list[str]) -> None:
        self._inner, self._statements = inner, statements

    @property
    def dialect(self) -> Dialect:
        return self._inner.dialect

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        self._statements.append(sql)
        return await self._inner.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: Value) -> Row | None:
        self._statements.append(sql)
        return await self._inner.fetchrow(sql, *args)

    async def execute(self, sql: str, *args: Value) -> int:
        self._statements.append(sql)
        return await self._inner.execute(sql, *args)

    async def executemany(self, sql: str, rows: object) -> None:
        raise AssertionError("a check-in writes one row")

    async def commit(self) -> None:
        await self._inner.commit()


class Counting:
    """A database whose transactions count their statements."""

    def __init__(self, inner: Database) -> None:
        self.inner, self.statements = inner, list[str]()
        self.dialect = inner.dialect

    async def open(self) -> None: ...

    async def close(self) -> None: ...

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        async with self.inner.transaction() as one:
            yield Counted(one, self.statements)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Connection]:
        self.statements.append("a reading of its own")
        async with self.inner.reading() as one:
            yield one

    async def forget_deleted(self) -> bool:
        return await self.inner.forget_deleted()


async def test_a_tap_costs_two_statements_besides_the_updates_mark(
    world: World, branch: Branch, database: Database
) -> None:
    called = await call_meeting(world, branch.id, branch.people)
    counting = Counting(database)
    uow = UnitOfWork(counting, world.clock)
    await checkin.by_button(uow, world.request(branch.members[0]), SETTINGS, called.session)
    mark, *rest = counting.statements
    assert "seen_update" in mark
    assert len(rest) == 2
