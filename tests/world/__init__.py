"""What a test of a use case is set in: units and people in a database, a clock that stands, and what came of it all."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, TypeVar

import pytest

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.storage.connection import Database
from bot.storage.unit_of_work import UnitOfWork
from bot.views.renderers import render
from bot.views.view import View, sentence
from tests.clock import ZONE, Standing
from tests.installation import EN, ZH
from tests.rows import BOOKKEEPING, changes, dump
from tests.world.tables import ACCOUNTS, Person, Tables

__all__ = ["ACCOUNTS", "FORM", "Message", "Person", "World"]

FORM = BOOKKEEPING | {"conversation", "outbox"}
"""What a step leaves that begins a form before it is refused in it."""
Given = ParamSpec("Given")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Message:
    """What the bot has to send to that chat, and how it reads."""

    chat: int
    data: Any
    zh: View
    en: View


class World(Tables):
    """The database with whatever is written to it, and wishes of its people."""

    def __init__(self, database: Database) -> None:
        self.clock = Standing()
        super().__init__(UnitOfWork(database, self.clock))
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
