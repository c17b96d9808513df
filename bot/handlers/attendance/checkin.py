"""Checking in: one tap, one scan, a live position, or /checkin."""

from telegram import Message
from telegram.ext import filters

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.registering import PRIVATE, on_command, on_command_and_menu, on_message, on_taps
from bot.handlers.use_case import ask, member
from bot.services.attendance import checkin
from bot.views import start as start_view
from bot.views.attendance import checkin as view
from bot.views.view import View


async def chosen(context: Context, button: view.As) -> View:
    """Check in as the person has answered: in the room or remotely."""
    way = member(Way, button.way)
    result = await checkin.by_button(context.uow, context.request, context.settings, button.session, way)
    return view.answer(result, context.say)


async def command(context: Context) -> View:
    """Answer /checkin: check in to the only open session, or show which are open and which comes next."""
    result = await checkin.by_command(context.uow, context.request, context.settings)
    return view.answer(result, context.say)


async def scan(context: Context) -> View:
    """Check in by the code on the screen; a stranger is told to scan it again once their account is known."""
    payload = (context.args or [""])[0]
    try:
        result = await checkin.by_code(context.uow, context.request, context.settings, payload)
    except DomainError as error:
        if error.code != "unknown_account":
            raise
        return start_view.scanned(context.say)
    return view.recorded(result, context.say)


async def place(context: Context) -> View | None:
    """Check in by a live position of one's own; any other position may still be the answer to an open form."""
    message = context.incoming.effective_message
    unfit = _unfit(message)
    if message is None or message.location is None:
        return None
    if unfit is None:
        settings, spot = context.settings, message.location
        result = await checkin.by_place(context.uow, context.request, settings, spot.latitude, spot.longitude)
        if result is not None:
            return view.placed(result, context.say)
    if not await form.receive(context):
        raise DomainError(unfit or "no_place_now")
    return None


def _unfit(message: Message | None) -> str | None:
    """Why a position says nothing of where its sender is."""
    if message is None or message.forward_origin is not None:
        return "place_forwarded"
    return None if message.location is not None and message.location.live_period is not None else "place_pin"


def register(app: App) -> None:
    """Add the handlers of this module."""
    code = filters.Regex(r"^/start c[0-9a-z]+-")
    on_command(app, "start", scan, PRIVATE & code)
    on_command_and_menu(app, "checkin", command)
    on_taps(app, ask(view.CheckIn, checkin.by_button, view.answer), chosen)
    on_message(app, PRIVATE & filters.LOCATION, place)
