"""The asker's own leave that can still be withdrawn: the answer to a wish in words."""

from datetime import tzinfo

from bot.domain.request import Request
from bot.services import actor
from bot.services.attendance.leave import STANDS
from bot.storage.attendance import leave as leaves
from bot.storage.attendance.leave import Ahead
from bot.storage.unit_of_work import UnitOfWork

LOOKED_AT = 50
"""Meetings ahead."""


async def standing(uow: UnitOfWork, request: Request, zone: tzinfo) -> tuple[Ahead, ...]:
    """Soonest first. DomainError: unknown_account, no_person."""
    async with uow.reading() as cx:
        person = (await actor.load(cx, request, zone)).require_person()
        found = await leaves.ahead(cx, person.id, request.now, LOOKED_AT, 0)
    return tuple(one for one in found if one.leave in STANDS)
