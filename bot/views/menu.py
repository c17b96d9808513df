"""The main menu, help, and the lists of commands that Telegram shows."""

from collections.abc import Collection, Iterable

from telegram import BotCommand, BotCommandScope, BotCommandScopeAllPrivateChats, InlineKeyboardButton

from bot.services.menu import COMMANDS, Menu
from bot.texts.speech import LANGUAGES, Speech, Texts
from bot.views.callback import Callback, button, grid, rows
from bot.views.view import View

HOME = "home"


class Open(Callback, prefix="o"):
    """Open the entry of the main menu that `what` names."""

    what: str


def home(say: Speech) -> list[InlineKeyboardButton]:
    """Make the line that leads back to the main menu."""
    return [button(say("menu-open-home"), Open(HOME))]


def main(menu: Menu, offered: Collection[str], say: Speech) -> View:
    """Show the main menu; `offered` names the entries that a handler answers."""
    lead = say("menu-main", name=menu.name, unit=menu.unit) if menu.name else say("menu-main-administrator")
    buttons = [button(say(f"menu-open-{name}"), Open(name)) for name in menu.open if name in offered]
    return View(lead, rows(*grid(buttons, 2)))


def help_(menu: Menu, say: Speech) -> View:
    """Explain briefly what this person may do."""
    parts = [say("menu-help-member")] if menu.name else []
    parts += [say("menu-help-duties")] if menu.duties else []
    parts += [say("menu-help-administrator")] if menu.administrator else []
    return View("\n\n".join([*parts, say("menu-help-end")]), rows([button(say("menu-open-home"), Open(HOME))]))


def commands(names: Iterable[str], say: Speech) -> list[BotCommand]:
    """Describe commands in the reader's language, as set_my_commands takes them."""
    return [BotCommand(name, say(f"menu-command-{name}")) for name in names]


def defaults(texts: Texts, language: str) -> list[tuple[BotCommandScope, str | None, list[BotCommand]]]:
    """List the commands of private chats that have no list of their own: scope, language code, commands.

    `language` is the installation's, for people whose own is not available.
    """
    scope = BotCommandScopeAllPrivateChats()
    found: list[tuple[BotCommandScope, str | None, list[BotCommand]]] = [
        (scope, code, commands(COMMANDS, texts.speech(code))) for code in LANGUAGES
    ]
    return [*found, (scope, None, commands(COMMANDS, texts.speech(language)))]
