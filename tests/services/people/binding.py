"""The ways in which an account becomes somebody's, and what a refusal leaves as it was."""

import asyncio
from collections.abc import Awaitable
from datetime import timedelta
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.people.binding import BindingResult, BindingTerms, Contact
from bot.services.people import binding, invite
from bot.services.people.binding import BindingOutcome
from tests.clock import ZONE
from tests.rows import BOOKKEEPING
from tests.world import ACCOUNTS, World
from tests.world.village import CHEN

TERMS = BindingTerms(ZONE, timedelta(hours=72), wrong_links=5)
CONFIRMED = BindingTerms(ZONE, timedelta(hours=72), wrong_links=5, confirm=True)
ADMINISTRATOR, PHONE, OTHER_PHONE = -100, 4001, 4002
"""They are on no roster; whoever has one of the phones is nobody yet."""
HEARD = BOOKKEEPING | {"outbox", "wrong_link"}
"""Whoever is refused is remembered, and others hear of it."""


async def new_link(world: World, person: int = CHEN, terms: BindingTerms = TERMS) -> str:
    return (await invite.create_personal(world.uow, None, person, terms)).token


async def open_link(world: World, token: str, by: int = PHONE, terms: BindingTerms = TERMS) -> BindingOutcome:
    return await world.act(by, binding.by_link, token, "小雨", terms)


async def share_number(
    world: World, number: str, *, of: int | None = PHONE, by: int = PHONE, terms: BindingTerms = TERMS
) -> BindingOutcome:
    """As a contact `of` their own, of another, or of nobody with Telegram."""
    contact = Contact(None if of is None else ACCOUNTS + of, number)
    return await world.act(by, binding.by_contact, contact, "小雨", terms)


async def make_administrator(world: World, person: int = ADMINISTRATOR) -> None:
    token = await invite.create_admin_link(world.uow, timedelta(hours=72))
    assert (await open_link(world, token, person)).result is BindingResult.ADMINISTRATOR


async def refused(world: World, code: str, step: Awaitable[object]) -> DomainError:
    return await world.refused(code, step, but=HEARD)


async def bound(world: World) -> dict[int, int]:
    """Who has whose account."""
    rows = await world.rows("SELECT id, person_id FROM account WHERE person_id IS NOT NULL")
    return {row["id"] - ACCOUNTS: row["person_id"] for row in rows}


async def at_once(world: World, *steps: Awaitable[Any]) -> list[Any]:
    """All begun together, each on a connection that is open already; results and exceptions in order."""
    await asyncio.gather(*(bound(world) for _ in range(8)))
    return await asyncio.gather(*steps, return_exceptions=True)
