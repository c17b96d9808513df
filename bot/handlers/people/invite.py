"""Inviting members: who has no account, and a link for one of them."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.people.binding import link
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.people import invite
from bot.services.people.invite import Page
from bot.views.people import invite as view


async def begin(update: Update, context: Context) -> None:
    await _places(update, context, 0, bound=False)


async def units(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Units)
    await _places(update, context, wanted.page, bound=bool(wanted.bound))


async def _places(update: Update, context: Context, number: int, *, bound: bool) -> None:
    request = context.request(update)
    found = await invite.places(context.uow, request, number, bound=bound)
    say = context.speech(update)
    context.show(update, view.people(found, say) if isinstance(found, Page) else view.places(found, say))


async def people(update: Update, context: Context) -> None:
    wanted = tapped(update, view.People)
    request = context.request(update)
    page = await invite.in_unit(context.uow, request, wanted.unit, wanted.page, bound=bool(wanted.bound))
    context.show(update, view.people(page, context.speech(update)))


async def make(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Make)
    made = await invite.create_personal(
        context.uow, context.request(update), wanted.person, context.tools.settings.terms
    )
    address = link(context.tools.bot_username, made.token)
    context.show(update, view.made(made, address, context.speech(update)))


def register(app: App) -> None:
    desk.offer(app, "invite", begin)
    app.add_handler(CallbackQueryHandler(units, pattern=view.Units.pattern()))
    app.add_handler(CallbackQueryHandler(people, pattern=view.People.pattern()))
    app.add_handler(CallbackQueryHandler(make, pattern=view.Make.pattern()))
