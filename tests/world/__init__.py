"""What a test of a use case is set in: units and people in a database, a clock that stands, and what came of it all."""

import json
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, count
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

import pytest

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.storage.connection import Database, Row, Value
from bot.storage.unit_of_work import UnitOfWork
from bot.views.renderers import render
from bot.views.view import View, sentence
from tests.clock import ZONE, Standing
from tests.e2e.rows import BOOKKEEPING, changes, dump
from tests.installation import EN, ZH

ACCOUNTS = 1_000
"""An account, and its private chat, is the person's id and this; whoever is on no roster has a number all the same."""
FORM = BOOKKEEPING | {"conversation", "outbox"}
"""What a step leaves that begins a form before it is refused in it."""
Given = ParamSpec("Given")
Result = TypeVar("Result")


class Person(NamedTuple):
    """Somebody on the roster; `unit_id` and `group_id` are units."""

    name: str
    unit_id: int
    group_id: int | None = None
    standing: str = "full"
    number: str | None = None
    phone: str | None = None
    joined_on: str | None = None
    left_on: str | None = None
    retired: bool = False
    floating: bool = False


@dataclass(frozen=True, slots=True)
class Message:
    """What the bot has to send to that chat, and how it reads."""

    chat: int
    data: Any
    zh: View
    en: View


class World:
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

    async def act(
        self,
        person: int,
        use_case: Callable[Concatenate[UnitOfWork, Request, Given], Awaitable[Result]],
        *given: Given.args,
        **more: Given.kwargs,
    ) -> Result:
        """What comes of it when that person asks for it."""
        return await use_case(self.uow, self.request(person), *given, **more)

    async def refused(self, code: str, step: Awaitable[object], but: frozenset[str] = BOOKKEEPING) -> DomainError:
        """The step is refused with that code, which both languages have words for, and changes no other table."""
        before = await dump(self.uow)
        with pytest.raises(DomainError) as caught:
            await step
        assert caught.value.code == code
        assert all(sentence(caught.value, say) for say in (ZH, EN))
        assert changes(before, await dump(self.uow), but) == []
        return caught.value

    async def units(self, kind: str, *names: str, above: int = 0) -> list[int]:
        """Their ids; all below the unit `above`, or at the top."""
        parents = await self.rows("SELECT place || '/' AS place, path FROM unit WHERE id = $1", above)
        place, path = parents[0].values() if parents else ("", "/")
        rows = [(above or None, name, kind, f"{place}{name}", 0) for name in names]
        ids = await self.insert("unit", "parent_id, name, kind, place, created_at", *rows)
        await self.run_all("UPDATE unit SET path = $2 WHERE id = $1", [(id, f"{path}{id}/") for id in ids])
        return ids

    async def people(self, *people: Person, accounts: bool = True) -> list[int]:
        """Their ids, in that order; each has an account, unless said otherwise."""
        ids = await self.insert("person", ", ".join(Person._fields), *people)
        if accounts:
            await self.insert("account", "id, person_id, language", *((ACCOUNTS + id, id, "zh") for id in ids))
        return ids

    async def person(self, name: str, unit_id: int, *, account: bool = True, **more: Any) -> int:
        return (await self.people(Person(name, unit_id, **more), accounts=account))[0]

    async def posts(self, *held: tuple[int, int, str], since: str = "2020-01-01") -> None:
        """Each of a person, in a unit, of a kind."""
        await self.insert("post", "person_id, unit_id, kind, started_on", *((*one, since) for one in held))

    async def insert(self, table: str, columns: str, *rows: Sequence[Value]) -> list[int]:
        """Their ids, in that order."""
        if not rows:
            return []
        places = count(1)
        values = ", ".join(f"({', '.join(f'${next(places)}' for _ in row)})" for row in rows)
        async with self.uow.begin() as work:
            sql = f"INSERT INTO {table} ({columns}) VALUES {values} RETURNING id"
            made = await work.fetch(sql, *chain.from_iterable(rows))
            await work.commit()
        return sorted(row["id"] for row in made)

    async def run(self, sql: str, *args: Value) -> int:
        """What `RETURNING id` gives, else 0."""
        async with self.uow.begin() as work:
            row = await work.fetchrow(sql, *args)
            await work.commit()
        return int(row["id"]) if row else 0

    async def run_all(self, sql: str, rows: Sequence[Sequence[Value]]) -> None:
        async with self.uow.begin() as work:
            await work.executemany(sql, rows)
            await work.commit()

    async def rows(self, sql: str, *args: Value) -> list[Row]:
        async with self.uow.reading() as cx:
            return await cx.fetch(sql, *args)

    async def sent(self, kind: str) -> list[Message]:
        found = []
        for row in await self.rows("SELECT chat_id, data FROM outbox WHERE kind = $1 ORDER BY id", kind):
            data = json.loads(row["data"])
            found.append(Message(row["chat_id"], data, render(kind, data, ZH), render(kind, data, EN)))
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
