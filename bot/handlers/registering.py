"""A tap, a command or a message, and the function that answers it with a view; None where there is nothing to show."""

from collections.abc import Awaitable, Callable, Collection, Coroutine
from typing import Any, TypeVar

from telegram import Update
from telegram.ext import CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.domain.errors import DomainError
from bot.handlers.context import App, Context
from bot.views.callback import Callback
from bot.views.view import View

C = TypeVar("C", bound=Callback)
Answer = Callable[[Context], Awaitable[View | None]]
TapAnswer = Callable[[Context, C], Awaitable[View | None]]
PRIVATE = filters.ChatType.PRIVATE


def on_tap(app: App, kind: type[C], answer: TapAnswer[C], *, in_groups: bool = False) -> None:
    """DomainError: private_only in a group, unless `in_groups`; old_button for what is not of this kind."""
    unpack = unpacked if in_groups else tapped

    async def show(context: Context) -> View | None:
        return await answer(context, unpack(context, kind))

    app.add_handler(CallbackQueryHandler(shown(show), pattern=kind.pattern()))


def on_command(
    app: App, name: str | Collection[str], answer: Answer, where: filters.BaseFilter | None = PRIVATE
) -> None:
    app.add_handler(CommandHandler(name, shown(answer), where))


def on_message(app: App, which: filters.BaseFilter, answer: Answer) -> None:
    app.add_handler(MessageHandler(which, shown(answer)))


def shown(answer: Answer) -> Callable[[Update, Context], Coroutine[Any, Any, None]]:
    """A PTB handler that shows what the function answers."""

    async def handle(_: Update, context: Context) -> None:
        context.show(await answer(context))

    return handle


def tapped(context: Context, kind: type[C]) -> C:
    """What the tapped button says. DomainError: private_only in a group, old_button for what is not of this kind."""
    if not context.is_private:
        raise DomainError("private_only")
    return unpacked(context, kind)


def unpacked(context: Context, kind: type[C]) -> C:
    query = context.incoming.callback_query
    return kind.unpack(query.data if query is not None else None)
