"""/reminders, its settings, and the secretary's pages; putting off the day's message until tomorrow."""

from bot.handlers.context import App
from bot.handlers.form import Conversation, register_conversation, typed
from bot.handlers.registering import on_command_and_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.reminder import day, page, setting
from bot.views.reminder import day as day_view
from bot.views.reminder import page as view

mine = ask(view.Page, page.mine, view.mine)
CONVERSATION = Conversation(name=setting.NAME, states={setting.HOUR: (typed(setting.enter_hour, view.settings),)})


def register(app: App) -> None:
    """Register the handlers of reminders and their settings."""
    register_conversation(app, CONVERSATION)
    on_command_and_menu(app, "reminders", mine)
    on_taps(
        app,
        ask(day_view.Later, day.put_off, day_view.put_off),
        mine,
        ask(view.Settings, setting.shown, view.settings),
        ask(view.Hour, setting.set_hour, view.settings),
        ask(view.Typed, setting.ask_hour),
        ask(view.Mute, setting.switch, view.settings),
        ask(view.Reset, setting.reset, view.settings),
        ask(view.OfUnit, page.of_unit, view.of_unit),
        ask(view.Unreached, page.unreached, view.unreached),
    )
