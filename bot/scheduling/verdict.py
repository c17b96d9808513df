"""Decide what a failed delivery means for a message: whether it is tried again or given up, and why."""

from dataclasses import dataclass

from telegram.error import BadRequest, ChatMigrated, EndPointNotFound, Forbidden, RetryAfter, TelegramError

from bot.gateway.client import seconds_of

LONGEST_REASON = 100


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on a failed message. `reason` never quotes the message; `wait` is in seconds, where Telegram named
    it."""

    reason: str
    again: bool = False
    wait: float = 0.0
    unreachable: bool = False
    trace: bool = False


def verdict_of(error: Exception) -> Verdict:
    """Give up a message that Telegram would refuse again; every other failure is tried again without end."""
    name = type(error).__name__
    if isinstance(error, RetryAfter):
        return Verdict(name, again=True, wait=seconds_of(error))
    if isinstance(error, Forbidden):
        return Verdict(_plain(error), unreachable=True)
    if isinstance(error, BadRequest | ChatMigrated | EndPointNotFound):
        return Verdict(_plain(error))
    if isinstance(error, TelegramError):
        return Verdict(name, again=True)
    return Verdict(name, trace=True)


def _plain(error: TelegramError) -> str:
    """Return Telegram's words up to the first colon, for after it they may quote the message."""
    words = error.message.removeprefix("Bad Request: ").removeprefix("Forbidden: ").partition(":")[0]
    return f"{type(error).__name__}: {words}"[:LONGEST_REASON]
