"""The live count, for whoever runs a meeting."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_taps
from bot.services.attendance import live_count
from bot.views.attendance import live_count as view


async def live(context: Context, button: view.Live) -> None:
    """The answer is an outbox row: a message that will be edited needs its number kept."""
    await live_count.open_(context.uow, context.request, context.installation.meetings, button.meeting)


def register(app: App) -> None:
    on_taps(app, live)
