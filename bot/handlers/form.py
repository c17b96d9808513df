"""Forms: hand what a person sends to the step at which they are, whichever module has it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, filters

from bot.domain.errors import DomainError
from bot.handlers import album
from bot.handlers.context import App, Context
from bot.handlers.registering import TapAnswer, buttons_of, on_command, on_taps, tapped
from bot.handlers.use_case import Show, UseCase, call, parameters_to_fill
from bot.services import conversation, reason_form
from bot.services.conversation import Form
from bot.texts.speech import Speech
from bot.views import form as view
from bot.views.callback import Callback
from bot.views.renderers import render
from bot.views.view import View, sentence

TEXT = filters.TEXT & ~filters.COMMAND
"""The messages that a step which asks for words accepts."""

ELSEWHERE = frozenset({"stale_form", "unknown_account", "not_allowed", "not_found"})
"""Refusals for which asking again is no remedy."""

MARKS = "✓○« "
"""Marks that may stand before the label of a button."""

T = TypeVar("T")
Step = Callable[[Context, Form], Awaitable[View | None]]
"""Answers a message at a step of the form, as it is now; None shows nothing, as where the next prompt follows."""


@dataclass(frozen=True, slots=True)
class Transition:
    """A way on from a step: a message that passes the filter, or a button of one of those classes."""

    take: Step
    filter: filters.BaseFilter | None = None
    buttons: tuple[type[Callback], ...] = ()

    def fits(self, update: Update) -> bool:
        if update.callback_query is not None:
            return any(kind.is_of(update.callback_query.data or "") for kind in self.buttons)
        return self.filter is not None and bool(self.filter.check_update(update))


def tap(step: TapAnswer) -> Transition:
    """Take the buttons that the function answers; the tapped message shows what it returns."""
    return _tap(step)


def choice(step: TapAnswer) -> Transition:
    """Take buttons as `tap` does, and replace the tapped message by the choice."""
    return _tap(step, chosen)


def _tap(step: TapAnswer, answer: Callable[[Context], View] | None = None) -> Transition:
    kinds = buttons_of(step)

    async def take(context: Context, _: Form) -> View | None:
        result = await step(context, tapped(context, kinds))
        return answer(context) if answer is not None else result

    return Transition(take, buttons=kinds)


def text(step: Step) -> Transition:
    """Take typed words."""
    return Transition(step, filter=TEXT)


def typed(use_case: UseCase[T], show: Show[T] | None = None) -> Transition:
    """Take typed words by a use case, as `use_case.ask` takes a button: `version` is the form's, the words are the one
    other parameter. ValueError when there is not just one."""
    [words] = set(parameters_to_fill(use_case)) - {"version"}

    async def take(context: Context, now: Form) -> View | None:
        given = {"version": now.version, words: context.typed}
        result = await call(context, use_case, {name: given[name] for name in parameters_to_fill(use_case)})
        return show(result, context.say) if show is not None else None

    return text(take)


def shared_place(use_case: UseCase[Any]) -> Transition:
    """Take a shared place by a use case of its latitude and longitude."""

    async def take(context: Context, _: Form) -> None:
        shared = context.incoming.effective_message
        if shared is not None and shared.location is not None:
            place = shared.location
            await call(context, use_case, {"latitude": place.latitude, "longitude": place.longitude})

    return message(filters.LOCATION, take)


async def enter_reason(context: Context, now: Form) -> None:
    """Take the typed reason, in every form that ends with one."""
    await reason_form.enter_reason(context.uow, context.request, now.name, now.version, context.typed)


def message(which: filters.BaseFilter, step: Step) -> Transition:
    """Take a message that passes the filter."""
    return Transition(step, filter=which)


@dataclass(frozen=True, slots=True)
class Conversation:
    """A form's name, the ways on from each of its steps, and those from all of them."""

    name: str
    states: Mapping[str, tuple[Transition, ...]]
    fallbacks: tuple[Transition, ...] = ()

    def buttons(self) -> set[type[Callback]]:
        every = [*self.states.values(), self.fallbacks]
        return {kind for ways in every for way in ways for kind in way.buttons}


REGISTRY_KEY = "conversations"


def register_conversation(app: App, one: Conversation) -> None:
    """Register a form by its name, and its buttons."""
    app.bot_data.setdefault(REGISTRY_KEY, {})[one.name] = one
    for kind in one.buttons():
        app.add_handler(CallbackQueryHandler(_button, pattern=kind.pattern()))


async def _button(_: Update, context: Context) -> None:
    await receive(context)


async def receive(context: Context) -> bool:
    """Hand an update to the step at which the person is; False when they are in no form."""
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
    """Answer a redelivery of what has ended a form, and a tap; other messages belong to no form."""
    tap, again = context.incoming.callback_query is not None, await _came_again(context)
    if again:
        context.show(view.taken(context.say, tap=tap))
    elif tap:
        context.show(view.over(context.say))
    return again


async def _came_again(context: Context) -> bool:
    return await conversation.had_effect(context.uow, context.request)


async def _take(way: Transition, context: Context, current: Form) -> None:
    """Take a way on. When a rule refuses a message, the step asks again, with its buttons."""
    try:
        context.show(await way.take(context, current))
    except DomainError as error:
        if context.incoming.callback_query is not None or error.code in ELSEWHERE:
            raise
        context.show(view.refused(prompt(current, context.say), sentence(error, context.say)))


async def repeated(context: Context, *, unfit: bool = False) -> View:
    """Show the step as it is now, as a message of its own."""
    current = await conversation.current(context.uow, context.request)
    if not current.name:
        return view.over(context.say)
    return view.again(prompt(current, context.say), context.say, unfit=unfit)


def chosen(context: Context) -> View:
    """Show the label of the tapped button in place of the message, or nothing where Telegram lacks the message."""
    query = context.incoming.callback_query
    message = query.message if query is not None else None
    markup = message.reply_markup if isinstance(message, Message) else None
    buttons = [one for line in markup.inline_keyboard for one in line] if markup is not None else []
    labels = [one.text.lstrip(MARKS) for one in buttons if query is not None and one.callback_data == query.data]
    return view.chosen(labels[0] if labels else "", context.say)


def prompt(now: Form, say: Speech) -> View:
    """Ask what the form asks for now."""
    return render(now.prompt.kind, now.prompt.data(), say)


async def cancel(context: Context, _: view.Cancel | None = None) -> View:
    """Leave the form, whichever it is: /cancel works everywhere."""
    name = await conversation.cancel(context.uow, context.request)
    return view.cancelled(name, context.say)


def register(app: App) -> None:
    """Add the handlers."""
    app.bot_data.setdefault(REGISTRY_KEY, {})
    on_command(app, "cancel", cancel)
    on_taps(app, cancel)
