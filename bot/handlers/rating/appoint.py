"""The committee above names supervisor and teller, and opens the rating."""

from enum import StrEnum

from bot.domain.rating.model import Role
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, Transition, chosen, register_conversation
from bot.handlers.registering import on_tap
from bot.services.conversation import Form
from bot.services.rating import appoint as rating_appoint
from bot.views.pick import Page, PickPerson
from bot.views.rating import page as view
from bot.views.view import View


class Step(StrEnum):
    SUPERVISOR = Role.SUPERVISOR.value
    TELLER = Role.TELLER.value


async def appoint(context: Context, button: view.Appoint) -> None:
    await rating_appoint.begin(context.uow, context.request, context.installation, button.rating, button.role)


async def pick(context: Context, button: PickPerson) -> View:
    card = await rating_appoint.choose(
        context.uow, context.request, context.installation, button.version, button.person
    )
    return chosen(context) if card is None else view.card(card, context.say)


async def search(context: Context, now: Form) -> View | None:
    card = await rating_appoint.search(context.uow, context.request, context.installation, now.version, context.typed)
    return view.card(card, context.say) if card is not None else None


async def page(context: Context, button: Page) -> Form:
    return await rating_appoint.page(context.uow, context.request, context.installation, button.version, button.number)


async def open_(context: Context, button: view.Open) -> View:
    card = await rating_appoint.open_(context.uow, context.request, context.installation, button.rating, button.version)
    return view.card(card, context.say)


BY_NAME = (Transition.tap(PickPerson, pick), Transition.tap(Page, page), Transition.text(search))
CONVERSATION = Conversation(name=rating_appoint.NAME, states={Step.SUPERVISOR: BY_NAME, Step.TELLER: BY_NAME})


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    on_tap(app, view.Appoint, appoint)
    on_tap(app, view.Open, open_)
