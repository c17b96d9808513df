"""/meeting: the meetings to come, a meeting's card, "I will come", guests."""

from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.meeting import card as meeting
from bot.services.meeting import guest
from bot.views.meeting import card as view
from bot.views.meeting import change as change_view
from bot.views.view import View


async def coming(context: Context) -> View:
    """Answer /meeting: the meetings now and to come that one is invited to, leads, or that one's unit holds."""
    found = await meeting.coming(context.uow, context.request)
    return view.listed(found, context.say)


async def come(context: Context, button: view.Come) -> View:
    """Note that the asker will come; in a group chat the answer is a short note that only they see."""
    shown = await meeting.come(context.uow, context.request, context.installation.meetings, button.meeting)
    return view.come(shown, context.say) if context.is_private else view.come_in_group(context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "meeting", coming)
    on_taps(app, ask(view.Range, meeting.in_span, view.listed), ask(view.Show, meeting.card, view.card))
    on_taps(app, ask(view.Menu, meeting.changeable, view.menu))
    on_taps(app, come, in_groups=True)
    on_taps(app, ask(view.Guests, guest.offered, change_view.guests))
    on_taps(app, ask(change_view.InviteGuest, guest.invite, change_view.guests))
