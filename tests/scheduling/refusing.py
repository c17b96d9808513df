"""A database that answers everything but one statement, for as long as a test wants."""

import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal

from bot.domain.errors import StorageUnavailable
from bot.storage.connection import Database, DatabaseTransaction, Dialect, Row, Value
from tests.gateway.rig import Flaky

Place = Literal["statement", "commit", "committed"]
"""Refused are the statement, the commit of its transaction, or that commit's answer: it is kept and nobody hears so."""
PLACES: tuple[Place, ...] = ("statement", "commit", "committed")


@dataclass
class Refusal:
    """Of the statement that begins with `sql`: as often as `times` says, or until the test sets it to 0."""

    sql: str
    place: Place
    times: float
    met: int = 0

    def meet(self, place: Place, *statements: str) -> None:
        if self.times > 0 and place == self.place and any(one.startswith(self.sql) for one in statements):
            self.times -= 1
            self.met += 1
            raise StorageUnavailable(f"no answer to {self.sql} ({place})")


class Refused:
    """A transaction that meets the refusals on its way."""

    def __init__(self, real: DatabaseTransaction, refusals: Sequence[Refusal]) -> None:
        self._real = real
        self._refusals = refusals
        self._statements: list[str] = []

    @property
    def dialect(self) -> Dialect:
        return self._real.dialect

    async def fetch(self, sql: str, *args: Value) -> list[Row]:
        self._meet("statement", sql)
        return await self._real.fetch(sql, *args)

    async def fetchrow(self, sql: str, *args: Value) -> Row | None:
        self._meet("statement", sql)
        return await self._real.fetchrow(sql, *args)

    async def execute(self, sql: str, *args: Value) -> int:
        self._meet("statement", sql)
        return await self._real.execute(sql, *args)

    async def executemany(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        self._meet("statement", sql)
        await self._real.executemany(sql, rows)

    async def commit(self) -> None:
        self._meet("commit", *self._statements)
        await self._real.commit()
        self._meet("committed", *self._statements)

    def _meet(self, place: Place, *statements: str) -> None:
        if place == "statement":
            self._statements += statements
        for refusal in self._refusals:
            refusal.meet(place, *statements)


class Refusing(Flaky):
    """Every transaction of it may be refused."""

    def __init__(self, real: Database) -> None:
        super().__init__(real)
        self._refusals: list[Refusal] = []

    def refuse(self, sql: str, place: Place = "statement", times: float = math.inf) -> Refusal:
        """From now on."""
        refusal = Refusal(sql, place, times)
        self._refusals.append(refusal)
        return refusal

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[DatabaseTransaction]:
        async with super().transaction() as real:
            yield Refused(real, self._refusals)
