"""Entering a rectification item: unit -> problem -> measure -> target -> owner -> due date -> card -> saved."""

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, prompt, register_conversation, tap, typed
from bot.handlers.registering import Answer, on_taps
from bot.handlers.use_case import ask
from bot.services.rectification import enter
from bot.services.rectification import open as opening
from bot.services.rectification import save as saving
from bot.services.rectification.entry_session import NAME
from bot.views import form as forms
from bot.views.calendar import PickDay, TurnMonth
from bot.views.meeting.fields import Back, Clear, Edit
from bot.views.pick import Page, PickPerson, PickUnit
from bot.views.rectification import card as cards
from bot.views.rectification import enter as view
from bot.views.rectification import liaison
from bot.views.view import View


async def pick_day(context: Context, button: PickDay) -> View:
    """Choose a day of the calendar."""
    await enter.pick_day(context.uow, context.request, context.installation, button.version, button.day)
    return forms.chosen(context.say.full_day(button.day), context.say)


async def save(context: Context, button: view.Save) -> View:
    """Outside the table: pressed a second time, when the form is over, it shows the item that it made."""
    publish, show = bool(button.on), cards.opened if button.on else cards.saved
    found = await saving.save(context.uow, context.request, context.installation, button.version, publish=publish)
    return show(found, context.say)


def or_attach(answer: Answer) -> Answer:
    """Where only leader and liaison are missing, show the way to attach them; any other refusal goes on."""

    async def show(context: Context) -> View | None:
        try:
            return await answer(context)
        except DomainError as error:
            if error.code != "attached_missing":
                raise
            return liaison.missing(error.data, context.say)

    return show


async def delete_yes(context: Context, button: view.DeleteYes) -> View:
    """Delete the draft; nothing of it is kept."""
    await opening.delete(context.uow, context.request, button.item)
    return view.deleted(context.say)


WORDS = typed(enter.enter_text)
LEAVE_OUT = choice(ask(Clear, enter.leave_out))
BY_DAY = (typed(enter.enter_day), tap(ask(TurnMonth, enter.turn_month, prompt)), tap(pick_day))
BY_WORD = (WORDS, choice(ask(view.PickWord, enter.word)), LEAVE_OUT)
CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.UNIT: (choice(ask(PickUnit, enter.choose_unit)), typed(enter.search)),
        Step.PROBLEM: (WORDS,),
        Step.MEASURE: (WORDS,),
        Step.TARGET: (WORDS, LEAVE_OUT),
        Step.OWNER: (choice(ask(PickPerson, enter.owner)), typed(enter.search)),
        Step.DUE: BY_DAY,
        Step.CARD: (choice(ask(Edit, enter.field)),),
        Step.CATEGORY: BY_WORD,
        Step.SOURCE: BY_WORD,
        Step.CAUSE: (WORDS, LEAVE_OUT),
        Step.START: BY_DAY,
        Step.MILESTONES: (typed(enter.milestones), LEAVE_OUT),
    },
    fallbacks=(tap(ask(Back, enter.back, view.left)), tap(ask(Page, enter.page, prompt))),
)


def register(app: App) -> None:
    """Register the handlers of entering an item."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Enter, enter.begin), ask(view.Change, enter.change))
    on_taps(app, save, ask(view.Publish, opening.open_, cards.opened), around=or_attach)
    on_taps(app, ask(view.Delete, opening.deletable, view.question), delete_yes)
