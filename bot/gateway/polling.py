"""Long polling that confirms only finished updates, so that Telegram is the durable queue."""

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from datetime import timedelta

from telegram import Bot, Update
from telegram.error import BadRequest, Conflict, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.gateway.backoff import Backoff
from bot.gateway.client import seconds_of
from bot.gateway.intake import AT_ONCE, Intake
from bot.gateway.kinds import HANDLED

log = logging.getLogger(__name__)

LONG = 30
BATCH = 100
BREATH = 0.05
"""Seconds that a new batch gets to be finished before the next poll."""
CROWDED = 0.5
"""The longest wait, in seconds, for a batch larger than can be in hand at once: each poll brings all of it again."""
FARTHEST = 2.0
"""The longest pause, in seconds, between two polls while a slow update is in hand."""
CONFIRM_SECONDS = 1.5

ANOTHER = "另一个程序正在用同一个令牌收消息，请停掉一个。 Another process is polling with this token; stop one of them."
WEBHOOK = "这个机器人设了 webhook，收不到消息：请改用 webhook 方式，或先删除它。 A webhook is set; use it or delete it."
AWAY = "连不上 Telegram，正在重试，不丢消息。 Telegram cannot be reached; trying again, nothing is lost."
WRONG_TOKEN = "Telegram 不认识这个令牌，请检查 BOT_TOKEN。 Telegram does not know this token; check BOT_TOKEN."
BACK = "又连上 Telegram 了。 Telegram is reached again."


class Polling:
    """The loop of `getUpdates`. `long` is the length of a long poll in seconds. `run` ends after `stop`, or with
    InvalidToken."""

    def __init__(self, bot: Bot, intake: Intake, *, long: int = LONG, backoff: Backoff | None = None) -> None:
        self._bot = bot
        self._intake = intake
        self._long = long
        self._backoff = backoff or Backoff(0.5, 60.0)
        self._batch: list[tuple[int, asyncio.Future[None]]] = []
        self._pause = BREATH
        self._state = ""
        self._poll: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Poll until stopped. Raises InvalidToken when Telegram does not know the token."""
        self._poll = asyncio.create_task(self._forever())
        await asyncio.wait([self._poll])
        if not self._poll.cancelled():
            self._poll.result()

    async def stop(self, within: float = 8.0) -> None:
        """Finish what is in hand, for `within` seconds at most, and confirm what is finished."""
        if self._poll is not None:
            self._poll.cancel()
            await asyncio.gather(self._poll, return_exceptions=True)
        await self._intake.finish(within)
        offset = self._offset()
        if offset is not None:
            with contextlib.suppress(TelegramError, TimeoutError):
                async with asyncio.timeout(CONFIRM_SECONDS):
                    await self._bot.get_updates(offset=offset, limit=1, timeout=0, allowed_updates=HANDLED)

    async def _forever(self) -> None:
        while True:
            try:
                updates = await self._look()
            except InvalidToken:
                log.critical(WRONG_TOKEN)
                raise
            except Exception as error:  # an answer that cannot be read must not end the bot either
                await self._handle_failure(error)
            else:
                self._reached()
                self._take(updates)
                await self._until_worth_looking()

    async def _look(self) -> Sequence[Update]:
        wait = 0 if self._intake.careful or self._state == AWAY else self._long
        return await self._bot.get_updates(
            offset=self._offset(), limit=BATCH, timeout=timedelta(seconds=wait), allowed_updates=HANDLED
        )

    def _offset(self) -> int | None:
        """Return the id after the finished updates that the latest batch begins with; None where there is nothing to
        confirm."""
        offset = None
        for update_id, done in self._batch:
            if not _finished(done):
                break
            offset = update_id + 1
        return offset

    def _take(self, updates: Sequence[Update]) -> None:
        """Accept a new batch. It replaces the old one: an update missing from it is confirmed, or forgotten by
        Telegram."""
        before = dict(self._batch)
        fresh = any(update.update_id not in before for update in updates)
        self._pause = BREATH if fresh else min(self._pause * 2, FARTHEST)
        self._batch = [(update.update_id, self._in_hand(update, before.get(update.update_id))) for update in updates]
        if not updates and self._intake.careful:
            self._intake.calm()

    def _in_hand(self, update: Update, before: "asyncio.Future[None] | None") -> "asyncio.Future[None]":
        return self._intake.accept(update) if before is None or before.cancelled() else before

    async def _until_worth_looking(self) -> None:
        """Wait until all updates are finished, or the first ones are after a short while, or it is time to poll for
        others."""
        unfinished = [done for _, done in self._batch if not _finished(done)]
        if not unfinished:
            return
        if crowd := unfinished[:-AT_ONCE]:
            await asyncio.wait(crowd, timeout=CROWDED)
        await asyncio.wait(unfinished, timeout=BREATH)
        if unfinished[0].cancelled():
            await asyncio.sleep(self._pause)
        elif not unfinished[0].done():
            await asyncio.wait(unfinished[:1], timeout=self._pause)

    def _reached(self) -> None:
        self._backoff.reset()
        if self._state:
            self._state = ""
            log.info(BACK)

    async def _handle_failure(self, error: Exception) -> None:
        if isinstance(error, Conflict):
            self._tell(WEBHOOK if "webhook" in str(error) else ANOTHER)
            await self._backoff.wait(self._backoff.most / 6)
        elif isinstance(error, RetryAfter):
            await self._backoff.wait(seconds_of(error))
        else:
            away = isinstance(error, NetworkError) and not isinstance(error, BadRequest)
            self._tell(AWAY if away else f"getUpdates: {type(error).__name__}: {error}")
            await self._backoff.wait()

    def _tell(self, sentence: str) -> None:
        """Log one line for each change of state."""
        if sentence != self._state:
            self._state = sentence
            log.error(sentence)


def _finished(done: "asyncio.Future[None]") -> bool:
    return done.done() and not done.cancelled()
