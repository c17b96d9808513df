"""Calling a meeting: type -> time -> card, every field of which can be changed -> published."""

from bot.domain.meeting.calling import Step
from bot.handlers.context import App, Context
from bot.handlers.form import Conversation, choice, chosen, prompt, register_conversation, shared_place, tap, typed
from bot.handlers.registering import on_menu, on_taps
from bot.handlers.use_case import ask
from bot.services.meeting import call, fields
from bot.services.meeting.calling import NAME
from bot.views import calendar
from bot.views.meeting import call as view
from bot.views.meeting import card as cards
from bot.views.meeting.fields import Back, Clear, Edit, PickAudience, PickWay
from bot.views.pick import Choose, Page, PickPerson, PickPlace, PickUnit
from bot.views.view import View


async def way(context: Context, button: PickWay) -> View:
    """Allow a way of checking in or no longer; for checking in by place, ask first where the place is."""
    now = await fields.way(
        context.uow, context.request, context.installation, button.version, button.way, on=bool(button.on)
    )
    return prompt(now, context.say) if now.step == Step.WAYS else chosen(context)


async def nothing(context: Context, _: calendar.Nothing) -> None:
    """Do nothing at a tap on a part of the calendar that is no day."""


UNIT = choice(ask(PickUnit, call.choose_unit))
SEARCH = typed(fields.search)
LEADER = (choice(ask(PickPerson, fields.person)), SEARCH)
PEOPLE = (tap(ask(Choose, fields.choose, prompt)), SEARCH)
EDIT, CLEAR = choice(ask(Edit, fields.edit)), choice(ask(Clear, fields.clear))
CALENDAR = (
    tap(ask(calendar.TurnMonth, call.turn_month, prompt)),
    tap(ask(calendar.PickDay, call.pick_day, view.picked)),
    tap(ask(calendar.PickHour, call.pick_hour, view.picked)),
)
CONVERSATION = Conversation(
    name=NAME,
    states={
        Step.UNIT: (UNIT, SEARCH),
        Step.TYPE: (choice(ask(view.PickType, call.choose_type)),),
        Step.GROUP: (UNIT,),
        Step.WHEN: (typed(call.enter_time), *CALENDAR),
        Step.CARD: (EDIT, typed(call.enter_on_card)),
        Step.TITLE: (typed(fields.title),),
        Step.PLACE: (typed(fields.place), choice(ask(PickPlace, fields.known_place))),
        Step.HOST: LEADER,
        Step.RECORDER: LEADER,
        Step.AGENDA: (typed(fields.agenda), CLEAR),
        Step.AUDIENCE: (choice(ask(PickAudience, fields.audience)), EDIT),
        Step.CHOSEN: PEOPLE,
        Step.GUESTS: PEOPLE,
        Step.SESSIONS: (typed(fields.sessions),),
        Step.WAYS: (tap(way),),
        Step.SPOT: (shared_place(fields.spot), CLEAR),
    },
    fallbacks=(tap(ask(Back, fields.back, view.left)), tap(ask(Page, fields.page, prompt))),
)


def register(app: App) -> None:
    """Add the handlers of this module."""
    begin = ask(cards.Call, call.begin)
    register_conversation(app, CONVERSATION)
    on_taps(app, begin, ask(view.Publish, call.publish, cards.published), nothing)
    on_menu(app, "call", begin)
