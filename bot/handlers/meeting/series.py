"""Calling a series: a conversation from the main menu or the list of series."""

from bot.domain.meeting.series_calling import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap, typed
from bot.handlers.registering import on_menu, on_taps
from bot.services.meeting import series, series_end, series_publish
from bot.views.meeting import series as view
from bot.views.meeting import series_notice
from bot.views.view import View


async def open_(context: Context) -> View | None:
    """Those that run; straight to a new one where there is none."""
    found = await series_end.running(context.uow, context.request)
    if found.series:
        return series_notice.listed(found, context.say)
    await begin(context)
    return None


async def begin(context: Context, _: series_notice.New | None = None) -> None:
    await series.begin(context.uow, context.request, context.installation)


async def page(context: Context, button: view.Page) -> None:
    await series.page(context.uow, context.request, context.installation, button.version, button.number)


async def unit(context: Context, button: view.Unit) -> None:
    await series.choose_unit(context.uow, context.request, context.installation, button.version, button.unit)


async def kind(context: Context, button: view.Type) -> None:
    await series.choose_type(context.uow, context.request, context.installation, button.version, button.code)


async def rule(context: Context, button: view.Rule) -> None:
    await series.choose_rule(context.uow, context.request, context.installation, button.version, button.name)


async def hour(context: Context, button: view.Hour) -> None:
    await series.choose_hour(context.uow, context.request, context.installation, button.version, button.number)


async def holidays(context: Context, button: view.Holidays) -> None:
    await series.choose_holidays(context.uow, context.request, context.installation, button.version, button.number)


async def place(context: Context, button: view.Place) -> None:
    await series.known_place(context.uow, context.request, context.installation, button.version, button.number)


async def edit(context: Context, button: view.Edit) -> None:
    await series.edit(context.uow, context.request, context.installation, button.version, button.field)


async def back(context: Context, button: view.Back) -> None:
    await series.back(context.uow, context.request, context.installation, button.version)


async def turn(context: Context, button: view.Turn) -> None:
    await series.turn_period(context.uow, context.request, context.installation, button.version)


async def publish(context: Context, button: view.Publish) -> View:
    """No step of the form: pressed again after the form has ended, it gives the same answer."""
    called = await series_publish.publish(context.uow, context.request, context.installation, button.version)
    return series_notice.published(called, context.say) if called is not None else view.dates_passed(context.say)


CONVERSATION = Conversation(
    name="series",
    states={
        Step.UNIT: (choice(unit), choice(page)),
        Step.TYPE: (choice(kind),),
        Step.GROUP: (choice(unit),),
        Step.RULE: (choice(rule), choice(back), typed(series.enter_rule)),
        Step.HOUR: (choice(hour), choice(back), typed(series.enter_hour)),
        Step.HOLIDAYS: (choice(holidays), choice(back)),
        Step.PLACE: (choice(place), choice(back), typed(series.place)),
        Step.CARD: (tap(edit), choice(turn)),
    },
)


def register(app: App) -> None:
    register_conversation(app, CONVERSATION)
    on_taps(app, publish, begin)
    on_menu(app, "series", open_)
