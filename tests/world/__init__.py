"""What a test of a use case is set in: units and people in a database, a clock that stands, and what came of it all."""

import json
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import pytest

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.storage.connection import Database, Row, Value, marks
from bot.storage.unit_of_work import UnitOfWork
from bot.views.renderers import render
from bot.views.view import View, sentence
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


class Message(NamedTuple):
    """What the bot has to send to that chat, and how it reads."""

    chat: int
    data: Any
    zh: View
    en: View


class World:
    """The database with whatever is written to it, and wishes of its people."""

    def __init__(self, database: Database) -> None:
        self.clock = Standing()
        self.uow = UnitOfWork(database, self.clock)
        self._updates = 0

    @property
    def now(self) -> datetime:
        return self.clock.now()

    def request(self, person: int, *, language: str = "zh", again: bool = False) -> Request:
        """A new update of that person's; `again`: the last one, delivered once more."""
        self._updates += not again
        return Request(1, ACCOUNTS + person, self.now, ZONE, language, self._updates)

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

    async def sent(self, kind: str) -> list[Message]:
        rows = await self.rows("SELECT chat_id, data FROM outbox WHERE kind = $1 ORDER BY id", kind)
        letters = [(row["chat_id"], json.loads(row["data"])) for row in rows]
        found = [Message(chat, data, render(kind, data, ZH), render(kind, data, EN)) for chat, data in letters]
        assert all(one.zh.text and one.en.text for one in found)
        return found

    async def told(self, kind: str) -> list[int]:
        """The persons to whom it is sent."""
        return [one.chat - ACCOUNTS for one in await self.sent(kind)]

    async def audited(self, *kinds: str) -> list[tuple[str, Any]]:
        """Kind and data of each entry in the record, or of those kinds alone."""
        rows = await self.rows("SELECT kind, data FROM audit ORDER BY sequence")
        return [(row["kind"], json.loads(row["data"])) for row in rows if row["kind"] in kinds or not kinds]

    async def audit_kinds(self) -> list[str]:
        return [kind for kind, _ in await self.audited()]

    async def version(self, person: int) -> int:
        """Of the form that the person is in; 0 where they were never in one."""
        rows = await self.rows("SELECT version FROM conversation WHERE account_id = $1", ACCOUNTS + person)
        return int(rows[0]["version"]) if rows else 0

    async def units(self, kind: str, *names: str, above: int = 0) -> list[int]:
        """Their ids; all below the unit `above`, or at the top."""
        found = await self.rows("SELECT place || '/' AS place, path FROM unit WHERE id = $1", above)
        place, path = found[0].values() if found else ("", "/")
        ids = []
        for name in names:
            row = {"parent_id": above or None, "name": name, "kind": kind, "place": place + name, "created_at": 0}
            ids.append(await self.insert("unit", **row))
            await self.run("UPDATE unit SET path = $2 WHERE id = $1", ids[-1], f"{path}{ids[-1]}/")
        return ids

    async def person(self, name: str, unit: int, *, account: bool = True, **more: Value) -> int:
        """Their id; `more` are other columns."""
        id = await self.insert("person", **{"name": name, "unit_id": unit, "standing": "full", **more})
        if account:
            await self.insert("account", id=ACCOUNTS + id, person_id=id, language="zh")
        return id

    async def posts(self, *held: tuple[int, int, str]) -> None:
        """Each of a person, in a unit, of a kind."""
        for person, unit, kind in held:
            await self.insert("post", person_id=person, unit_id=unit, kind=kind, started_on="2020-01-01")

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
