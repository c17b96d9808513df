"""What is personal happens only between one person and the bot."""

from typing import TypeVar

from telegram import Update

from bot.domain.errors import DomainError
from bot.views.callback import Callback

C = TypeVar("C", bound=Callback)


def is_private(update: Update) -> bool:
    chat, user = update.effective_chat, update.effective_user
    return chat is not None and user is not None and chat.id == user.id


def tapped(update: Update, kind: type[C]) -> C:
    """What the tapped button says. DomainError: private_only in a group, old_button for what is not of this kind."""
    if not is_private(update):
        raise DomainError("private_only")
    return kind.unpack(update.callback_query.data if update.callback_query is not None else None)
