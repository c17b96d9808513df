"""/meeting: the meetings to come, a meeting's card, "I will come", guests."""

from datetime import timedelta

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.meeting import card as meeting
from bot.services.meeting import guest
from bot.views.meeting import card as view
from bot.views.meeting import change as change_view
from bot.views.view import View


async def coming(context: Context) -> View:
    """Answer /meeting: the meetings now and to come that one is invited to, leads, or that one's unit holds."""
    found = await meeting.coming(context.uow, context.request)
    return view.listed(found, context.say)


async def in_range(context: Context, button: view.Range) -> View:
    """List the meetings of this week, from Monday to Sunday, or of this month."""
    today = context.request.today
    if button.span == "week":
        first = today - timedelta(days=today.weekday())
        last = first + timedelta(days=6)
    elif button.span == "month":
        first = today.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    else:
        raise DomainError("old_button")
    found = await meeting.between(context.uow, context.request, first, last)
    return view.listed(found, context.say)


async def card(context: Context, button: view.Show) -> View:
    """Show a meeting, with the buttons for what the asker may do there now."""
    shown = await _card(context, button.meeting)
    return view.card(shown, context.say)


async def menu(context: Context, button: view.Menu) -> View:
    """Ask which field of the meeting to change, or whether to cancel it; refused to those who may not."""
    shown = await _card(context, button.meeting)
    if not shown.manages:
        raise DomainError("not_allowed", action="call_meeting")
    return view.menu(shown, context.say)


async def _card(context: Context, meeting_id: int) -> meeting.MeetingCard:
    return await meeting.card(context.uow, context.request, context.installation.meetings, meeting_id)


async def come(context: Context, button: view.Come) -> View:
    """Note that the asker will come; in a group chat the answer is a short note that only they see."""
    shown = await meeting.come(context.uow, context.request, context.installation.meetings, button.meeting)
    return view.come(shown, context.say) if context.is_private else view.come_in_group(context.say)


async def guests(context: Context, button: view.Guests) -> View:
    """List the outside participants that can be invited without a vote; those invited have a mark."""
    found = await guest.offered(context.uow, context.request, button.meeting, button.page)
    return change_view.guests(found, context.say)


async def invite(context: Context, button: change_view.InviteGuest) -> View:
    """Invite an outside participant, who gets the notice of the meeting; a second tap changes nothing."""
    found = await guest.invite(
        context.uow, context.request, context.installation.meetings, button.meeting, button.person, button.page
    )
    return change_view.guests(found, context.say)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command_and_menu(app, "meeting", coming)
    on_taps(app, in_range, card, menu)
    on_taps(app, come, in_groups=True)
    on_taps(app, guests, invite)
