"""Preparing a rating: its card, a question for what cannot be a switch, then to the committee."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.rating.prepare import Step
from bot.handlers import form
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, in_place
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.rating import prepare as rating_prepare
from bot.services.rating.preparing import NAME
from bot.views.meeting.fields import Back, Edit
from bot.views.pick import Page, PickPerson, PickUnit
from bot.views.rating import prepare as view
from bot.views.rating.page import Prepare
from bot.views.view import View


async def begin(update: Update, context: Context) -> None:
    await rating_prepare.begin(context.uow, context.request(update), context.installation)
    context.show(update, View())


async def prepare(update: Update, context: Context) -> None:
    unit = tapped(update, Prepare).unit
    await rating_prepare.begin(context.uow, context.request(update), context.installation, unit)
    context.show(update, View())


async def pick_unit(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickUnit)
    await rating_prepare.choose_unit(
        context.uow, context.request(update), context.installation, asked.version, asked.unit
    )
    chosen(update, context)


async def turn(update: Update, context: Context, now: Form) -> None:
    asked, request = tapped(update, view.Set), context.request(update)
    name, _, value = asked.to.partition(".")
    now = await rating_prepare.turn(context.uow, request, context.installation, asked.version, name, value)
    in_place(update, context, now)


async def edit(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Edit)
    await rating_prepare.field(context.uow, context.request(update), context.installation, asked.version, asked.field)
    chosen(update, context)


async def back(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, Back)
    await rating_prepare.back(context.uow, context.request(update), context.installation, asked.version)
    context.show(update, view.left(context.speech(update)))


async def person(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, PickPerson)
    await rating_prepare.person(context.uow, context.request(update), context.installation, asked.version, asked.person)
    chosen(update, context)


async def page(update: Update, context: Context, now: Form) -> None:
    asked, request = tapped(update, Page), context.request(update)
    now = await rating_prepare.page(context.uow, request, context.installation, asked.version, asked.number)
    in_place(update, context, now)


async def search(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rating_prepare.search(context.uow, context.request(update), context.installation, now.version, text)


async def motion(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rating_prepare.motion(context.uow, context.request(update), context.installation, now.version, text)


async def present(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, view.Present)
    await rating_prepare.present(
        context.uow, context.request(update), context.installation, asked.version, asked.meeting
    )
    chosen(update, context)


async def pick_close(update: Update, context: Context, now: Form) -> None:
    asked = tapped(update, view.Until)
    await rating_prepare.pick_close(
        context.uow, context.request(update), context.installation, asked.version, asked.offer
    )
    chosen(update, context)


async def say_close(update: Update, context: Context, now: Form) -> None:
    text = form.typed(update.effective_message)
    await rating_prepare.say_close(context.uow, context.request(update), context.installation, now.version, text)


async def submit(update: Update, context: Context) -> None:
    """Outside the table: pressed a second time, when the form is over, it gives the same answer."""
    version = tapped(update, view.Submit).version
    result = await rating_prepare.submit(context.uow, context.request(update), context.installation, version)
    context.show(update, view.submitted(result, context.speech(update)))


CONVERSATION = Conversation(
    name=NAME,
    entry=begin,
    states={
        Step.UNIT: (On(pick_unit, button=PickUnit), On(page, button=Page), On(search, TEXT)),
        Step.CARD: (On(turn, button=view.Set), On(edit, button=Edit)),
        Step.PERSON: (On(person, button=PickPerson), On(page, button=Page), On(search, TEXT)),
        Step.TITLE: (On(motion, TEXT),),
        Step.MEETING: (On(present, button=view.Present),),
        Step.CLOSES: (On(pick_close, button=view.Until), On(say_close, TEXT)),
    },
    fallbacks=(On(back, button=Back),),
)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    for kind, handler in ((Prepare, prepare), (view.Submit, submit)):
        app.add_handler(CallbackQueryHandler(handler, pattern=kind.pattern()))
