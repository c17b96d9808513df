"""Answer an album, which arrives as several messages, only once where it does not fit."""

from bot.handlers.context import Context

KEY = "albums"
MOST = 1_000
"""The number of albums that are remembered. One that is forgotten, or that another worker has answered, is merely
answered again."""


def goes_on(context: Context) -> bool:
    """Tell whether an earlier message of the same album is answered; a redelivery of that earlier one is answered
    again."""
    update = context.incoming
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or message.media_group_id is None:
        return False
    firsts: dict[tuple[int, str], int] = context.bot_data.setdefault(KEY, {})
    first = firsts.setdefault((chat.id, message.media_group_id), update.update_id)
    if len(firsts) > MOST:
        del firsts[next(iter(firsts))]
    return first != update.update_id
