"""A button's class is read from the annotation of the function that answers it."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.handlers.context import Context
from bot.handlers.registering import buttons_of
from bot.views.attendance.leave import Grant, Page, Refuse


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
