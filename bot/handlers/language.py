"""Handle /language: choose Chinese or English."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services import actor, language
from bot.views import language as view
from bot.views.view import View


async def choices(context: Context) -> View:
    """Offer the languages."""
    await actor.identify(context.uow, context.request)
    return view.choices(context.say)


async def choose(context: Context, button: view.Choose) -> View:
    """Change the language."""
    await language.choose(context.uow, context.request, button.code)
    return view.chosen(context.say)


def register(app: App) -> None:
    """Add the handlers."""
    on_command_and_menu(app, "language", choices)
    on_taps(app, choose)
