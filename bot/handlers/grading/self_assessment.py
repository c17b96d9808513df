"""The unit proposes a grade, with its reason where it is not the computed one, and later asks for one."""

from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, register_conversation, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.grading import self_assessment
from bot.views.grading import self_assessment as view
from bot.views.view import View


async def choose(context: Context, button: view.Choose) -> View:
    """Show the secretary the computed grade, and the grades that the unit can propose for itself."""
    found = await self_assessment.offer(context.uow, context.request, button.case)
    return view.offer(found, context.say)


async def propose(context: Context, button: view.Propose) -> View | None:
    """Store the grade that the unit proposes; another than the computed one needs a reason first."""
    stated = await self_assessment.propose(context.uow, context.request, button.case, button.grade)
    return view.stated(stated, context.say) if stated else None


async def because(context: Context, now: Form) -> View:
    """Store the proposed grade with its typed reason."""
    stated = await self_assessment.because(context.uow, context.request, now.version, context.typed)
    return view.stated(stated, context.say)


async def opine(context: Context, button: view.Opine) -> View:
    """Store the grade that the unit asks for once it knows the ballots; the committee sees it at the next step."""
    stated = await self_assessment.opine(context.uow, context.request, button.case, button.grade)
    return view.stated(stated, context.say)


CONVERSATION = Conversation(name=self_assessment.NAME, states={self_assessment.REASON: (text(because),)})


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, choose, propose, opine)
