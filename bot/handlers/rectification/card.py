"""/rectify: a unit's plan, the units below, what one owns; an item, its history, its milestones."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.rectification import attach, ledger
from bot.services.rectification import card as rectify
from bot.views.callback import Callback
from bot.views.rectification import attach as attaching
from bot.views.rectification import brief as items
from bot.views.rectification import card as cards
from bot.views.rectification import ledger as view

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def overview(update: Update, context: Context) -> None:
    found = await ledger.overview(context.uow, context.request(update))
    context.show(update, view.overview(found, context.speech(update)))


async def unit_list(update: Update, context: Context) -> None:
    page = tapped(update, view.UnitList).page
    found = await ledger.overview(context.uow, context.request(update), page)
    context.show(update, view.overview(found, context.speech(update)))


async def of_unit(update: Update, context: Context) -> None:
    asked, request = tapped(update, items.OfUnit), context.request(update)
    found = await ledger.of_unit(context.uow, request, asked.unit, asked.shown, asked.owner, asked.page)
    context.show(update, view.ledger(found, context.speech(update)))


async def owners(update: Update, context: Context) -> None:
    asked = tapped(update, view.OwnerList)
    found = await ledger.owners(context.uow, context.request(update), asked.unit, asked.page)
    context.show(update, view.owners(found, context.speech(update)))


async def mine(update: Update, context: Context) -> None:
    page = tapped(update, view.MineList).page
    found = await ledger.mine(context.uow, context.request(update), page)
    context.show(update, view.mine(found, context.speech(update)))


async def card(update: Update, context: Context) -> None:
    item = tapped(update, items.Open).item
    found = await rectify.card(context.uow, context.request(update), item)
    context.show(update, cards.card(found, context.speech(update)))


async def history(update: Update, context: Context) -> None:
    asked = tapped(update, items.History)
    found = await rectify.history(context.uow, context.request(update), asked.item, asked.page)
    context.show(update, cards.history(found, context.speech(update)))


async def reached(update: Update, context: Context) -> None:
    milestone = tapped(update, items.Reached).milestone
    found = await rectify.reached(context.uow, context.request(update), milestone)
    context.show(update, cards.card(found, context.speech(update)))


async def attach_who(update: Update, context: Context) -> None:
    asked = tapped(update, attaching.AttachWho)
    request = context.request(update)
    found = await attach.offered(context.uow, request, asked.unit, asked.kind, asked.page)
    context.show(update, attaching.offered(found, context.speech(update)))


async def attach_to(update: Update, context: Context) -> None:
    asked = tapped(update, attaching.AttachTo)
    request = context.request(update)
    done = await attach.attach(context.uow, request, asked.unit, asked.kind, asked.person)
    context.show(update, attaching.done(done, context.speech(update)))


BUTTONS: dict[type[Callback], Step] = {
    view.UnitList: unit_list,
    view.OwnerList: owners,
    view.MineList: mine,
    items.OfUnit: of_unit,
    items.Open: card,
    items.History: history,
    items.Reached: reached,
    attaching.AttachWho: attach_who,
    attaching.AttachTo: attach_to,
}


def register(app: App) -> None:
    desk.offer(app, "rectify", overview)
    app.add_handler(CommandHandler("rectify", overview, filters.ChatType.PRIVATE))
    for kind, step in BUTTONS.items():
        app.add_handler(CallbackQueryHandler(step, pattern=kind.pattern()))
