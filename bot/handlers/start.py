"""/start: binding by link or by contact, otherwise the main menu."""

from telegram import Update, User
from telegram.ext import CommandHandler, MessageHandler, filters

from bot.domain.errors import DomainError
from bot.domain.people.binding import Contact, Result
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.services.meeting import card as meeting
from bot.services.people import binding
from bot.services.people.binding import Opened
from bot.services.rectification import ledger as rectify_ledger
from bot.views import menu as menu_view
from bot.views import start as view


async def start(update: Update, context: Context) -> None:
    if context.args:
        token, user = context.args[0], update.effective_user
        opened = await binding.by_link(
            context.uow, context.request(update), token, _called(user), context.tools.settings.terms
        )
        await _welcome(opened, update, context)
        return
    standing = await binding.standing(context.uow, context.request(update))
    if standing is Result.ALREADY:
        await desk.open_(menu_view.HOME, update, context)
    else:
        context.show(update, view.unknown(standing, context.speech(update)))


async def contact(update: Update, context: Context) -> None:
    """Someone's own number, or another's: the service tells them apart."""
    message = update.effective_message
    if message is None or message.contact is None:
        raise DomainError("old_button")
    shared = Contact(message.contact.user_id, message.contact.phone_number)
    request = context.request(update)
    opened = await binding.by_contact(
        context.uow, request, shared, _called(update.effective_user), context.tools.settings.terms
    )
    await _welcome(opened, update, context)


async def _welcome(opened: Opened, update: Update, context: Context) -> None:
    context.show(update, view.opened(opened, context.speech(update)))
    if view.leads_to_menu(opened):
        await desk.open_(menu_view.HOME, update, context)
    if opened.result is Result.BOUND:
        await _before(update, context)


async def _before(update: Update, context: Context) -> None:
    """What waited for someone while nobody knew their account."""
    request, say = context.request(update), context.speech(update)
    meetings = view.ahead(await meeting.coming(context.uow, request), say)
    items = view.owed(await rectify_ledger.owed(context.uow, request), say)
    for shown in (meetings, items):
        if shown is not None:
            context.show(update, shown)


def _called(user: User | None) -> str:
    """The name that Telegram shows of a person, with the username where there is one."""
    if user is None:
        return ""
    return f"{user.full_name} @{user.username}" if user.username else user.full_name


def register(app: App) -> None:
    private = filters.ChatType.PRIVATE
    app.add_handler(CommandHandler("start", start, private))
    app.add_handler(MessageHandler(private & filters.CONTACT, contact))
