"""List the kinds of updates that the bot asks for, and tell whose an update is."""

from telegram import Update

HANDLED = ("message", "callback_query", "my_chat_member")
"""The `allowed_updates` of the Bot API. Edited messages and moving live positions change nothing and are left out."""


def kind_of(update: Update) -> str:
    """Name the kind of an update, by the part of it that is set."""
    for kind in HANDLED:
        if getattr(update, kind) is not None:
            return kind
    return "other"


def lane_of(update: Update) -> int | None:
    """Return the key of updates that must stay in order: the person's id, or the chat's where there is no person."""
    if update.effective_user is not None:
        return update.effective_user.id
    return None if update.effective_chat is None else update.effective_chat.id
