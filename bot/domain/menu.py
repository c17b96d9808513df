"""The message that sets the command menu of a private chat."""

from bot.domain.message import Message


class CommandMenu(Message, kind="menu.commands"):
    """The names of the commands that Telegram lists in the chat; it is set, not shown, so that no view renders it."""

    commands: tuple[str, ...]
