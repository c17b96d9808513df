"""Conversations: what comes from a person goes to the step that they are at, whichever file has it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, filters

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.handlers import album
from bot.handlers.context import App, Context
from bot.handlers.registering import buttons_of, on_command, on_taps, tapped
from bot.services import conversation, reason_form
from bot.services.conversation import Form
from bot.services.unit_of_work import UnitOfWork
from bot.texts.speech import Speech
from bot.views import form as view
from bot.views.callback import Callback
from bot.views.renderers import render
from bot.views.view import View, sentence

TEXT = filters.TEXT & ~filters.COMMAND
"""What a step that asks for words takes."""

ELSEWHERE = frozenset({"stale_form", "unknown_account", "not_allowed", "not_found"})
"""Refusals that asking again does not mend."""

MARKS = "✓○« "
"""What stands before a button's words."""

B = TypeVar("B", bound=Callback | None)
Step = Callable[[Context, Form], Awaitable[View | Form | None]]
"""Answers with a view, with the form as it is now, which is shown in the tapped message, or with neither."""
TapStep = Callable[[Context, B], Awaitable[View | Form | None]]
"""A tap carries what it needs of the form."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One way on from a step: a message that passes the filter, or a button of one of those classes."""

    take: Step
    filter: filters.BaseFilter | None = None
    buttons: tuple[type[Callback], ...] = ()

    def fits(self, update: Update) -> bool:
        if update.callback_query is not None:
            return any(kind.is_of(update.callback_query.data or "") for kind in self.buttons)
        return self.filter is not None and bool(self.filter.check_update(update))


def tap(step: TapStep[B]) -> Transition:
    """On a button that the function's second parameter is annotated with."""
    return _tap(step)


def choice(step: Callable[[Context, B], Awaitable[None]]) -> Transition:
    """As `tap`; in place of the tapped message stands afterwards what was chosen there."""
    return _tap(step, chosen)


def _tap(step: TapStep[Any], answer: Callable[[Context], View] | None = None) -> Transition:
    kinds = buttons_of(step)

    async def take(context: Context, _: Form) -> View | Form | None:
        result = await step(context, tapped(context, kinds))
        return answer(context) if answer is not None else result

    return Transition(take, buttons=kinds)


def text(step: Step) -> Transition:
    """On typed words."""
    return Transition(step, filter=TEXT)


def typed(service: Callable[[UnitOfWork, Request, Installation, str], Awaitable[object]]) -> Transition:
    """On typed words, which only go to a service; the next prompt shows what has come of them."""

    async def take(context: Context, _: Form) -> None:
        await service(context.uow, context.request, context.installation, context.typed)

    return text(take)


async def enter_reason(context: Context, now: Form) -> None:
    """The typed step of every form that ends with a reason."""
    await reason_form.enter_reason(context.uow, context.request, now.name, now.version, context.typed)


def message(which: filters.BaseFilter, step: Step) -> Transition:
    """On a message that passes the filter."""
    return Transition(step, filter=which)


@dataclass(frozen=True, slots=True)
class Conversation:
    """Its name, states, fallbacks: the table at the end of a conversation's file."""

    name: str
    states: Mapping[str, tuple[Transition, ...]]
    fallbacks: tuple[Transition, ...] = ()

    def buttons(self) -> set[type[Callback]]:
        every = [*self.states.values(), self.fallbacks]
        return {kind for ways in every for way in ways for kind in way.buttons}


REGISTRY_KEY = "conversations"


def register_conversation(app: App, one: Conversation) -> None:
    """Make it known by its name, and its buttons its own."""
    app.bot_data.setdefault(REGISTRY_KEY, {})[one.name] = one
    for kind in one.buttons():
        app.add_handler(CallbackQueryHandler(_button, pattern=kind.pattern()))


async def _button(_: Update, context: Context) -> None:
    await receive(context)


async def receive(context: Context) -> bool:
    """Hand an update to the step the person is at; False when they are in no conversation."""
    current = await conversation.current(context.uow, context.request)
    one: Conversation | None = context.bot_data[REGISTRY_KEY].get(current.name)
    if one is None:
        return await _in_none(context)
    for way in (*one.states.get(current.step, ()), *one.fallbacks):
        if way.fits(context.incoming):
            await _take(way, context, current)
            return True
    if album.goes_on(context):
        return True
    unfit = context.incoming.callback_query is None and not await _came_again(context)
    context.show(await repeated(context, unfit=unfit))
    return True


async def _in_none(context: Context) -> bool:
    """What has ended a form and comes again is answered here; another message is no form's."""
    tap, again = context.incoming.callback_query is not None, await _came_again(context)
    if again:
        context.show(view.taken(context.say, tap=tap))
    elif tap:
        context.show(view.over(context.say))
    return again


async def _came_again(context: Context) -> bool:
    return await conversation.had_effect(context.uow, context.request)


async def _take(way: Transition, context: Context, current: Form) -> None:
    """What a message says and a rule refuses is asked for again, with the step's buttons."""
    try:
        answer = await way.take(context, current)
        context.show(_prompt(answer, context.say) if isinstance(answer, Form) else answer)
    except DomainError as error:
        if context.incoming.callback_query is not None or error.code in ELSEWHERE:
            raise
        context.show(view.refused(_prompt(current, context.say), sentence(error, context.say)))


async def repeated(context: Context, *, unfit: bool = False) -> View:
    """The step as it is now, as a message of its own."""
    current = await conversation.current(context.uow, context.request)
    if not current.name:
        return view.over(context.say)
    return view.again(_prompt(current, context.say), context.say, unfit=unfit)


def chosen(context: Context) -> View:
    """In place of the tapped message: what the button says, or nothing where Telegram no longer shows the message."""
    query = context.incoming.callback_query
    message = query.message if query is not None else None
    markup = message.reply_markup if isinstance(message, Message) else None
    buttons = [one for line in markup.inline_keyboard for one in line] if markup is not None else []
    labels = [one.text.lstrip(MARKS) for one in buttons if query is not None and one.callback_data == query.data]
    return view.chosen(labels[0] if labels else "", context.say)


def _prompt(now: Form, say: Speech) -> View:
    return render(now.prompt.kind, now.prompt.data(), say)


async def cancel(context: Context, _: view.Cancel | None = None) -> View:
    """/cancel works everywhere."""
    name = await conversation.cancel(context.uow, context.request)
    return view.cancelled(name, context.say)


def register(app: App) -> None:
    app.bot_data.setdefault(REGISTRY_KEY, {})
    on_command(app, "cancel", cancel)
    on_taps(app, cancel)
