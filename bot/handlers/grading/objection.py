"""Objections are raised in one message, and answered in two messages and a tap."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.grading import objection
from bot.views.grading import objection as view
from bot.views.view import View


async def begin(context: Context, button: view.Object) -> None:
    """Ask for the words of an objection, under one's name or anonymously as the button says."""
    await objection.begin(context.uow, context.request, button.notice, named=bool(button.on))


async def words(context: Context, now: Form) -> View:
    """Hand the objection to the committee; of an anonymous one it is not kept who wrote it."""
    result = await objection.raise_(context.uow, context.request, now.version, context.typed)
    return view.raised(result, context.say)


async def answer(context: Context, button: view.Answer) -> View | None:
    """Ask the committee what it found out; an objection that is answered already is shown with its answer."""
    result = await objection.begin_answer(context.uow, context.request, button.objection)
    return view.answered(result, context.say) if result else None


async def enter_text(context: Context, now: Form) -> None:
    """Take what the committee found out; after that, its answer."""
    await objection.enter_answer(context.uow, context.request, now.version, context.typed)


async def decide(context: Context, button: view.Uphold) -> View:
    """Send the answer; where the objection is upheld, the notice is withdrawn and the grade decided anew."""
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
    """Add the handlers of this module."""
    register_conversation(app, OBJECTING)
    register_conversation(app, ANSWERING)
    on_taps(app, begin, answer)
