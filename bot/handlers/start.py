"""Handle /start: bind an account by a link or a contact, otherwise show the main menu."""

from telegram.ext import filters

from bot.domain.errors import DomainError
from bot.domain.people.binding import BindingResult, Contact
from bot.handlers.context import App, Context
from bot.handlers.registering import PRIVATE, on_command, on_message, open_menu_entry
from bot.services.meeting import card as meeting
from bot.services.people import binding
from bot.services.people.binding import BindingOutcome
from bot.services.rectification import ledger as rectification_ledger
from bot.views import menu as menu_view
from bot.views import start as view
from bot.views.view import View


async def start(context: Context) -> View | None:
    """Bind the account by the link's token, or show the main menu."""
    if context.args:
        opened = await binding.by_link(
            context.uow, context.request, context.args[0], _called(context), context.settings.terms
        )
        await _welcome(opened, context)
        return None
    standing = await binding.standing(context.uow, context.request)
    if standing is BindingResult.ALREADY:
        return await open_menu_entry(context, menu_view.HOME)
    return view.unknown(standing, context.say)


async def contact(context: Context) -> None:
    """Bind the account by a shared contact; the service tells one's own number from another's."""
    message = context.incoming.effective_message
    if message is None or message.contact is None:
        raise DomainError("old_button")
    shared = Contact(message.contact.user_id, message.contact.phone_number)
    opened = await binding.by_contact(context.uow, context.request, shared, _called(context), context.settings.terms)
    await _welcome(opened, context)


async def _welcome(opened: BindingOutcome, context: Context) -> None:
    context.show(view.opened(opened, context.say))
    if view.leads_to_menu(opened):
        context.show(await open_menu_entry(context, menu_view.HOME))
    if opened.result is BindingResult.BOUND:
        await _before(context)


async def _before(context: Context) -> None:
    """Show what was announced or assigned to the person while their account was not known."""
    meetings = await meeting.coming(context.uow, context.request)
    items = await rectification_ledger.count_pending(context.uow, context.request)
    context.show(view.ahead(meetings, context.say))
    context.show(view.owed(items, context.say))


def _called(context: Context) -> str:
    """Return the name that Telegram shows of the person, with the username where there is one."""
    user = context.incoming.effective_user
    if user is None:
        return ""
    return f"{user.full_name} @{user.username}" if user.username else user.full_name


def register(app: App) -> None:
    """Add the handlers."""
    on_command(app, "start", start)
    on_message(app, PRIVATE & filters.CONTACT, contact)
