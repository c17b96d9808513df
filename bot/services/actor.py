"""Identify the asker, which is the first step of every use case."""

from bot.domain.actor import Actor
from bot.domain.errors import DomainError, must_exist
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.storage import actor as actors
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.unit_of_work import UnitOfWork


async def load(cx: Connection, request: Request) -> Actor:
    """Load the asker and put the account's language into the request. DomainError("unknown_account") for an account
    that is bound to nobody."""
    actor = await actors.load(cx, request.account_id, request.today)
    if actor is None:
        raise DomainError("unknown_account")
    request.language = actor.language or request.language
    return actor


async def identify(uow: UnitOfWork, request: Request) -> None:
    """Put the account's language into the request. DomainError("unknown_account") for an account that is bound to
    nobody."""
    async with uow.reading() as cx:
        await load(cx, request)


async def unit(cx: Connection, unit_id: int) -> Unit:
    """Load a unit. DomainError("not_found") for an id that names none."""
    return must_exist(await units.get(cx, unit_id))
