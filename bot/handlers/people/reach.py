"""Someone blocks the bot, or comes back."""

from telegram import Update
from telegram.constants import ChatMemberStatus
from telegram.ext import ChatMemberHandler

from bot.handlers.context import App, Context
from bot.services.people import account


async def changed(update: Update, context: Context) -> None:
    member, chat = update.my_chat_member, update.effective_chat
    if member is None or chat is None or chat.type != chat.PRIVATE:
        return
    here = member.new_chat_member.status == ChatMemberStatus.MEMBER
    await account.changed(context.uow, context.request(update), reachable=here)


def register(app: App) -> None:
    app.add_handler(ChatMemberHandler(changed, ChatMemberHandler.MY_CHAT_MEMBER))
