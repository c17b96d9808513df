"""The small branch with its secretary and an administrator bound, and the steps that tests of binding take."""

import asyncio
import json
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.domain.people.binding import Contact, Result, Terms
from bot.domain.request import Request
from bot.services.people import binding, invite
from bot.services.people.binding import Opened
from bot.storage.connection import Database, Row
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts
from bot.views.renderers import render
from tests.clock import Standing
from tests.services.small_branch import CHEN, LI, branch

ZONE = ZoneInfo("Asia/Shanghai")
TERMS = Terms(ZONE, timedelta(hours=72), wrong_links=5)
CONFIRMED = Terms(ZONE, timedelta(hours=72), wrong_links=5, confirm=True)
LI_CHAT, ADMIN, PHONE, OTHER_PHONE = 1000 + LI, 900, 5001, 5002
TEXTS = Texts(ZONE)


class Hall:
    def __init__(self, uow: UnitOfWork, clock: Standing) -> None:
        self.uow, self.clock, self.updates = uow, clock, 0

    def asks(self, account_id: int, *, again: bool = False) -> Request:
        """A new update of that account, or the last one delivered once more."""
        self.updates += not again
        return Request(1, account_id, self.clock.now(), ZONE, "zh", self.updates)

    async def link(self, person: int = CHEN, terms: Terms = TERMS) -> str:
        return (await invite.create_personal(self.uow, None, person, terms)).token

    async def open(self, token: str, account_id: int = PHONE, terms: Terms = TERMS) -> Opened:
        return await binding.by_link(self.uow, self.asks(account_id), token, "小雨", terms)

    async def share(
        self, number: str, *, of: int | None = PHONE, account_id: int = PHONE, terms: Terms = TERMS
    ) -> Opened:
        return await binding.by_contact(self.uow, self.asks(account_id), Contact(of, number), "小雨", terms)

    async def refused(self, code: str, step: Awaitable[object]) -> DomainError:
        """It is refused with that code, in words of both languages, and who is bound stays as it was."""
        before = await self.bound()
        with pytest.raises(DomainError) as error:
            await step
        assert error.value.code == code
        assert await self.bound() == before
        assert all(TEXTS.speech(language).has(f"error-{code.replace('_', '-')}") for language in ("zh", "en"))
        return error.value

    async def rows(self, sql: str, *args: int | str) -> list[Row]:
        async with self.uow.reading() as cx:
            return list(await cx.fetch(sql, *args))

    async def at_once(self, *steps: Awaitable[Any]) -> list[Any]:
        """All begun together, each on a connection that is open already; results and exceptions in order."""
        await asyncio.gather(*(self.bound() for _ in range(8)))
        return await asyncio.gather(*steps, return_exceptions=True)

    async def bound(self) -> dict[int, int]:
        rows = await self.rows("SELECT id, person_id FROM account WHERE person_id IS NOT NULL")
        return {row["id"]: row["person_id"] for row in rows}

    async def told(self, kind: str) -> list[int]:
        """The chats to which such a message goes, in order; each can be rendered in both languages."""
        rows = await self.rows("SELECT chat_id, data FROM outbox WHERE kind = $1 ORDER BY id", kind)
        for row in rows:
            for language in ("zh", "en"):
                assert render(kind, json.loads(row["data"]), TEXTS.speech(language)).text
        return [row["chat_id"] for row in rows]

    async def audited(self) -> list[str]:
        return [row["kind"] for row in await self.rows("SELECT kind FROM audit ORDER BY sequence")]


async def open_hall(database: Database) -> Hall:
    uow = await branch(database, LI)
    hall = Hall(uow, Standing())
    uow.clock = hall.clock
    token = await invite.create_admin_link(uow, timedelta(hours=72))
    assert (await hall.open(token, ADMIN)).result is Result.ADMINISTRATOR
    return hall
