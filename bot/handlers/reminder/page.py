"""/reminders, its settings, and the secretary's pages."""

from collections.abc import Callable, Coroutine
from enum import StrEnum
from typing import Any

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.handlers import form
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, by_button
from bot.handlers.private import tapped
from bot.services.conversation import Form
from bot.services.reminder import page as reminder_page
from bot.services.reminder import setting
from bot.views.callback import Callback
from bot.views.reminder import page as view

Pressed = Callable[[Update, Context], Coroutine[Any, Any, None]]


class Step(StrEnum):
    HOUR = setting.HOUR


async def mine(update: Update, context: Context) -> None:
    found = await reminder_page.mine(context.uow, context.request(update), context.scene(update))
    context.show(update, view.mine(found, context.speech(update)))


async def page(update: Update, context: Context) -> None:
    tapped(update, view.Page)
    await mine(update, context)


async def settings(update: Update, context: Context) -> None:
    tapped(update, view.Settings)
    found = await setting.shown(context.uow, context.request(update), context.scene(update))
    context.show(update, view.settings(found, context.speech(update)))


async def hour(update: Update, context: Context) -> None:
    minute = tapped(update, view.Hour).minutes
    found = await setting.set_hour(context.uow, context.request(update), context.scene(update), minute)
    context.show(update, view.settings(found, context.speech(update)))


async def ask_hour(update: Update, context: Context) -> None:
    tapped(update, view.Typed)
    await setting.ask_hour(context.uow, context.request(update), context.scene(update))


async def typed(update: Update, context: Context, now: Form) -> None:
    text, request = form.typed(update.effective_message), context.request(update)
    found = await setting.say_hour(context.uow, request, context.scene(update), now.version, text)
    context.show(update, view.settings(found, context.speech(update)))


async def switch(update: Update, context: Context) -> None:
    wanted, request = tapped(update, view.Mute), context.request(update)
    found = await setting.switch(context.uow, request, context.scene(update), wanted.kind, on=bool(wanted.on))
    context.show(update, view.settings(found, context.speech(update)))


async def reset(update: Update, context: Context) -> None:
    tapped(update, view.Reset)
    found = await setting.reset(context.uow, context.request(update), context.scene(update))
    context.show(update, view.settings(found, context.speech(update)))


async def of_unit(update: Update, context: Context) -> None:
    wanted, request = tapped(update, view.OfUnit), context.request(update)
    found = await reminder_page.of_unit(context.uow, request, context.scene(update), wanted.unit, wanted.page)
    context.show(update, view.of_unit(found, context.speech(update)))


async def unreached(update: Update, context: Context) -> None:
    wanted, request = tapped(update, view.Unreached), context.request(update)
    found = await reminder_page.unreached(context.uow, request, context.scene(update), wanted.unit, wanted.page)
    context.show(update, view.unreached(found, context.speech(update)))


CONVERSATION = Conversation(name=setting.NAME, entry=by_button, states={Step.HOUR: (On(typed, message=TEXT),)})
BUTTONS: dict[type[Callback], Pressed] = {
    view.Page: page,
    view.Settings: settings,
    view.Hour: hour,
    view.Typed: ask_hour,
    view.Mute: switch,
    view.Reset: reset,
    view.OfUnit: of_unit,
    view.Unreached: unreached,
}


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    desk.offer(app, "reminders", mine)
    app.add_handler(CommandHandler("reminders", mine, filters.ChatType.PRIVATE))
    for kind, step in BUTTONS.items():
        app.add_handler(CallbackQueryHandler(step, pattern=kind.pattern()))
