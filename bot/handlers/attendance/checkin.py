"""Checking in: one tap, one scan, a live position, or /checkin."""

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.handlers import form
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.attendance import checkin
from bot.views import start as start_view
from bot.views.attendance import checkin as view


async def tap(update: Update, context: Context) -> None:
    session = tapped(update, view.CheckIn).session
    result = await checkin.by_button(context.uow, context.request(update), context.tools.settings, session)
    context.show(update, view.answer(result, context.speech(update)))


async def chosen(update: Update, context: Context) -> None:
    choice = tapped(update, view.As)
    way = next((way for way in Way if way.value == choice.way), None)
    if way is None:
        raise DomainError("old_button")
    result = await checkin.by_button(context.uow, context.request(update), context.tools.settings, choice.session, way)
    context.show(update, view.answer(result, context.speech(update)))


async def command(update: Update, context: Context) -> None:
    result = await checkin.by_command(context.uow, context.request(update), context.tools.settings)
    context.show(update, view.answer(result, context.speech(update)))


async def scan(update: Update, context: Context) -> None:
    """/start with the payload of the code on the screen; a stranger is told to scan it again once they are known."""
    payload = (context.args or [""])[0]
    try:
        result = await checkin.by_code(context.uow, context.request(update), context.tools.settings, payload)
    except DomainError as error:
        if error.code != "unknown_account":
            raise
        context.show(update, start_view.scanned(context.speech(update)))
        return
    context.show(update, view.recorded(result, context.speech(update)))


async def place(update: Update, context: Context) -> None:
    """A live position of one's own; a pin may also be an answer in a form."""
    message = update.effective_message
    unfit = _unfit(message)
    if message is None or message.location is None:
        return
    if unfit is None:
        spot, request, settings = message.location, context.request(update), context.tools.settings
        result = await checkin.by_place(context.uow, request, settings, spot.latitude, spot.longitude)
        if result is not None:
            context.show(update, view.placed(result, context.speech(update)))
            return
    if not await form.receive(update, context):
        raise DomainError(unfit or "no_place_now")


def _unfit(message: Message | None) -> str | None:
    """Why a position says nothing of where its sender is."""
    if message is None or message.forward_origin is not None:
        return "place_forwarded"
    return None if message.location is not None and message.location.live_period is not None else "place_pin"


def register(app: App) -> None:
    private = filters.ChatType.PRIVATE
    code = filters.Regex(r"^/start c[0-9a-z]+-")
    app.add_handler(CommandHandler("start", scan, private & code))
    app.add_handler(CommandHandler("checkin", command, private))
    app.add_handler(CallbackQueryHandler(tap, pattern=view.CheckIn.pattern()))
    app.add_handler(CallbackQueryHandler(chosen, pattern=view.As.pattern()))
    app.add_handler(MessageHandler(private & filters.LOCATION, place))
    desk.offer(app, "checkin", command)
