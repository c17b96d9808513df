"""/posts: who holds what; giving, ending and handing over, by buttons that carry their ids."""

from collections.abc import Callable, Coroutine
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services.people import handover, post
from bot.views.callback import Callback
from bot.views.people import post as view

Step = Callable[[Update, Context], Coroutine[Any, Any, None]]


async def posts(update: Update, context: Context) -> None:
    found = await post.overview(context.uow, context.request(update))
    context.show(update, view.overview(found, context.speech(update)))


async def unit_list(update: Update, context: Context) -> None:
    page = tapped(update, view.UnitList).page
    found = await post.overview(context.uow, context.request(update), page)
    context.show(update, view.overview(found, context.speech(update)))


async def of_unit(update: Update, context: Context) -> None:
    unit = tapped(update, view.OfUnit).unit
    found = await post.of_unit(context.uow, context.request(update), unit)
    context.show(update, view.of_unit(found, context.speech(update)))


async def give(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Give)
    found = await post.candidates(context.uow, context.request(update), wanted.unit, wanted.page)
    context.show(update, view.candidates(found, context.speech(update)))


async def give_to(update: Update, context: Context) -> None:
    wanted = tapped(update, view.GiveTo)
    request = context.request(update)
    change = await post.proposal(context.uow, request, wanted.unit, wanted.person, wanted.kind)
    context.show(update, view.proposal(change, context.speech(update)))


async def give_yes(update: Update, context: Context) -> None:
    wanted = tapped(update, view.GiveYes)
    request = context.request(update)
    change = await handover.give(context.uow, request, wanted.unit, wanted.person, wanted.kind)
    context.show(update, view.done(change, "given", context.speech(update)))


async def show(update: Update, context: Context) -> None:
    wanted = tapped(update, view.Show)
    change = await post.ending(context.uow, context.request(update), wanted.post)
    context.show(update, view.card(change, context.speech(update)))


async def end(update: Update, context: Context) -> None:
    wanted = tapped(update, view.End)
    change = await post.ending(context.uow, context.request(update), wanted.post)
    context.show(update, view.question(change, context.speech(update)))


async def end_yes(update: Update, context: Context) -> None:
    wanted = tapped(update, view.EndYes)
    change = await handover.end(context.uow, context.request(update), wanted.post)
    context.show(update, view.done(change, "ended", context.speech(update)))


async def hand_over(update: Update, context: Context) -> None:
    wanted = tapped(update, view.HandOver)
    found = await post.successors(context.uow, context.request(update), wanted.post, wanted.page)
    context.show(update, view.candidates(found, context.speech(update)))


async def hand_to(update: Update, context: Context) -> None:
    wanted = tapped(update, view.HandTo)
    change = await post.ending(context.uow, context.request(update), wanted.post, wanted.person)
    context.show(update, view.question(change, context.speech(update)))


async def hand_yes(update: Update, context: Context) -> None:
    wanted = tapped(update, view.HandYes)
    change = await handover.hand_over(context.uow, context.request(update), wanted.post, wanted.person)
    context.show(update, view.done(change, "handed", context.speech(update)))


BUTTONS: dict[type[Callback], Step] = {
    view.UnitList: unit_list,
    view.OfUnit: of_unit,
    view.Give: give,
    view.GiveTo: give_to,
    view.GiveYes: give_yes,
    view.Show: show,
    view.End: end,
    view.EndYes: end_yes,
    view.HandOver: hand_over,
    view.HandTo: hand_to,
    view.HandYes: hand_yes,
}


def register(app: App) -> None:
    desk.offer(app, "posts", posts)
    app.add_handler(CommandHandler("posts", posts, filters.ChatType.PRIVATE))
    for kind, step in BUTTONS.items():
        app.add_handler(CallbackQueryHandler(step, pattern=kind.pattern()))
