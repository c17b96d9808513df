"""Register the function that answers a tap, a command, a message or a menu entry; it returns None to show nothing."""

import inspect
from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Any, get_args

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.handlers.use_case import UseCaseAnswer
from bot.views.callback import Callback
from bot.views.view import View

Answer = Callable[[Context], Awaitable[View | None]]
Around = Callable[[Answer], Answer]
TapAnswer = Callable[[Context, Any], Awaitable[View | None]]
"""Answers a tap; its second parameter is annotated with the classes of its buttons."""
PRIVATE = filters.ChatType.PRIVATE
MENU_ENTRIES = "menu_entries"
"""The key of the functions behind the main menu's buttons, by name: a feature registers its own, and the menu finds it
without importing it."""


def on_taps(app: App, *answers: TapAnswer, in_groups: bool = False, around: Around | None = None) -> None:
    """Let each function answer the buttons that its second parameter is annotated with; TypeError when there is none.

    `around` wraps reading the button and answering it. DomainError: private_only in a group, unless `in_groups`.
    """
    for answer in answers:
        _on_tap(app, answer, in_groups=in_groups, around=around)


def _on_tap(app: App, answer: TapAnswer, *, in_groups: bool, around: Around | None) -> None:
    kinds = buttons_of(answer)

    async def show(context: Context) -> View | None:
        return await answer(context, tapped(context, kinds, in_groups=in_groups))

    for kind in kinds:
        whole = around(show) if around is not None else show
        app.add_handler(CallbackQueryHandler(shown(whole), pattern=kind.pattern()))


def buttons_of(answer: Callable[..., Any]) -> tuple[type[Callback], ...]:
    """Return the classes with which a function's second parameter is annotated; TypeError when there is none."""
    if isinstance(answer, UseCaseAnswer):
        return (answer.button,)
    annotations = [parameter.annotation for parameter in inspect.signature(answer).parameters.values()]
    annotation = annotations[1] if len(annotations) > 1 else None
    kinds = [kind for kind in get_args(annotation) or (annotation,) if kind is not type(None)]
    if not kinds or not all(isinstance(kind, type) and issubclass(kind, Callback) for kind in kinds):
        raise TypeError(f"{answer.__qualname__} is annotated with no button")
    return tuple(kinds)


def tapped(context: Context, kinds: tuple[type[Callback], ...], *, in_groups: bool = False) -> Callback:
    """Read the tapped button. DomainError: private_only in a group, unless `in_groups`; old_button for one of none of
    these classes."""
    if not in_groups and not context.is_private:
        raise DomainError("private_only")
    query = context.incoming.callback_query
    data = (query.data if query is not None else None) or ""
    kind = next((kind for kind in kinds if kind.is_of(data)), None)
    if kind is None:
        raise DomainError("old_button")
    return kind.unpack(data)


def on_command(
    app: App, name: str | Collection[str], answer: Answer, where: filters.BaseFilter | None = PRIVATE
) -> None:
    """Let the function answer a command, in private chats unless `where` says otherwise."""
    app.add_handler(CommandHandler(name, shown(answer), where))


def on_menu(app: App, name: str, answer: Answer) -> None:
    """Let the function answer the main menu's button of that name; ValueError when another one does already."""
    entries: dict[str, Answer] = app.bot_data.setdefault(MENU_ENTRIES, {})
    if entries.setdefault(name, answer) is not answer:
        raise ValueError(f"two entries are called {name}")


def on_command_and_menu(app: App, name: str, answer: Answer) -> None:
    """Let the function answer a command and the main menu's button of the same name."""
    on_command(app, name, answer)
    on_menu(app, name, answer)


def menu_entries(context: Context) -> frozenset[str]:
    """Name the main menu's buttons that a function answers."""
    return frozenset(context.bot_data.get(MENU_ENTRIES, {}))


async def open_menu_entry(context: Context, name: str) -> View | None:
    """Answer as the main menu's button of that name; DomainError("old_button") when there is none."""
    entries: dict[str, Answer] = context.bot_data.get(MENU_ENTRIES, {})
    if name not in entries:
        raise DomainError("old_button")
    return await entries[name](context)


def on_message(app: App, which: filters.BaseFilter, answer: Answer) -> None:
    """Let the function answer messages that pass the filter."""
    app.add_handler(MessageHandler(which, shown(answer)))


def shown(answer: Answer) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """Make a PTB handler that shows what the function returns."""

    async def handle(_: Update, context: Context) -> None:
        context.show(await answer(context))

    return handle
