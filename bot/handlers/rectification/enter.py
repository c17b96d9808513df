"""Entering a rectification item: unit -> problem -> measure -> target -> owner -> due date -> card -> saved."""

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap, text
from bot.handlers.registering import on_taps
from bot.services.conversation import Form
from bot.services.rectification import enter
from bot.services.rectification import open as opening
from bot.services.rectification import save as saving
from bot.services.rectification.entry_session import NAME
from bot.views import calendar
from bot.views import form as forms
from bot.views.meeting.fields import Back, Clear, Edit
from bot.views.pick import Page, PickPerson, PickUnit
from bot.views.rectification import card as cards
from bot.views.rectification import enter as view
from bot.views.rectification import liaison
from bot.views.view import View


async def begin(context: Context, button: view.Enter | None = None) -> None:
    """Begin entering an item, of the unit that the button names if it names one."""
    unit = button.unit if button is not None else 0
    await enter.begin(context.uow, context.request, context.installation, unit)


async def change(context: Context, button: view.Change) -> None:
    """Begin editing a draft, or correcting an open item."""
    await enter.change(context.uow, context.request, context.installation, button.item)


async def pick_unit(context: Context, button: PickUnit) -> None:
    """Choose the unit that the item is entered for."""
    await enter.choose_unit(context.uow, context.request, context.installation, button.version, button.unit)


async def edit(context: Context, button: Edit) -> None:
    """Ask for one field again, from the item's card."""
    await enter.field(context.uow, context.request, context.installation, button.version, button.field)


async def back(context: Context, button: Back) -> View:
    """Leave a question of the card without an answer."""
    await enter.back(context.uow, context.request, context.installation, button.version)
    return view.left(context.say)


async def enter_text(context: Context, now: Form) -> None:
    """Take the typed words for the field that is asked for."""
    await enter.enter_text(context.uow, context.request, context.installation, now.version, context.typed)


async def word(context: Context, button: view.PickWord) -> None:
    """Choose one of the offered words for a category or a source."""
    await enter.word(context.uow, context.request, context.installation, button.version, button.number)


async def leave_out(context: Context, button: Clear) -> None:
    """Leave an optional field empty."""
    await enter.leave_out(context.uow, context.request, context.installation, button.version)


async def owner(context: Context, button: PickPerson) -> None:
    """Choose the owner from the list."""
    await enter.owner(context.uow, context.request, context.installation, button.version, button.person)


async def page(context: Context, button: Page) -> Form:
    """Turn to another page of the list."""
    return await enter.page(context.uow, context.request, context.installation, button.version, button.number)


async def search(context: Context, now: Form) -> None:
    """Narrow the list to names that hold the typed words."""
    await enter.search(context.uow, context.request, context.installation, now.version, context.typed)


async def enter_day(context: Context, now: Form) -> None:
    """Take a day in words, such as the end of a month."""
    await enter.enter_day(context.uow, context.request, context.installation, now.version, context.typed)


async def turn_month(context: Context, button: calendar.TurnMonth) -> Form:
    """Show another month of the calendar."""
    return await enter.turn_month(context.uow, context.request, context.installation, button.version, button.month)


async def pick_day(context: Context, button: calendar.PickDay) -> View:
    """Choose a day of the calendar."""
    await enter.pick_day(context.uow, context.request, context.installation, button.version, button.day)
    return forms.chosen(context.say.full_day(button.day), context.say)


async def milestones(context: Context, now: Form) -> None:
    """Take the milestones, one a line with its date."""
    await enter.milestones(context.uow, context.request, context.installation, now.version, context.typed)


async def save(context: Context, button: view.Save) -> View:
    """Outside the table: pressed a second time, when the form is over, it shows the item that it made."""
    try:
        found = await saving.save(
            context.uow, context.request, context.installation, button.version, publish=bool(button.on)
        )
    except DomainError as error:
        return show_missing(error, context)
    else:
        show = cards.opened if button.on else cards.saved
        return show(found, context.say)


async def publish(context: Context, button: view.Publish) -> View:
    """A draft, from its card."""
    try:
        found = await opening.open_(context.uow, context.request, context.installation, button.item)
    except DomainError as error:
        return show_missing(error, context)
    else:
        return cards.opened(found, context.say)


def show_missing(error: DomainError, context: Context) -> View:
    """Where only leader and liaison are missing, the way to attach them; any other refusal goes on."""
    if error.code != "attached_missing":
        raise error
    return liaison.missing(error.data, context.say)


async def delete(context: Context, button: view.Delete) -> View:
    """Ask once more before a draft is deleted."""
    found = await opening.deletable(context.uow, context.request, button.item)
    return view.question(found.id, found.problem, context.say)


async def delete_yes(context: Context, button: view.DeleteYes) -> View:
    """Delete the draft; nothing of it is kept."""
    await opening.delete(context.uow, context.request, button.item)
    return view.deleted(context.say)


BY_DAY = (text(enter_day), tap(turn_month), tap(pick_day))
BY_WORD = (text(enter_text), choice(word), choice(leave_out))
CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.UNIT: (choice(pick_unit), text(search)),
        Step.PROBLEM: (text(enter_text),),
        Step.MEASURE: (text(enter_text),),
        Step.TARGET: (text(enter_text), choice(leave_out)),
        Step.OWNER: (choice(owner), text(search)),
        Step.DUE: BY_DAY,
        Step.CARD: (choice(edit),),
        Step.CATEGORY: BY_WORD,
        Step.SOURCE: BY_WORD,
        Step.CAUSE: (text(enter_text), choice(leave_out)),
        Step.START: BY_DAY,
        Step.MILESTONES: (text(milestones), choice(leave_out)),
    },
    fallbacks=(tap(back), tap(page)),
)


def register(app: App) -> None:
    """Register the handlers of entering an item."""
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, change, save, publish, delete, delete_yes)
