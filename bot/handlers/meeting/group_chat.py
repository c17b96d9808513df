"""Group chats: linked to a unit by /link or the greeting's button, and the bot's manners there."""

from telegram import Chat, ChatMember, ChatMemberRestricted, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ChatMemberHandler, filters

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.registering import on_command, on_message, on_taps, shown
from bot.services.meeting import group_chat
from bot.views.meeting import group_chat as view
from bot.views.view import View

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


def _group(context: Context) -> Chat:
    """DomainError("group_only") in any other kind of chat."""
    chat = context.incoming.effective_chat
    if chat is None or chat.type not in GROUPS:
        raise DomainError("group_only")
    return chat


async def link(context: Context, button: view.Link | None = None) -> View:
    """Link the group chat to a unit of the secretary who asks, so that its meetings are announced there."""
    chat = _group(context)
    named = group_chat.Chat(chat.id, chat.title or "", context.bot.username)
    unit = button.unit if button is not None else 0
    answer = await group_chat.link(context.uow, context.request, named, unit)
    return view.linked(answer, context.bot.username, context.say_to_group)


async def unlink(context: Context) -> View:
    """End the link of the group chat, for a secretary of the unit: no meeting is announced there any more."""
    chat = _group(context)
    answer = await group_chat.unlink(context.uow, context.request, chat.id)
    return view.unlinked(answer, context.say_to_group)


async def came_or_went(context: Context) -> View | None:
    """Greet a group chat that the bot was added to; end the link of one that it was removed from."""
    changed = context.incoming.my_chat_member
    if changed is None:
        return None
    if not _inside(changed.new_chat_member):
        await group_chat.removed(context.uow, context.request, changed.chat.id)
    elif not _inside(changed.old_chat_member):
        return view.greeting(context.bot.username, context.say_to_group)
    return None


def _inside(member: ChatMember) -> bool:
    if isinstance(member, ChatMemberRestricted):
        return member.is_member
    return member.status not in AWAY


async def became(context: Context) -> None:
    """Keep the link of a group chat that Telegram has made a supergroup, under its new id."""
    message = context.incoming.effective_message
    if message is not None and message.migrate_to_chat_id is not None:
        await group_chat.became(context.uow, context.request, message.chat_id, message.migrate_to_chat_id)


async def in_private(context: Context) -> View:
    """Answer a personal matter in a group chat by pointing to the private chat."""
    return view.in_private(context.bot.username, context.say_to_group)


async def ignored(context: Context) -> None:
    """Leave unanswered what is sent in the name of a chat, for it is not known which person sent it."""


def register(app: App) -> None:
    """Add the handlers of this module."""
    groups = filters.ChatType.GROUPS
    app.add_handler(_Membership(shown(came_or_went)))
    on_message(app, groups & filters.StatusUpdate.MIGRATE, became)
    # Before everything that a message can ask for.
    on_message(app, filters.SenderChat.ALL, ignored)
    on_command(app, "link", link, None)
    on_command(app, "unlink", unlink, None)
    on_taps(app, link, in_groups=True)
    on_command(app, COMMANDS, in_private, groups)
    # Text is a question, which the last of all handlers answers.
    on_message(app, groups & ~filters.TEXT & _Addressed(), in_private)
