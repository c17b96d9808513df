"""Someone blocks the bot, or unblocks it."""

from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler

from bot.handlers.context import App, Context
from bot.handlers.registering import shown
from bot.services.people import account


async def changed(context: Context) -> None:
    """Record whether the private chat can be written to."""
    member, chat = context.incoming.my_chat_member, context.incoming.effective_chat
    if member is None or chat is None or chat.type != chat.PRIVATE:
        return
    here = member.new_chat_member.status == ChatMemberStatus.MEMBER
    await account.set_reachable(context.uow, context.request, reachable=here)


def register(app: App) -> None:
    """Add the handler of this module."""
    app.add_handler(ChatMemberHandler(shown(changed), ChatMemberHandler.MY_CHAT_MEMBER))
