"""/language: Chinese or English, from the next word on."""

from bot.handlers.context import App, Context
from bot.handlers.menu_entry import register_menu_entry
from bot.handlers.registering import on_command, on_tap
from bot.services import language
from bot.views import language as view
from bot.views.view import View


async def choices(context: Context) -> View:
    await language.now(context.uow, context.request)
    return view.choices(context.say)


async def choose(context: Context, button: view.Choose) -> View:
    await language.choose(context.uow, context.request, button.code)
    return view.chosen(context.say)


def register(app: App) -> None:
    register_menu_entry(app, "language", choices)
    on_command(app, "language", choices)
    on_tap(app, view.Choose, choose)
