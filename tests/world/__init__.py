"""What a test of a use case is set in: units and people in a database, a clock that stands, and what came of it all."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

import pytest

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.storage.connection import Database, Row, Value, marks
from bot.storage.unit_of_work import UnitOfWork
from bot.views.view import sentence
from tests.clock import ZONE, Standing
from tests.installation import EN, ZH
from tests.rows import BOOKKEEPING, dump

ACCOUNTS = 1_000
"""An account, and its private chat, is the person's id and this; whoever is on no roster has a number all the same."""
FORM = BOOKKEEPING | {"conversation", "outbox"}
"""What a step leaves that begins a form before it is refused in it."""
P = ParamSpec("P")
Result = TypeVar("Result")
UseCase = Callable[Concatenate[UnitOfWork, Request, P], Awaitable[Result]]


class World:
    """The database with whatever is written to it, and wishes of its people."""

    def __init__(self, database: Database) -> None:
        self.clock = Standing()
        self.uow = UnitOfWork(database, self.clock)
        self._updates = 0

    def request(self, person: int, *, language: str = "zh", again: bool = False) -> Request:
        """A new update of that person's; `again`: the last one, delivered once more."""
        self._updates += not again
        return Request(1, ACCOUNTS + person, self.clock.now(), ZONE, language, self._updates)

    async def act(self, person: int, use_case: UseCase[P, Result], *given: P.args, **more: P.kwargs) -> Result:
        """What comes of it when that person asks for it."""
        return await use_case(self.uow, self.request(person), *given, **more)

    async def refused(self, code: str, step: Awaitable[object], but: frozenset[str] = BOOKKEEPING) -> DomainError:
        """The step is refused with that code, which both languages have words for, and changes no other table."""
        before = await dump(self.uow, but)
        with pytest.raises(DomainError) as caught:
            await step
        assert caught.value.code == code
        assert all(sentence(caught.value, say) for say in (ZH, EN))
        assert await dump(self.uow, but) == before
        return caught.value

    async def insert(self, table: str, **columns: Value) -> int:
        """The row's id."""
        names, values = ", ".join(columns), marks(len(columns))
        return await self.run(f"INSERT INTO {table} ({names}) VALUES ({values}) RETURNING id", *columns.values())

    async def run(self, sql: str, *args: Value) -> int:
        """What `RETURNING id` gives, else 0."""
        async with self.uow.begin() as work:
            row = await work.fetchrow(sql, *args)
            await work.commit()
        return int(row["id"]) if row else 0

    async def run_all(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        """The statement once for each row."""
        async with self.uow.begin() as work:
            await work.executemany(sql, rows)
            await work.commit()

    async def rows(self, sql: str, *args: Value) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)
