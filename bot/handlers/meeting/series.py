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
    """List the series that are running; where there is none, begin to call one."""
    found = await series_end.running(context.uow, context.request)
    if found.series:
        return series_notice.listed(found, context.say)
    await begin(context)
    return None


async def begin(context: Context, _: series_notice.New | None = None) -> None:
    """Begin to call a series with the first question that is open: the unit, the type or the rule."""
    await series.begin(context.uow, context.request, context.installation)


async def page(context: Context, button: view.Page) -> None:
    """Turn to another page of the units."""
    await series.page(context.uow, context.request, context.installation, button.version, button.number)


async def unit(context: Context, button: view.Unit) -> None:
    """Choose the unit that holds the meetings, or one of its groups."""
    await series.choose_unit(context.uow, context.request, context.installation, button.version, button.unit)


async def kind(context: Context, button: view.Type) -> None:
    """Choose the type; what is usual for such meetings is filled in, and the rule is asked for."""
    await series.choose_type(context.uow, context.request, context.installation, button.version, button.code)


async def rule(context: Context, button: view.Rule) -> None:
    """Choose one of the usual rules, such as every month on the 5th."""
    await series.choose_rule(context.uow, context.request, context.installation, button.version, button.name)


async def hour(context: Context, button: view.Hour) -> None:
    """Choose one of the usual hours; the meetings last as long as others of their type."""
    await series.choose_hour(context.uow, context.request, context.installation, button.version, button.number)


async def holidays(context: Context, button: view.Holidays) -> None:
    """Choose what happens to a date on a day off: moved later, moved earlier, left out or kept."""
    await series.choose_holidays(context.uow, context.request, context.installation, button.version, button.number)


async def place(context: Context, button: view.Place) -> None:
    """Take one of the places that the unit has used lately."""
    await series.known_place(context.uow, context.request, context.installation, button.version, button.number)


async def edit(context: Context, button: view.Edit) -> None:
    """Ask anew for the tapped field: the rule, the hour, what happens on days off, or the place."""
    await series.edit(context.uow, context.request, context.installation, button.version, button.field)


async def back(context: Context, button: view.Back) -> None:
    """Go back to the card without a change."""
    await series.back(context.uow, context.request, context.installation, button.version)


async def turn(context: Context, button: view.Turn) -> None:
    """Plan the dates for twelve months instead of the rest of the year, or the other way round."""
    await series.turn_period(context.uow, context.request, context.installation, button.version)


async def publish(context: Context, button: view.Publish) -> View:
    """Call all meetings of the series and tell everyone once; a second tap gets the same answer."""
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
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, publish, begin)
    on_menu(app, "series", open_)
