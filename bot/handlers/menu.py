"""Handle the main menu, its buttons, and /help."""

from bot.handlers.context import App, Context
from bot.handlers.registering import menu_entries, on_command, on_menu, on_taps, open_menu_entry
from bot.services import menu
from bot.views import menu as view
from bot.views.view import View


async def home(context: Context) -> View:
    """Show the main menu."""
    found = await menu.main(context.uow, context.request)
    return view.main(found, menu_entries(context), context.say)


async def help_(context: Context) -> View:
    """Show the help."""
    found = await menu.main(context.uow, context.request)
    return view.help_(found, context.say)


async def opened(context: Context, button: view.Open) -> View | None:
    """Open an entry of the main menu."""
    return await open_menu_entry(context, button.what)


def register(app: App) -> None:
    """Add the handlers."""
    on_menu(app, view.HOME, home)
    on_command(app, "help", help_)
    on_taps(app, opened)
