"""Entering a rectification item: unit -> problem -> measure -> target -> owner -> due date -> card -> saved."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import DomainError
from bot.domain.rectification.enter import Step
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, in_place
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.rectification import enter as rectify_enter
from bot.services.rectification import open as rectify_open
from bot.services.rectification.entering import NAME
from bot.views import calendar
from bot.views.meeting import call as words
from bot.views.meeting.fields import Back, Clear, Edit
from bot.views.pick import Page, PickPerson, PickUnit
from bot.views.rectification import attach
from bot.views.rectification import card as cards
from bot.views.rectification import enter as view
from bot.views.view import View


async def begin(update: Update, context: Context) -> None:
    await rectify_enter.begin(context.uow, context.request(update), context.installation)
    context.show(update, View())


async def enter(update: Update, context: Context) -> None:
    unit = tapped(update, view.Enter).unit
    await rectify_enter.begin(context.uow, context.request(update), context.installation, unit)
    context.show(update, View())


async def change(update: Update, context: Context) -> None:
    item = tapped(update, view.Change).item
    await rectify_enter.change(context.uow, context.request(update), context.installation, item)
    context.show(update, View())


async def pick_unit(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickUnit)
    await rectify_enter.choose_unit(
        context.uow, context.request(update), context.installation, asked.version, asked.unit
    )
    chosen(update, context)


async def edit(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Edit)
    await rectify_enter.field(context.uow, context.request(update), context.installation, asked.version, asked.field)
    chosen(update, context)


async def back(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Back)
    await rectify_enter.back(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, view.left(context.speech(update)))


async def say(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rectify_enter.say(context.uow, context.request(update), context.installation, now.version, text)


async def word(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, view.PickWord)
    await rectify_enter.word(context.uow, context.request(update), context.installation, asked.version, asked.number)
    chosen(update, context)


async def leave_out(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Clear)
    await rectify_enter.leave_out(context.uow, context.request(update), context.installation, asked.version)
    chosen(update, context)


async def owner(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickPerson)
    await rectify_enter.owner(context.uow, context.request(update), context.installation, asked.version, asked.person)
    chosen(update, context)


async def page(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Page)
    now = await rectify_enter.page(
        context.uow, context.request(update), context.installation, asked.version, asked.number
    )
    in_place(update, context, now)


async def search(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rectify_enter.search(context.uow, context.request(update), context.installation, now.version, text)


async def say_day(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rectify_enter.say_day(context.uow, context.request(update), context.installation, now.version, text)


async def turn_month(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, calendar.TurnMonth)
    request = context.request(update)
    now = await rectify_enter.turn_month(context.uow, request, context.installation, asked.version, asked.first)
    in_place(update, context, now)


async def pick_day(update: Update, context: Context, now: Form) -> None:
    asked, request = tapped(update, calendar.PickDay), context.request(update)
    await rectify_enter.pick_day(context.uow, request, context.installation, asked.version, asked.date)
    speech = context.speech(update)
    context.show(update, words.chosen(speech.full_day(asked.date), speech))


async def milestones(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rectify_enter.milestones(context.uow, context.request(update), context.installation, now.version, text)


async def save(update: Update, context: Context) -> None:
    """Outside the table: pressed a second time, when the form is over, it shows the item that it made."""
    asked, request = tapped(update, view.Save), context.request(update)
    try:
        found = await rectify_open.save(
            context.uow, request, context.installation, asked.version, publish=bool(asked.on)
        )
    except DomainError as error:
        show_missing(error, update, context)
    else:
        show = cards.opened if asked.on else cards.saved
        context.show(update, show(found, context.speech(update)))


async def publish(update: Update, context: Context) -> None:
    """A draft, from its card."""
    item = tapped(update, view.Publish).item
    try:
        found = await rectify_open.open_(context.uow, context.request(update), context.installation, item)
    except DomainError as error:
        show_missing(error, update, context)
    else:
        context.show(update, cards.opened(found, context.speech(update)))


def show_missing(error: DomainError, update: Update, context: Context) -> None:
    """Where only leader and liaison are missing, the way to attach them; any other refusal goes on."""
    if error.code != "attached_missing":
        raise error
    context.show(update, attach.missing(error.data, context.speech(update)))


async def delete(update: Update, context: Context) -> None:
    item = tapped(update, view.Delete).item
    found = await rectify_open.deletable(context.uow, context.request(update), item)
    context.show(update, view.question(found.id, found.problem, context.speech(update)))


async def delete_yes(update: Update, context: Context) -> None:
    item = tapped(update, view.DeleteYes).item
    await rectify_open.delete(context.uow, context.request(update), item)
    context.show(update, view.deleted(context.speech(update)))


BY_DAY = (On(say_day, TEXT), On(turn_month, button=calendar.TurnMonth), On(pick_day, button=calendar.PickDay))
BY_WORD = (On(say, TEXT), On(word, button=view.PickWord), On(leave_out, button=Clear))
CONVERSATION = Conversation(
    name=NAME,
    entry=begin,
    states={
        Step.UNIT: (On(pick_unit, button=PickUnit), On(search, TEXT)),
        Step.PROBLEM: (On(say, TEXT),),
        Step.MEASURE: (On(say, TEXT),),
        Step.TARGET: (On(say, TEXT), On(leave_out, button=Clear)),
        Step.OWNER: (On(owner, button=PickPerson), On(search, TEXT)),
        Step.DUE: BY_DAY,
        Step.CARD: (On(edit, button=Edit),),
        Step.CATEGORY: BY_WORD,
        Step.SOURCE: BY_WORD,
        Step.CAUSE: (On(say, TEXT), On(leave_out, button=Clear)),
        Step.START: BY_DAY,
        Step.MILESTONES: (On(milestones, TEXT), On(leave_out, button=Clear)),
    },
    fallbacks=(On(back, button=Back), On(page, button=Page)),
)
ALONE = ((view.Enter, enter), (view.Change, change), (view.Save, save), (view.Publish, publish))


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, step in (*ALONE, (view.Delete, delete), (view.DeleteYes, delete_yes)):
        app.add_handler(CallbackQueryHandler(step, pattern=kind.pattern()))
