"""The committee above names supervisor and teller, and opens the rating."""

from enum import StrEnum

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.rating.model import Role
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button, in_place
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.rating import appoint as rating_appoint
from bot.services.rating.page import Card
from bot.views.pick import Page, PickPerson
from bot.views.rating import page as view
from bot.views.view import View


class Step(StrEnum):
    SUPERVISOR = Role.SUPERVISOR.value
    TELLER = Role.TELLER.value


async def appoint(update: Update, context: Context) -> None:
    asked = tapped(update, view.Appoint)
    await rating_appoint.begin(context.uow, context.request(update), context.installation, asked.rating, asked.role)
    context.show(update, View())


async def pick(update: Update, context: Context, now: Form) -> None:
    asked, request = tapped(update, PickPerson), context.request(update)
    card = await rating_appoint.choose(context.uow, request, context.installation, asked.version, asked.person)
    if card is None:
        chosen(update, context)
    else:
        _show(card, update, context)


async def search(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    card = await rating_appoint.search(context.uow, context.request(update), context.installation, now.version, text)
    if card is not None:
        _show(card, update, context)


async def page(update: Update, context: Context, now: Form) -> None:
    asked, request = tapped(update, Page), context.request(update)
    now = await rating_appoint.page(context.uow, request, context.installation, asked.version, asked.number)
    in_place(update, context, now)


async def open_(update: Update, context: Context) -> None:
    asked, request = tapped(update, view.Open), context.request(update)
    _show(
        await rating_appoint.open_(context.uow, request, context.installation, asked.rating, asked.version),
        update,
        context,
    )


def _show(card: Card, update: Update, context: Context) -> None:
    context.show(update, view.card(card, context.speech(update)))


BY_NAME = (On(pick, button=PickPerson), On(page, button=Page), On(search, TEXT))
CONVERSATION = Conversation(
    name=rating_appoint.NAME,
    entry=by_button,
    states={Step.SUPERVISOR: BY_NAME, Step.TELLER: BY_NAME},
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((view.Appoint, appoint), (view.Open, open_)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
