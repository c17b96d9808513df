"""The day's message: remind me tomorrow."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.reminder import sweep
from bot.views.reminder import day as view
from bot.views.view import View


async def later(context: Context, button: view.Later) -> View:
    day = button.on()
    result = await sweep.put_off(context.uow, context.request, context.reminder_context, day)
    return view.put_off(result, context.say)


def register(app: App) -> None:
    on_taps(app, later)
