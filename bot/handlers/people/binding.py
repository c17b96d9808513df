"""The secretary's buttons about accounts: the card, unbinding, yes and no to one that waits."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.people import account, administrator
from bot.views.people import binding as view
from bot.views.people.invite import Bound


async def card(update: Update, context: Context) -> None:
    wanted = tapped(update, Bound)
    found = await account.card(context.uow, context.request(update), wanted.person)
    context.show(update, view.card(found, context.speech(update)))


async def unbind_question(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Unbind)
    found = await account.card(context.uow, context.request(update), wanted.person)
    context.show(update, view.unbind_question(found, wanted.account, context.speech(update)))


async def unbind(update: Update, context: Context) -> None:
    wanted = tapped(update, view.UnbindYes)
    request = context.request(update)
    owner = await account.unbind(context.uow, request, wanted.person, wanted.account)
    context.show(update, view.undone(owner, context.speech(update)))


async def confirm(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Confirm)
    request = context.request(update)
    owner = await account.confirm(context.uow, request, wanted.person, wanted.account)
    context.show(update, view.confirmed(owner, context.speech(update)))


async def refuse(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Refuse)
    request = context.request(update)
    owner = await account.refuse(context.uow, request, wanted.person, wanted.account)
    context.show(update, view.declined(owner, context.speech(update)))


async def withdraw(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Withdraw)
    request = context.request(update)
    await administrator.withdraw(context.uow, request, wanted.account)
    context.show(update, view.withdrawn(context.speech(update)))


def register(app: App) -> None:
    app.add_handler(CallbackQueryHandler(card, pattern=Bound.pattern()))
    app.add_handler(CallbackQueryHandler(unbind_question, pattern=view.Unbind.pattern()))
    app.add_handler(CallbackQueryHandler(unbind, pattern=view.UnbindYes.pattern()))
    app.add_handler(CallbackQueryHandler(confirm, pattern=view.Confirm.pattern()))
    app.add_handler(CallbackQueryHandler(refuse, pattern=view.Refuse.pattern()))
    app.add_handler(CallbackQueryHandler(withdraw, pattern=view.Withdraw.pattern()))
