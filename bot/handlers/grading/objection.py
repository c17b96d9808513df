"""Objections are raised in one message, and answered in two messages and a tap."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.grading import objection
from bot.views.grading import objection as view
from bot.views.view import View


async def begin(context: Context, button: view.Object) -> None:
    await objection.begin(context.uow, context.request, button.notice, named=bool(button.on))


async def words(context: Context, now: Form) -> View:
    result = await objection.raise_(context.uow, context.request, now.version, context.typed)
    return view.raised(result, context.say)


async def answer(context: Context, button: view.Answer) -> View | None:
    result = await objection.begin_answer(context.uow, context.request, button.objection)
    return view.answered(result, context.say) if result else None


async def enter_text(context: Context, now: Form) -> None:
    await objection.enter_answer(context.uow, context.request, now.version, context.typed)


async def decide(context: Context, button: view.Uphold) -> View:
    result = await objection.answer(context.uow, context.request, button.version, upheld=bool(button.on))
    return view.answered(result, context.say)


OBJECTING = Conversation(name=objection.NAME, states={objection.WORDS: (text(words),)})
ANSWERING = Conversation(
    name=objection.ANSWER_NAME,
    states={
        objection.FINDING: (text(enter_text),),
        objection.ANSWER: (text(enter_text),),
        objection.SURE: (tap(decide),),
    },
)


def register(app: App) -> None:
    register_conversation(app, OBJECTING)
    register_conversation(app, ANSWERING)
    on_taps(app, begin, answer)
