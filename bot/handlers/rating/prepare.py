"""Preparing a rating: its card, a question for what cannot be a switch, then to the committee."""

from bot.domain.rating.prepare import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.rating import prepare as rating_prepare
from bot.services.rating import prepare_submit
from bot.services.rating.prepare_session import NAME
from bot.views.meeting.fields import Back, Edit
from bot.views.pick import Page, PickPerson, PickUnit
from bot.views.rating import prepare as view
from bot.views.rating.page import Prepare
from bot.views.view import View


async def begin(context: Context, button: Prepare | None = None) -> None:
    """Begin to prepare a rating: ask for the unit where there are several, else show the card with usual values."""
    unit = button.unit if button is not None else 0
    await rating_prepare.begin(context.uow, context.request, context.installation, unit)


async def pick_unit(context: Context, button: PickUnit) -> None:
    """Choose the unit that the rating is prepared for; the card with usual values follows."""
    await rating_prepare.choose_unit(context.uow, context.request, context.installation, button.version, button.unit)


async def turn(context: Context, button: view.Set) -> Form:
    """Change one of the card's switches, in the same message."""
    name, _, value = button.to.partition(".")
    return await rating_prepare.turn(context.uow, context.request, context.installation, button.version, name, value)


async def edit(context: Context, button: Edit) -> None:
    """Ask for a new value of the tapped field."""
    await rating_prepare.field(context.uow, context.request, context.installation, button.version, button.field)


async def back(context: Context, button: Back) -> View:
    """Go back to the card without a change."""
    await rating_prepare.back(context.uow, context.request, context.installation, button.version)
    return view.left(context.say)


async def person(context: Context, button: PickPerson) -> None:
    """Take the tapped person as the one to be rated."""
    await rating_prepare.person(context.uow, context.request, context.installation, button.version, button.person)


async def page(context: Context, button: Page) -> Form:
    """Turn to another page of the units or the people."""
    return await rating_prepare.page(context.uow, context.request, context.installation, button.version, button.number)


async def search(context: Context, now: Form) -> None:
    """Shorten the list to the names that fit what was typed; the whole name of a person chooses that person."""
    await rating_prepare.search(context.uow, context.request, context.installation, now.version, context.typed)


async def motion(context: Context, now: Form) -> None:
    """Take the words of the motion that is voted on."""
    await rating_prepare.motion(context.uow, context.request, context.installation, now.version, context.typed)


async def present(context: Context, button: view.Present) -> None:
    """Let those vote who have checked in to a meeting when the rating opens, or all of the unit."""
    await rating_prepare.present(context.uow, context.request, context.installation, button.version, button.meeting)


async def pick_close(context: Context, button: view.Until) -> None:
    """Take one of the offered times at which voting ends."""
    await rating_prepare.pick_close(context.uow, context.request, context.installation, button.version, button.offer)


async def enter_close(context: Context, now: Form) -> None:
    """Take the typed time at which voting ends."""
    await rating_prepare.enter_close(context.uow, context.request, context.installation, now.version, context.typed)


async def submit(context: Context, button: view.Submit) -> View:
    """Submit the rating to the committee above; a second tap, when the form is over, gets the same answer."""
    result = await prepare_submit.submit(context.uow, context.request, context.installation, button.version)
    return view.submitted(result, context.say)


CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.UNIT: (choice(pick_unit), tap(page), text(search)),
        Step.CARD: (tap(turn), choice(edit)),
        Step.PERSON: (choice(person), tap(page), text(search)),
        Step.TITLE: (text(motion),),
        Step.MEETING: (choice(present),),
        Step.CLOSES: (choice(pick_close), text(enter_close)),
    },
    fallbacks=(tap(back),),
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, submit)
