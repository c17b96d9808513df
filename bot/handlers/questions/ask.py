"""What is typed outside commands and forms: a question in plain words. Registered last: it takes what is left."""

from telegram import Message, MessageEntity, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.domain.errors import DomainError
from bot.handlers import album, form, private
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.intents import NONE, UNSURE, Match, courtesy, fold, intents, match, speaks_of
from bot.services.attendance import checkin_offer, leave
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
"""Intents that are not answered but begun: the desk's name for each."""
HELP, WITHDRAW, CALL, MANAGE = "help", "leave.withdraw", "meeting.call", "meeting.manage"
SUGGESTION = "suggestion.submit"


async def command(update: Update, context: Context) -> None:
    """/ask alone explains; /ask with a question answers it."""
    text = " ".join(context.args or ())
    if text:
        await _answer(text, update, context)
    else:
        await explain(update, context)


async def explain(update: Update, context: Context) -> None:
    await ask.known(context.uow, context.request(update))
    context.show(update, view.explain(context.speech(update)))


async def typed(update: Update, context: Context) -> None:
    """A form that is open goes first."""
    if not await form.receive(update, context):
        await _answer(form.typed(update.effective_message), update, context)


async def tapped(update: Update, context: Context) -> None:
    intent = private.tapped(update, view.Question).intent
    if intent not in intents():
        raise DomainError("old_button")
    await _by_intent(intent, "", update, context)


async def not_text(update: Update, context: Context) -> None:
    """Voice, stickers, pictures: no form wants them now."""
    if not await form.receive(update, context) and not album.goes_on(update, context):
        await ask.known(context.uow, context.request(update))
        context.show(update, view.not_text(context.speech(update)))


async def unknown_command(update: Update, context: Context) -> None:
    await ask.known(context.uow, context.request(update))
    context.show(update, view.unknown_command(context.speech(update)))


async def in_group(update: Update, context: Context) -> None:
    """Only when addressed, and never anything personal; in the installation's language, for all of them read it."""
    message, chat = update.effective_message, update.effective_chat
    if message is None or chat is None or message.sender_chat is not None:
        return
    text = addressed(message, context.bot.username, context.bot.id)
    if text is None:
        return
    question = _question(match(text).intent, text, update, context)
    answer = await ask.answer_in_group(question, chat.id)
    say = context.tools.texts.speech(context.tools.settings.language)
    if answer is None:
        context.show(update, group_view.in_private(context.tools.bot_username, say))
    else:
        context.show(update, view.answered_in_group(answer, say))


def addressed(message: Message, username: str, bot_id: int) -> str | None:
    """The text without the bot's name; None when it is not meant for the bot."""
    text = message.text or ""
    called = [
        part
        for part in message.parse_entities([MessageEntity.MENTION]).values()
        if part.lower() == f"@{username.lower()}"
    ]
    replied = message.reply_to_message
    if not called and (replied is None or replied.from_user is None or replied.from_user.id != bot_id):
        return None
    for part in called:
        text = text.replace(part, " ")
    return text.strip()


async def _answer(text: str, update: Update, context: Context) -> None:
    name = _labelled(text, context)
    if name is not None:
        await _open(name, update, context)
        return
    found = match(text)
    if found.intent in (NONE, UNSURE):
        commenting = await ask.commenting(context.uow, context.request(update))
        context.show(update, _unanswered(found, text, context.speech(update), commenting=commenting))
        return
    await _by_intent(found.intent, text, update, context)


def _labelled(text: str, context: Context) -> str | None:
    """The name behind the menu's button whose label, in either language, this is."""
    folded = fold(text)
    for say in map(context.tools.texts.speech, LANGUAGES):
        for name in desk.offered(context):
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


async def _open(name: str, update: Update, context: Context) -> None:
    """As the menu's button does; only that words never check anybody in."""
    if name == "checkin":
        await _offer_checkin(update, context)
    else:
        await desk.open_(name, update, context)


async def _offer_checkin(update: Update, context: Context) -> None:
    offer = await checkin_offer.offered(context.uow, context.request(update), context.tools.settings)
    context.show(update, view.check_in(offer, context.speech(update)))


async def _offer_withdrawal(update: Update, context: Context) -> None:
    found = await leave.standing(context.uow, context.request(update))
    context.show(update, view.withdraw(found, context.speech(update)))


async def _begin_call(text: str, update: Update, context: Context) -> None:
    """With what the wish says already."""
    await meeting_call.begin(context.uow, context.request(update), context.installation, text)
    context.show(update, View())


async def _offer_changes(update: Update, context: Context) -> None:
    found = await meeting.coming(context.uow, context.request(update))
    context.show(update, view.manage(found, context.speech(update)))


async def _by_intent(intent: str, text: str, update: Update, context: Context) -> None:
    if intent == HELP:
        await explain(update, context)
    elif intent == WITHDRAW:
        await _offer_withdrawal(update, context)
    elif intent == CALL:
        await _begin_call(text, update, context)
    elif intent == MANAGE:
        await _offer_changes(update, context)
    elif intent in ROUTES:
        await _open(ROUTES[intent], update, context)
    else:
        say = context.speech(update)
        shown = view.answered(await ask.answer(_question(intent, text, update, context)), say)
        commenting = intent == SUGGESTION and await ask.commenting(context.uow, context.request(update))
        context.show(update, view.no_comment(shown, say) if commenting else shown)


def _question(intent: str, text: str, update: Update, context: Context) -> Question:
    tools = context.tools
    known = dues.rules(tools.settings.config_dir)
    request, contact = context.request(update), speaks_of(text, "contact")
    return Question(
        context.uow,
        request,
        context.installation.meetings,
        known,
        intent,
        fold(text),
        contact,
        context.installation.months,
    )


def register(app: App) -> None:
    alone = filters.ChatType.PRIVATE
    app.add_handler(CommandHandler("ask", command, alone))
    app.add_handler(CallbackQueryHandler(tapped, pattern=view.Question.pattern()))
    app.add_handler(MessageHandler(alone & filters.COMMAND, unknown_command))
    app.add_handler(MessageHandler(alone & filters.TEXT & ~filters.COMMAND, typed))
    app.add_handler(MessageHandler(alone & ~filters.TEXT & ~filters.StatusUpdate.ALL, not_text))
    app.add_handler(MessageHandler(filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND, in_group))
    desk.offer(app, "ask", explain)
