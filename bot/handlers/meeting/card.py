"""/meeting: the meetings to come, a meeting's card, "I will come", guests."""

from datetime import timedelta

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.domain.errors import DomainError
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import is_private, tapped
from bot.services.meeting import card as meeting
from bot.services.meeting import guest
from bot.views.meeting import card as view
from bot.views.meeting import change as change_view


async def coming(update: Update, context: Context) -> None:
    found = await meeting.coming(context.uow, context.request(update))
    _list(update, context, found)


def _list(update: Update, context: Context, found: meeting.Listed) -> None:
    context.show(update, view.listed(found, context.speech(update)))


async def in_range(update: Update, context: Context) -> None:
    """This week from Monday to Sunday, or this month."""
    asked, request = tapped(update, view.Range), context.request(update)
    today = request.today
    if asked.span == "week":
        first = today - timedelta(days=today.weekday())
        last = first + timedelta(days=6)
    elif asked.span == "month":
        first = today.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    else:
        raise DomainError("old_button")
    _list(update, context, await meeting.between(context.uow, request, first, last))


async def card(update: Update, context: Context) -> None:
    asked = tapped(update, view.Show)
    shown = await _card(update, context, asked.meeting)
    context.show(update, view.card(shown, context.speech(update)))


async def menu(update: Update, context: Context) -> None:
    asked = tapped(update, view.Menu)
    shown = await _card(update, context, asked.meeting)
    if not shown.manages:
        raise DomainError("not_allowed", action="call_meeting")
    context.show(update, view.menu(shown, context.speech(update)))


async def _card(update: Update, context: Context, meeting_id: int) -> meeting.MeetingCard:
    tools = context.tools
    return await meeting.card(tools.uow, context.request(update), context.installation.meetings, meeting_id)


async def come(update: Update, context: Context) -> None:
    """In a group too: there only the little answer is shown."""
    query, tools = update.callback_query, context.tools
    asked = view.Come.unpack(query.data if query is not None else None)
    shown = await meeting.come(tools.uow, context.request(update), context.installation.meetings, asked.meeting)
    say = context.speech(update)
    context.show(update, view.come(shown, say) if is_private(update) else view.come_in_group(say))


async def guests(update: Update, context: Context) -> None:
    asked = tapped(update, view.Guests)
    found = await guest.offered(context.uow, context.request(update), asked.meeting, asked.page)
    context.show(update, change_view.guests(found, context.speech(update)))


async def invite(update: Update, context: Context) -> None:
    asked, tools = tapped(update, change_view.InviteGuest), context.tools
    found = await guest.invite(
        tools.uow, context.request(update), context.installation.meetings, asked.meeting, asked.person, asked.page
    )
    context.show(update, change_view.guests(found, context.speech(update)))


def register(app: App) -> None:
    app.add_handler(CommandHandler("meeting", coming, filters.ChatType.PRIVATE))
    for kind, step in (
        (view.Range, in_range),
        (view.Show, card),
        (view.Menu, menu),
        (view.Come, come),
        (view.Guests, guests),
        (change_view.InviteGuest, invite),
    ):
        app.add_handler(CallbackQueryHandler(step, pattern=kind.pattern()))
    desk.offer(app, "meeting", coming)
