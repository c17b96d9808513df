"""Calling a series: a conversation from the main menu or the list of series."""

from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.meeting.series_calling import Step
from bot.handlers import form
from bot.handlers import menu_entry as desk
from bot.handlers.context import App, Context
from bot.handlers.form import TEXT, Conversation, On, typed
from bot.handlers.private import tapped
from bot.handlers.tap import chosen
from bot.services.conversation import Form
from bot.services.meeting import series, series_end, series_publish
from bot.views.meeting import series as view
from bot.views.meeting import series_notice
from bot.views.view import View


async def open_(update: Update, context: Context) -> None:
    """Those that run; straight to a new one where there is none."""
    found = await series_end.running(context.uow, context.request(update))
    if found.series:
        context.show(update, series_notice.listed(found, context.speech(update)))
    else:
        await form.start(CONVERSATION.name, update, context)


async def begin(update: Update, context: Context) -> None:
    await series.begin(context.uow, context.request(update), context.installation)
    context.show(update, View())


async def page(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Page)
    await series.page(context.uow, context.request(update), context.installation, asked.version, asked.number)
    chosen(update, context)


async def unit(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Unit)
    await series.choose_unit(context.uow, context.request(update), context.installation, asked.version, asked.unit)
    chosen(update, context)


async def kind(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Type)
    await series.choose_type(context.uow, context.request(update), context.installation, asked.version, asked.code)
    chosen(update, context)


async def rule(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Rule)
    await series.choose_rule(context.uow, context.request(update), context.installation, asked.version, asked.name)
    chosen(update, context)


async def rule_typed(update: Update, context: Context, current: Form) -> None:
    await series.say_rule(context.uow, context.request(update), context.installation, typed(update.effective_message))


async def hour(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Hour)
    await series.choose_hour(context.uow, context.request(update), context.installation, asked.version, asked.number)
    chosen(update, context)


async def hour_typed(update: Update, context: Context, current: Form) -> None:
    await series.say_hour(context.uow, context.request(update), context.installation, typed(update.effective_message))


async def holidays(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Holidays)
    await series.choose_holidays(
        context.uow, context.request(update), context.installation, asked.version, asked.number
    )
    chosen(update, context)


async def place(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Place)
    await series.known_place(context.uow, context.request(update), context.installation, asked.version, asked.number)
    chosen(update, context)


async def place_typed(update: Update, context: Context, current: Form) -> None:
    await series.place(context.uow, context.request(update), context.installation, typed(update.effective_message))


async def edit(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Edit)
    await series.edit(context.uow, context.request(update), context.installation, asked.version, asked.field)
    context.show(update, View())


async def back(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Back)
    await series.back(context.uow, context.request(update), context.installation, asked.version)
    chosen(update, context)


async def turn(update: Update, context: Context, current: Form) -> None:
    asked = tapped(update, view.Turn)
    await series.turn_period(context.uow, context.request(update), context.installation, asked.version)
    chosen(update, context)


async def publish(update: Update, context: Context) -> None:
    """No step of the form: pressed again after the form has ended, it gives the same answer."""
    asked = tapped(update, view.Publish)
    called = await series_publish.publish(context.uow, context.request(update), context.installation, asked.version)
    say = context.speech(update)
    context.show(update, series_notice.published(called, say) if called is not None else view.dates_passed(say))


CONVERSATION = Conversation(
    name="series",
    entry=begin,
    states={
        Step.UNIT: (On(unit, button=view.Unit), On(page, button=view.Page)),
        Step.TYPE: (On(kind, button=view.Type),),
        Step.GROUP: (On(unit, button=view.Unit),),
        Step.RULE: (On(rule, button=view.Rule), On(back, button=view.Back), On(rule_typed, TEXT)),
        Step.HOUR: (On(hour, button=view.Hour), On(back, button=view.Back), On(hour_typed, TEXT)),
        Step.HOLIDAYS: (On(holidays, button=view.Holidays), On(back, button=view.Back)),
        Step.PLACE: (On(place, button=view.Place), On(back, button=view.Back), On(place_typed, TEXT)),
        Step.CARD: (On(edit, button=view.Edit), On(turn, button=view.Turn)),
    },
)


async def new(update: Update, context: Context) -> None:
    tapped(update, series_notice.New)
    await form.start(CONVERSATION.name, update, context)


def register(app: App) -> None:
    form.add(app, CONVERSATION)
    app.add_handler(CallbackQueryHandler(publish, pattern=view.Publish.pattern()))
    app.add_handler(CallbackQueryHandler(new, pattern=series_notice.New.pattern()))
    desk.offer(app, "series", open_)
