"""What the main menu's buttons open, by name: a feature registers its entry, the menu finds it without importing it."""

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.registering import Answer
from bot.views.view import View

ENTRIES = "menu_entries"


def register_menu_entry(app: App, name: str, entry: Answer) -> None:
    """Put an entry behind the menu's button of that name; ValueError when another holds the name."""
    entries: dict[str, Answer] = app.bot_data.setdefault(ENTRIES, {})
    if entries.setdefault(name, entry) is not entry:
        raise ValueError(f"two entries are called {name}")


def menu_entries(context: Context) -> frozenset[str]:
    """The names behind which there is an entry."""
    return frozenset(context.bot_data.get(ENTRIES, {}))


async def open_menu_entry(context: Context, name: str) -> View | None:
    """Begin what is behind that name; DomainError("old_button") when nothing is."""
    entries: dict[str, Answer] = context.bot_data.get(ENTRIES, {})
    entry = entries.get(name)
    if entry is None:
        raise DomainError("old_button")
    return await entry(context)
