"""What the main menu's buttons open, by name: a feature offers its entry, the menu finds it without importing it."""

from collections.abc import Awaitable, Callable

from telegram import Update

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context

Entry = Callable[[Update, Context], Awaitable[None]]

OPEN = "open"


def offer(app: App, name: str, entry: Callable[[Update, Context], Awaitable[None]]) -> None:
    """Put an entry behind the menu's button of that name; ValueError when another holds the name."""
    entries: dict[str, Entry] = app.bot_data.setdefault(OPEN, {})
    if entries.setdefault(name, entry) is not entry:
        raise ValueError(f"two entries are called {name}")


def offered(context: Context) -> frozenset[str]:
    """The names behind which there is an entry."""
    return frozenset(context.bot_data.get(OPEN, {}))


async def open_(name: str, update: Update, context: Context) -> None:
    """Begin what is behind that name; DomainError("old_button") when nothing is."""
    entries: dict[str, Entry] = context.bot_data.get(OPEN, {})
    entry = entries.get(name)
    if entry is None:
        raise DomainError("old_button")
    await entry(update, context)
