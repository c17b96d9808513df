"""/me: everything held about the asker."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu
from bot.services.questions import me
from bot.views.questions import me as view
from bot.views.view import View


async def held(context: Context) -> View:
    """Answer /me: everything that is held about the asker, and for how long."""
    found = await me.of_asker(context.uow, context.request)
    return view.held(found, context.settings.retention.forget_after_leaving, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "me", held)
