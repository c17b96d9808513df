"""Calling a series: a conversation from the main menu or the list of series."""

from bot.domain.meeting.series_calling import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, register_conversation, tap, typed
from bot.handlers.registering import on_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.meeting import series, series_end, series_publish
from bot.views.meeting import series as view
from bot.views.meeting import series_notice
from bot.views.view import View

begin = ask(series_notice.New, series.begin)


async def open_(context: Context) -> View | None:
    """List the series that are running; where there is none, begin to call one."""
    found = await series_end.running(context.uow, context.request)
    if found.series:
        return series_notice.listed(found, context.say)
    await begin(context)
    return None


UNIT = choice(ask(view.Unit, series.choose_unit))
BACK = choice(ask(view.Back, series.back))
CONVERSATION = Conversation(
    name="series",
    states={
        Step.UNIT: (UNIT, choice(ask(view.Page, series.page))),
        Step.TYPE: (choice(ask(view.Type, series.choose_type)),),
        Step.GROUP: (UNIT,),
        Step.RULE: (choice(ask(view.Rule, series.choose_rule)), BACK, typed(series.enter_rule)),
        Step.HOUR: (choice(ask(view.Hour, series.choose_hour)), BACK, typed(series.enter_hour)),
        Step.HOLIDAYS: (choice(ask(view.Holidays, series.choose_holidays)), BACK),
        Step.PLACE: (choice(ask(view.Place, series.known_place)), BACK, typed(series.place)),
        Step.CARD: (tap(ask(view.Edit, series.edit)), choice(ask(view.Turn, series.turn_period))),
    },
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    register_conversation(app, CONVERSATION)
    on_taps(app, ask(view.Publish, series_publish.publish, series_notice.published), begin)
    on_menu(app, "series", open_)
