"""Preparing a rating: its card, a question for what cannot be a switch, then to the committee."""

from bot.domain.rating.prepare import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, prompt, register_conversation, tap, typed
from bot.handlers.registering import on_taps
from bot.handlers.use_case import ask
from bot.services.rating import prepare, prepare_submit
from bot.services.rating.prepare_session import NAME
from bot.views.meeting.fields import Back, Edit
from bot.views.pick import Page, PickPerson, PickUnit
from bot.views.rating import prepare as view
from bot.views.rating.page import Prepare
from bot.views.view import View


async def back(context: Context, button: Back) -> View:
    """Go back to the card without a change."""
    await prepare.back(context.uow, context.request, context.installation, button.version)
    return view.left(context.say)


LIST = (tap(ask(Page, prepare.page, prompt)), typed(prepare.search))
CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.UNIT: (choice(ask(PickUnit, prepare.choose_unit)), *LIST),
        Step.CARD: (tap(ask(view.Set, prepare.turn, prompt)), choice(ask(Edit, prepare.edit))),
        Step.PERSON: (choice(ask(PickPerson, prepare.person)), *LIST),
        Step.TITLE: (typed(prepare.motion),),
        Step.MEETING: (choice(ask(view.Present, prepare.present)),),
        Step.CLOSES: (choice(ask(view.Until, prepare.pick_close)), typed(prepare.enter_close)),
    },
    fallbacks=(tap(back),),
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(Prepare, prepare.begin), ask(view.Submit, prepare_submit.submit, view.submitted))
