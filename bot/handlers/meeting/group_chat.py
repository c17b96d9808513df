"""Group chats: linked to a unit by /link or the greeting's button, and the bot's manners there."""

from telegram import Chat, ChatMember, ChatMemberRestricted, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import CallbackQueryHandler, ChatMemberHandler, CommandHandler, MessageHandler, filters

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.services.meeting import group_chat
from bot.texts.speech import Speech
from bot.views.meeting import group_chat as view

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
AWAY = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)
OWN = ("start", "help", "me", "ask", "language", "cancel")
MEETINGS = ("checkin", "meeting", "leave", "minutes")
OFFICE = ("rating", "grade", "rectify", "reminders", "posts", "export")
COMMANDS = (*OWN, *MEETINGS, *OFFICE)
"""Those of the private chat."""


class _Membership(ChatMemberHandler[Context, None]):
    """The bot's own coming and going in groups; private chats have another meaning."""

    def check_update(self, update: object) -> bool:
        changed = update.my_chat_member if isinstance(update, Update) else None
        return changed is not None and changed.chat.type in GROUPS


class _Addressed(filters.MessageFilter):
    """A message that names the bot or answers one of the bot's."""

    def filter(self, message: Message) -> bool:
        bot = message.get_bot()
        answered = message.reply_to_message
        if answered is not None and answered.from_user is not None and answered.from_user.id == bot.id:
            return True
        return f"@{bot.username}".lower() in {name.lower() for name in message.parse_entities(["mention"]).values()}


def _group(update: Update) -> Chat:
    """DomainError("group_only") in any other kind of chat."""
    chat = update.effective_chat
    if chat is None or chat.type not in GROUPS:
        raise DomainError("group_only")
    return chat


def _speech(context: Context) -> Speech:
    """In the installation's language: the whole group reads it."""
    return context.tools.texts.speech(context.tools.settings.language)


async def link(update: Update, context: Context) -> None:
    await _link(update, context, 0)


async def link_button(update: Update, context: Context) -> None:
    asked = view.Link.unpack(update.callback_query.data if update.callback_query else None)
    await _link(update, context, asked.unit)


async def _link(update: Update, context: Context, unit_id: int) -> None:
    chat, tools = _group(update), context.tools
    named = group_chat.Chat(chat.id, chat.title or "", tools.bot_username)
    answer = await group_chat.link(context.uow, context.request(update), named, unit_id)
    context.show(update, view.linked(answer, tools.bot_username, _speech(context)))


async def unlink(update: Update, context: Context) -> None:
    chat = _group(update)
    answer = await group_chat.unlink(context.uow, context.request(update), chat.id)
    context.show(update, view.unlinked(answer, _speech(context)))


async def came_or_went(update: Update, context: Context) -> None:
    changed = update.my_chat_member
    if changed is None:
        return
    if not _inside(changed.new_chat_member):
        await group_chat.removed(context.uow, context.request(update), changed.chat.id)
    elif not _inside(changed.old_chat_member):
        context.show(update, view.greeting(context.tools.bot_username, _speech(context)))


def _inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in AWAY


async def became(update: Update, context: Context) -> None:
    message = update.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await group_chat.became(context.uow, context.request(update), message.chat_id, message.migrate_to_chat_id)


async def in_private(update: Update, context: Context) -> None:
    context.show(update, view.in_private(context.tools.bot_username, _speech(context)))


async def ignored(update: Update, context: Context) -> None:
    """What is sent in the name of a chat is nobody's wish."""


def register(app: App) -> None:
    groups = filters.ChatType.GROUPS
    app.add_handler(_Membership(came_or_went))
    app.add_handler(MessageHandler(groups & filters.StatusUpdate.MIGRATE, became))
    # Before everything that a message can ask for.
    app.add_handler(MessageHandler(filters.SenderChat.ALL, ignored))
    app.add_handler(CommandHandler("link", link))
    app.add_handler(CommandHandler("unlink", unlink))
    app.add_handler(CallbackQueryHandler(link_button, pattern=view.Link.pattern()))
    app.add_handler(CommandHandler(COMMANDS, in_private, groups))
    # Text is a question, which the last of all handlers answers.
    app.add_handler(MessageHandler(groups & ~filters.TEXT & _Addressed(), in_private))
