"""A series that runs: its dates, and a conversation that ends what is left of it."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.meeting import series_end
from bot.services.meeting.series_end import Step
from bot.views.meeting import series_notice as view
from bot.views.view import View


async def show(context: Context, button: view.Show) -> View:
    """Show a series with its meetings to come."""
    found = await series_end.card(context.uow, context.request, button.series)
    return view.card(found, context.say)


async def begin(context: Context, button: view.End) -> None:
    """Ask why the meetings to come of a series are cancelled."""
    await series_end.begin(context.uow, context.request, button.series)


async def reason(context: Context, _: Form) -> View:
    """Cancel the meetings to come of the series; everyone invited to one of them is told once."""
    ended = await series_end.enter_reason(context.uow, context.request, context.installation, context.typed)
    return view.end_done(ended, context.say)


async def keep(context: Context, button: view.Keep) -> View:
    """Leave the form, and show the series, which goes on as planned."""
    found = await series_end.keep(context.uow, context.request, button.version)
    return view.card(found, context.say)


CONVERSATION = Conversation(name=series_end.NAME, states={Step.REASON: (tap(keep), text(reason))})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, show, begin)
