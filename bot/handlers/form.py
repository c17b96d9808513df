"""Conversations: one registry by name, so that a question or a button can start one without importing its handler."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from telegram import Message, Update
from telegram.ext import CallbackQueryHandler, CommandHandler, filters

from bot.domain.errors import DomainError
from bot.handlers import album
from bot.handlers.context import App, Context
from bot.handlers.private import tapped
from bot.services import conversation
from bot.services.conversation import Form
from bot.texts.speech import Speech
from bot.views import form as view
from bot.views.callback import Callback
from bot.views.parcels import render
from bot.views.view import View, sentence

TEXT = filters.TEXT & ~filters.COMMAND
"""What a step that asks for words takes."""

ELSEWHERE = frozenset({"stale_form", "unknown_account", "not_allowed", "not_found"})
"""Refusals that asking again does not mend."""

Step = Callable[[Update, Context, Form], Awaitable[None]]
Entry = Callable[[Update, Context], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class On:
    """One way on from a step: a message that passes the filter, or a button of that class."""

    step: Step
    message: filters.BaseFilter | None = None
    button: type[Callback] | None = None

    def fits(self, update: Update) -> bool:
        if update.callback_query is not None:
            data = update.callback_query.data or ""
            return self.button is not None and data.split(":")[0] == self.button.prefix
        return self.message is not None and bool(self.message.check_update(update))


@dataclass(frozen=True, slots=True)
class Conversation:
    """Entry points by name, states, fallbacks: the table at the end of a conversation's file."""

    name: str
    entry: Entry
    states: Mapping[StrEnum, tuple[On, ...]]
    fallbacks: tuple[On, ...] = ()

    def buttons(self) -> set[type[Callback]]:
        every = [on for ons in self.states.values() for on in ons] + list(self.fallbacks)
        return {on.button for on in every if on.button is not None}


REGISTRY_KEY = "conversations"


def add(app: App, one: Conversation) -> None:
    """Register a conversation and its buttons with the application."""
    app.bot_data.setdefault(REGISTRY_KEY, {})[one.name] = one
    for kind in one.buttons():
        app.add_handler(CallbackQueryHandler(receive, pattern=kind.pattern()))


async def start(name: str, update: Update, context: Context) -> None:
    """Begin a conversation by its name."""
    one: Conversation = context.bot_data[REGISTRY_KEY][name]
    await one.entry(update, context)


async def receive(update: Update, context: Context) -> bool:
    """Hand an update to the step the person is at; False when they are in no conversation."""
    current = await conversation.current(context.uow, context.request(update))
    one: Conversation | None = context.bot_data[REGISTRY_KEY].get(current.name)
    if one is None:
        return await _in_none(update, context)
    ways = {step.value: ons for step, ons in one.states.items()}.get(current.step, ())
    for on in (*ways, *one.fallbacks):
        if on.fits(update):
            await _take(on, update, context, current)
            return True
    if album.goes_on(update, context):
        return True
    unfit = update.callback_query is None and not await _came_again(update, context)
    await repeat(update, context, unfit=unfit)
    return True


async def _in_none(update: Update, context: Context) -> bool:
    """What has ended a form and comes again is answered here; another message is no form's."""
    tap, again = update.callback_query is not None, await _came_again(update, context)
    say = context.speech(update)
    if again:
        context.show(update, view.taken(say, tap=tap))
    elif tap:
        context.show(update, view.over(say))
    return again


async def _came_again(update: Update, context: Context) -> bool:
    return await conversation.had_effect(context.uow, context.request(update))


async def _take(on: On, update: Update, context: Context, current: Form) -> None:
    """What a message says and a rule refuses is asked for again, with the step's buttons."""
    try:
        await on.step(update, context, current)
    except DomainError as error:
        if update.callback_query is not None or error.code in ELSEWHERE:
            raise
        say = context.speech(update)
        context.show(update, view.refused(_prompt(current, say), sentence(error, say)))


async def repeat(update: Update, context: Context, *, unfit: bool = False) -> None:
    """The step as it is now, as a message of its own."""
    current = await conversation.current(context.uow, context.request(update))
    say = context.speech(update)
    if not current.name:
        context.show(update, view.over(say))
        return
    context.show(update, view.again(_prompt(current, say), say, unfit=unfit))


def in_place(update: Update, context: Context, now: Form) -> None:
    """The step in the tapped message."""
    context.show(update, _prompt(now, context.speech(update)))


def _prompt(now: Form, say: Speech) -> View:
    return render(f"form.{now.name}", {"step": now.step, "draft": now.draft, "version": now.version}, say)


async def by_button(update: Update, context: Context) -> None:
    """The entry of a conversation that only a button of its own begins."""
    raise DomainError("old_button")


async def cancel(update: Update, context: Context) -> None:
    """/cancel works everywhere."""
    name = await conversation.cancel(context.uow, context.request(update))
    context.show(update, view.cancelled(name, context.speech(update)))


async def cancel_button(update: Update, context: Context) -> None:
    tapped(update, view.Cancel)
    await cancel(update, context)


def typed(message: Message | None) -> str:
    """What was typed, without the NUL that a database refuses."""
    return ((message.text if message else None) or "").replace("\x00", "").strip()


def register(app: App) -> None:
    app.bot_data.setdefault(REGISTRY_KEY, {})
    private = filters.ChatType.PRIVATE
    app.add_handler(CommandHandler("cancel", cancel, private))
    app.add_handler(CallbackQueryHandler(cancel_button, pattern=view.Cancel.pattern()))
