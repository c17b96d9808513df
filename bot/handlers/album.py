"""An album comes as several messages; where it does not fit, it is told so once."""

from bot.handlers.context import Context

KEY = "albums"
MOST = 1_000
"""Albums that are remembered. Nothing rests on it: one that is forgotten, or that another worker has seen, is answered
once more."""


def goes_on(context: Context) -> bool:
    """Whether an earlier message of the same album has the answer; the earliest may come again and is answered."""
    update = context.incoming
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or message.media_group_id is None:
        return False
    firsts: dict[tuple[int, str], int] = context.bot_data.setdefault(KEY, {})
    first = firsts.setdefault((chat.id, message.media_group_id), update.update_id)
    if len(firsts) > MOST:
        del firsts[next(iter(firsts))]
    return first != update.update_id
