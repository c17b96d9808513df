"""/reminders, its settings, and the secretary's pages."""

from enum import StrEnum

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, Transition, register_conversation
from bot.handlers.menu_entry import register_menu_entry
from bot.handlers.registering import on_command, on_tap
from bot.services.conversation import Form
from bot.services.reminder import page as reminder_page
from bot.services.reminder import setting
from bot.views.reminder import page as view
from bot.views.view import View


class Step(StrEnum):
    HOUR = setting.HOUR


async def mine(context: Context, _: view.Page | None = None) -> View:
    found = await reminder_page.mine(context.uow, context.request, context.reminder_context)
    return view.mine(found, context.say)


async def settings(context: Context, _: view.Settings) -> View:
    found = await setting.shown(context.uow, context.request, context.reminder_context)
    return view.settings(found, context.say)


async def hour(context: Context, button: view.Hour) -> View:
    found = await setting.set_hour(context.uow, context.request, context.reminder_context, button.minutes)
    return view.settings(found, context.say)


async def ask_hour(context: Context, _: view.Typed) -> None:
    await setting.ask_hour(context.uow, context.request, context.reminder_context)


async def typed(context: Context, now: Form) -> View:
    found = await setting.enter_hour(context.uow, context.request, context.reminder_context, now.version, context.typed)
    return view.settings(found, context.say)


async def switch(context: Context, button: view.Mute) -> View:
    found = await setting.switch(
        context.uow, context.request, context.reminder_context, button.kind, on=bool(button.on)
    )
    return view.settings(found, context.say)


async def reset(context: Context, _: view.Reset) -> View:
    found = await setting.reset(context.uow, context.request, context.reminder_context)
    return view.settings(found, context.say)


async def of_unit(context: Context, button: view.OfUnit) -> View:
    found = await reminder_page.of_unit(
        context.uow, context.request, context.reminder_context, button.unit, button.page
    )
    return view.of_unit(found, context.say)


async def unreached(context: Context, button: view.Unreached) -> View:
    found = await reminder_page.unreached(
        context.uow, context.request, context.reminder_context, button.unit, button.page
    )
    return view.unreached(found, context.say)


CONVERSATION = Conversation(name=setting.NAME, states={Step.HOUR: (Transition.text(typed),)})


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    register_menu_entry(app, "reminders", mine)
    on_command(app, "reminders", mine)
    on_tap(app, view.Page, mine)
    on_tap(app, view.Settings, settings)
    on_tap(app, view.Hour, hour)
    on_tap(app, view.Typed, ask_hour)
    on_tap(app, view.Mute, switch)
    on_tap(app, view.Reset, reset)
    on_tap(app, view.OfUnit, of_unit)
    on_tap(app, view.Unreached, unreached)
