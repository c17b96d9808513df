"""Send messages: answers to people at once, messages that the bot starts at a limited rate, and none inside a
transaction."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.gateway.backoff import Backoff
from bot.gateway.client import seconds_of
from bot.gateway.pace import Pace
from bot.services.unit_of_work import inside_transaction

log = logging.getLogger(__name__)

REPLY_TRIES = 5
HARMLESS = ("message is not modified", "query is too old", "query id is invalid", "message to delete not found")


@dataclass(frozen=True, slots=True)
class Call:
    """One Bot API call. `method` names a coroutine of telegram.Bot; `chat_id`, where there is one, is among its
    arguments."""

    method: str
    chat_id: int | None = None
    params: Mapping[str, Any] = field(default_factory=dict)


class Sender:
    """Sends all calls to Telegram. `pace` limits those of `deliver`; replies go ahead of them and do not count."""

    def __init__(self, bot: Bot, pace: Pace, *, backoff: Backoff | None = None) -> None:
        self._bot = bot
        self._pace = pace
        self._backoff = backoff or Backoff(0.5, 10.0)
        self._now: Callable[[], float] = asyncio.get_running_loop().time
        self._lanes: dict[int, deque[Call]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: dict[int | None, float] = {}

    def reply(self, call: Call) -> None:
        """Send soon, after earlier replies to the same chat. A failure is logged by its code and never raised.

        The reply is lost if the process dies first. Raises RuntimeError inside a transaction.
        """
        _outside_of_transaction()
        if call.chat_id is None:
            self._spawn(deque([call]))
        elif call.chat_id in self._lanes:
            self._lanes[call.chat_id].append(call)
        else:
            self._lanes[call.chat_id] = deque([call])
            self._spawn(self._lanes[call.chat_id], call.chat_id)

    async def deliver(self, call: Call, *, paced: bool = True) -> Any:
        """Send at the limited rate, in order within a chat. Returns Telegram's answer, or None for an edit that changes
        nothing.

        With `paced` False the call is an answer to a person and does not count.

        Raises TelegramError: a RetryAfter at once, also while an earlier one still holds this chat, so that other chats
        go on; NetworkError without a second try. Raises RuntimeError inside a transaction.
        """
        _outside_of_transaction()
        self._refuse_while_held(call.chat_id)
        async with self._pace.turn(call.chat_id) if paced else nullcontext():
            self._refuse_while_held(call.chat_id)
            try:
                return await self._send(call)
            except BadRequest as error:
                if _harmless(error):
                    return None
                raise

    async def stop(self, within: float) -> None:
        """Let the waiting replies be sent, for at most `within` seconds."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=within)
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _spawn(self, lane: deque[Call], chat_id: int | None = None) -> None:
        task = asyncio.create_task(self._drain(lane, chat_id))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, lane: deque[Call], chat_id: int | None) -> None:
        while lane:
            await self._answer(lane[0])
            lane.popleft()
        if chat_id is not None:
            del self._lanes[chat_id]

    async def _answer(self, call: Call) -> None:
        pauses = self._backoff.fresh()
        for _ in range(REPLY_TRIES):
            await self._until_free(call.chat_id)
            try:
                await self._send(call)
                return
            except RetryAfter:
                continue
            except Exception as error:
                if not _worth_another_try(error):
                    _note(call, error)
                    return
            await pauses.wait()
        log.warning("%s not sent after %d tries", call.method, REPLY_TRIES)

    async def _until_free(self, chat_id: int | None) -> None:
        while (held := self._held_for(chat_id)) > 0:
            await self._backoff.sleep(held)

    async def _send(self, call: Call) -> Any:
        chat = {} if call.chat_id is None else {"chat_id": call.chat_id}
        try:
            return await getattr(self._bot, call.method)(**chat, **call.params)
        except RetryAfter as error:
            self._held[call.chat_id] = self._now() + seconds_of(error)
            raise

    def _refuse_while_held(self, chat_id: int | None) -> None:
        if (held := self._held_for(chat_id)) > 0:
            raise RetryAfter(int(held) + 1)

    def _held_for(self, chat_id: int | None) -> float:
        """Return for how many seconds Telegram wants nothing sent, to this chat or at all."""
        now = self._now()
        self._held = {name: until for name, until in self._held.items() if until > now}
        return max(self._held.get(chat_id, now), self._held.get(None, now)) - now


def _outside_of_transaction() -> None:
    if inside_transaction():
        raise RuntimeError("nothing is told before it is committed, and Telegram is never awaited inside a transaction")


def _worth_another_try(error: Exception) -> bool:
    return isinstance(error, NetworkError) and not isinstance(error, BadRequest)


def _harmless(error: TelegramError) -> bool:
    return any(words in error.message.lower() for words in HARMLESS)


def _note(call: Call, error: Exception) -> None:
    """Log what failed, without the content of the message."""
    if isinstance(error, BadRequest) and _harmless(error):
        log.debug("%s changed nothing", call.method)
    else:
        log.warning("%s not sent: %s", call.method, type(error).__name__)
