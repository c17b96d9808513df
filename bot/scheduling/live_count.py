"""Edit the messages that show a live count of check-ins when their figures have changed."""

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
    """Edit every message whose figures have changed. A deleted message is followed no more; a failed edit is repeated
    next time."""
    changes = await live_count.refresh(uow, settings, rules)
    await asyncio.gather(*(_edit(uow, sender, change, edit(change)) for change in changes))


async def _edit(uow: UnitOfWork, sender: Sender, change: Change, call: Call) -> None:
    try:
        await sender.deliver(call)
    except (BadRequest, Forbidden):
        await live_count.close(uow, change)
    except TelegramError:
        await live_count.stale(uow, change)
