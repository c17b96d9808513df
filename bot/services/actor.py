"""The first step of every use case: who asks."""

from bot.domain.actor import Actor
from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.domain.unit import Unit
from bot.storage import actor as actors
from bot.storage import unit as units
from bot.storage.connection import Connection


async def load(cx: Connection, request: Request) -> Actor:
    """DomainError("unknown_account") for an account bound to nobody. Puts the account's language into the request."""
    actor = await actors.load(cx, request.account_id, request.today)
    if actor is None:
        raise DomainError("unknown_account")
    request.language = actor.language or request.language
    return actor


async def unit(cx: Connection, unit_id: int) -> Unit:
    """DomainError("not_found") for an id that names no unit."""
    found = await units.get(cx, unit_id)
    if found is None:
        raise DomainError("not_found")
    return found
