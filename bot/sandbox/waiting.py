"""Wait for something to happen in a chat, woken by each change and never by the clock."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from bot.sandbox.model import AnyChat, Message, Waiter


async def wait_for_message(chat: AnyChat, wants: Callable[[Message], bool], timeout: float) -> Message:
    """Return the newest message that is wanted, which is there now or comes within `timeout` seconds."""
    for message in reversed(chat.visible()):
        if wants(message):
            return message
    found: list[Message] = []

    def came(message: Message | None) -> bool:
        if message is not None and wants(message):
            found.append(message)
        return bool(found)

    await _wait(chat, came, timeout)
    return found[0]


async def wait_until(chat: AnyChat, condition: Callable[[], bool], timeout: float) -> None:
    """Return when a condition on the chat holds; it is checked now and at each change."""
    if not condition():
        await _wait(chat, lambda message: condition(), timeout)


async def _wait(chat: AnyChat, done: Callable[[Message | None], bool], timeout: float) -> None:
    waiter = Waiter(done, asyncio.get_running_loop().create_future())
    chat.waiters.append(waiter)
    try:
        async with asyncio.timeout(timeout):
            await waiter.woken
    finally:
        chat.waiters.remove(waiter)
