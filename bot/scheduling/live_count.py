"""Live counts: the messages whose figures have changed are edited, at the pace."""

import asyncio
from collections.abc import Callable

from telegram.error import BadRequest, Forbidden, TelegramError

from bot.domain.meeting.rules import MeetingRules
from bot.gateway.sender import Call, Sender
from bot.services.attendance import live_count
from bot.services.attendance.live_count import Change
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Settings


async def refresh(
    uow: UnitOfWork, settings: Settings, rules: MeetingRules, sender: Sender, edit: Callable[[Change], Call]
) -> None:
    """One round; a message that is gone is followed no more, one that failed comes again next time."""
    changes = await live_count.refresh(uow, settings, rules)
    await asyncio.gather(*(_edit(uow, sender, change, edit(change)) for change in changes))


async def _edit(uow: UnitOfWork, sender: Sender, change: Change, call: Call) -> None:
    try:
        await sender.deliver(call)
    except (BadRequest, Forbidden):
        await live_count.close(uow, change)
    except TelegramError:
        await live_count.stale(uow, change)
