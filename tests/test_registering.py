"""A button's class is read from the annotation of the function that answers it."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import pytest
from telegram import Update
from telegram.ext import CallbackQueryHandler

from bot.domain.errors import BallotFailed
from bot.handlers.context import App, Context
from bot.handlers.rating import vote
from bot.handlers.registering import buttons_of
from bot.views.attendance.leave import Grant, Page, Refuse
from bot.views.rating.vote import Confirm


async def one(context: Context, button: Grant) -> None: ...


async def either(context: Context, button: Grant | Refuse) -> None: ...


async def also_a_command(context: Context, _: Page | None = None) -> None: ...


async def a_command(context: Context) -> None: ...


async def a_number(context: Context, number: int) -> None: ...


def test_a_function_answers_the_buttons_of_its_annotation() -> None:
    assert buttons_of(one) == (Grant,)
    assert buttons_of(either) == (Grant, Refuse)
    assert buttons_of(also_a_command) == (Page,)


@pytest.mark.parametrize("answer", [a_command, a_number])
def test_a_function_without_a_button_cannot_be_registered(answer: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match="is annotated with no button"):
        buttons_of(answer)


async def test_an_error_in_reading_a_ballots_button_loses_its_words_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable(data: str) -> None:
        raise RuntimeError(data)

    registered: list[Any] = []
    vote.register(cast(App, SimpleNamespace(add_handler=registered.append)))
    data = f"{Confirm.prefix}:1:2:0121"
    [handler] = [one for one in registered if isinstance(one, CallbackQueryHandler) and _takes(one, data)]
    monkeypatch.setattr(Confirm, "unpack", unreadable)
    incoming = SimpleNamespace(callback_query=SimpleNamespace(data=data))
    context = SimpleNamespace(is_private=True, incoming=incoming, show=registered.append)
    with pytest.raises(BallotFailed) as caught:
        await handler.callback(cast(Update, None), cast(Context, context))
    assert "0121" not in str(caught.value)
    assert caught.value.__context__ is None


def _takes(handler: CallbackQueryHandler[Context, None], data: str) -> bool:
    assert isinstance(handler.pattern, re.Pattern)
    return bool(handler.pattern.match(data))
