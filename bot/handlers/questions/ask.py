"""Questions in plain words: text outside commands and forms. Registered last: it takes what no other handler does."""

from telegram import Message, MessageEntity
from telegram.ext import filters

from bot.domain.errors import DomainError
from bot.handlers import album, form
from bot.handlers.context import App, Context
from bot.handlers.registering import PRIVATE, menu_entries, on_command, on_menu, on_message, on_taps, open_menu_entry
from bot.intents import NONE, UNSURE, Match, courtesy, fold, intents, match, speaks_of
from bot.services import actor
from bot.services.attendance import checkin, leave
from bot.services.meeting import call as meeting_call
from bot.services.meeting import card as meeting
from bot.services.questions import ask, dues
from bot.services.questions.ask import Question
from bot.texts.speech import LANGUAGES, Speech
from bot.views.meeting import group_chat as group_view
from bot.views.questions import ask as view
from bot.views.view import View

ROUTES = {
    "checkin.now": "checkin",
    "leave.request": "leave",
    "profile.mine": "me",
    "attendance.branch": "ledger",
    "member.invite": "invite",
    "reminder.settings": "reminders",
}
"""Intents that are not answered but begun: the menu entry of each."""
HELP, WITHDRAW, CALL, MANAGE = "help", "leave.withdraw", "meeting.call", "meeting.manage"
SUGGESTION = "suggestion.submit"


async def command(context: Context) -> View | None:
    """/ask alone explains; /ask with a question answers it."""
    text = " ".join(context.args or ())
    return await _answer(text, context) if text else await explain(context)


async def explain(context: Context) -> View:
    """Explain what can be asked."""
    await actor.identify(context.uow, context.request)
    return view.explain(context.say)


async def typed(context: Context) -> View | None:
    """Answer typed text, unless an open form takes it."""
    if await form.receive(context):
        return None
    return await _answer(context.typed, context)


async def offered(context: Context, button: view.AskQuestion) -> View | None:
    """Answer the question on a button."""
    if button.intent not in intents():
        raise DomainError("old_button")
    return await _by_intent(button.intent, "", context)


async def not_text(context: Context) -> View | None:
    """Answer voice, stickers and pictures, which no open form wants."""
    if await form.receive(context) or album.goes_on(context):
        return None
    await actor.identify(context.uow, context.request)
    return view.not_text(context.say)


async def unknown_command(context: Context) -> View:
    """Answer a command that does not exist."""
    await actor.identify(context.uow, context.request)
    return view.unknown_command(context.say)


async def in_group(context: Context) -> View | None:
    """Answer in a group: only when addressed, nothing personal, and in the installation's language, which all read."""
    message, chat = context.incoming.effective_message, context.incoming.effective_chat
    if message is None or chat is None or message.sender_chat is not None:
        return None
    text = addressed(message, context.bot.username, context.bot.id)
    if text is None:
        return None
    question = _question(match(text).intent, text, context)
    answer = await ask.answer_in_group(question, chat.id)
    if answer is None:
        return group_view.in_private(context.bot.username, context.say_to_group)
    return view.answered_in_group(answer, context.say_to_group)


def addressed(message: Message, username: str, bot_id: int) -> str | None:
    """Take the bot's name off a text; None when it is not meant for the bot."""
    text = message.text or ""
    mentions = message.parse_entities([MessageEntity.MENTION]).values()
    called = [part for part in mentions if part.lower() == f"@{username.lower()}"]
    replied = message.reply_to_message
    if not called and (replied is None or replied.from_user is None or replied.from_user.id != bot_id):
        return None
    for part in called:
        text = text.replace(part, " ")
    return text.strip()


async def _answer(text: str, context: Context) -> View | None:
    name = _labelled(text, context)
    if name is not None:
        return await _open(name, context)
    found = match(text)
    if found.intent in (NONE, UNSURE):
        commenting = await ask.may_be_commenting(context.uow, context.request)
        return _unanswered(found, text, context.say, commenting=commenting)
    return await _by_intent(found.intent, text, context)


def _labelled(text: str, context: Context) -> str | None:
    """Find the menu entry whose button's label, in either language, the text is."""
    folded = fold(text)
    for say in map(context.runtime.texts.speech, LANGUAGES):
        for name in menu_entries(context):
            label = f"menu-open-{name}"
            if say.has(label) and fold(say(label)) == folded:
                return name
    return None


def _unanswered(found: Match, text: str, say: Speech, *, commenting: bool) -> View:
    kind = courtesy(text)
    if found.intent != UNSURE and kind is not None:
        return view.courteous(kind, say)
    shown = view.nearest(found.nearest, say) if found.intent == UNSURE else view.off_topic(say)
    return view.no_comment(shown, say) if commenting else shown


async def _open(name: str, context: Context) -> View | None:
    """Open an entry as the menu's button does; only that words never check anybody in."""
    if name == "checkin":
        return view.check_in(await checkin.offered(context.uow, context.request, context.settings), context.say)
    return await open_menu_entry(context, name)


async def _by_intent(intent: str, text: str, context: Context) -> View | None:
    if intent == HELP:
        return await explain(context)
    if intent == WITHDRAW:
        return view.withdraw(await leave.standing(context.uow, context.request), context.say)
    if intent == CALL:  # with what the wish says already
        await meeting_call.begin(context.uow, context.request, context.installation, text)
        return None
    if intent == MANAGE:
        return view.manage(await meeting.coming(context.uow, context.request), context.say)
    if intent in ROUTES:
        return await _open(ROUTES[intent], context)
    shown = view.answered(await ask.answer(_question(intent, text, context)), context.say)
    commenting = intent == SUGGESTION and await ask.may_be_commenting(context.uow, context.request)
    return view.no_comment(shown, context.say) if commenting else shown


def _question(intent: str, text: str, context: Context) -> Question:
    owed, contact = dues.rules(context.settings.config_dir), speaks_of(text, "contact")
    meetings, months = context.installation.meetings, context.installation.months
    return Question(context.uow, context.request, meetings, owed, intent, fold(text), contact, months)


def register(app: App) -> None:
    """Add the handlers of this module."""
    on_command(app, "ask", command)
    on_taps(app, offered)
    on_message(app, PRIVATE & filters.COMMAND, unknown_command)
    on_message(app, PRIVATE & filters.TEXT & ~filters.COMMAND, typed)
    on_message(app, PRIVATE & ~filters.TEXT & ~filters.StatusUpdate.ALL, not_text)
    on_message(app, filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND, in_group)
    on_menu(app, "ask", explain)
