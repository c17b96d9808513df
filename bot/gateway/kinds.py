"""Which kinds of updates the bot asks for, and whom each belongs to."""

from telegram import Update

HANDLED = ("message", "callback_query", "my_chat_member")
"""`allowed_updates`: an edited message, or a live position that moves, changes nothing and is not asked for."""


def kind_of(update: Update) -> str:
    """The name of the one part that an update has."""
    for kind in HANDLED:
        if getattr(update, kind) is not None:
            return kind
    return "other"


def lane_of(update: Update) -> int | None:
    """What is in the same lane stays in order: a person's updates; without a person a chat's."""
    if update.effective_user is not None:
        return update.effective_user.id
    return None if update.effective_chat is None else update.effective_chat.id
