"""/reminders, its settings, and the secretary's pages; putting off the day's message until tomorrow."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.services.conversation import Form
from bot.services.reminder import day, setting
from bot.services.reminder import page as reminder_page
from bot.views.reminder import day as day_view
from bot.views.reminder import page as view
from bot.views.view import View


async def later(context: Context, button: day_view.Later) -> View:
    """Put the lines of the day's message off until tomorrow."""
    result = await day.put_off(context.uow, context.request, context.reminder_context, button.on())
    return day_view.put_off(result, context.say)


async def mine(context: Context, _: view.Page | None = None) -> View:
    """Answer /reminders: what comes in the next days."""
    found = await reminder_page.mine(context.uow, context.request, context.reminder_context)
    return view.mine(found, context.say)


async def settings(context: Context, _: view.Settings) -> View:
    """Show the hour of the day's message, and which kinds are switched off."""
    found = await setting.shown(context.uow, context.request, context.reminder_context)
    return view.settings(found, context.say)


async def hour(context: Context, button: view.Hour) -> View:
    """Choose the hour of the day's message."""
    found = await setting.set_hour(context.uow, context.request, context.reminder_context, button.minutes)
    return view.settings(found, context.say)


async def ask_hour(context: Context, _: view.Typed) -> None:
    """Ask for an hour that no button offers."""
    await setting.ask_hour(context.uow, context.request, context.reminder_context)


async def typed(context: Context, now: Form) -> View:
    """Take the typed hour."""
    found = await setting.enter_hour(context.uow, context.request, context.reminder_context, now.version, context.typed)
    return view.settings(found, context.say)


async def switch(context: Context, button: view.Mute) -> View:
    """Switch a kind of reminders on or off."""
    found = await setting.switch(
        context.uow, context.request, context.reminder_context, button.kind, on=bool(button.on)
    )
    return view.settings(found, context.say)


async def reset(context: Context, _: view.Reset) -> View:
    """Return to the settings that everybody begins with."""
    found = await setting.reset(context.uow, context.request, context.reminder_context)
    return view.settings(found, context.say)


async def of_unit(context: Context, button: view.OfUnit) -> View:
    """Show what the unit's people will be reminded of, to its secretary."""
    found = await reminder_page.of_unit(
        context.uow, context.request, context.reminder_context, button.unit, button.page
    )
    return view.of_unit(found, context.say)


async def unreached(context: Context, button: view.Unreached) -> View:
    """List the people of the unit whom no message reaches, and why."""
    found = await reminder_page.unreached(
        context.uow, context.request, context.reminder_context, button.unit, button.page
    )
    return view.unreached(found, context.say)


CONVERSATION = Conversation(name=setting.NAME, states={setting.HOUR: (text(typed),)})


def register(app: App) -> None:
    """Register the handlers of reminders and their settings."""
    on_taps(app, later)
    register_conversation(app, CONVERSATION)
    on_command_and_menu(app, "reminders", mine)
    on_taps(app, mine, settings, hour, ask_hour)
    on_taps(app, switch, reset, of_unit, unreached)
