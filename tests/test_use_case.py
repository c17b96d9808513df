"""A tap is answered by a use case whose parameters are filled by name and by class."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading.month_score import MonthRules
from bot.domain.grading.scheme_part import Step
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.handlers.context import Context
from bot.handlers.form import typed
from bot.handlers.registering import buttons_of
from bot.handlers.use_case import ask, if_any
from bot.services.unit_of_work import UnitOfWork
from bot.texts.speech import Speech
from bot.views.reminder.page import Mute, OfUnit
from bot.views.view import View
from tests.installation import INSTALLATION, ZH


async def turned(uow: UnitOfWork, request: Request, months: MonthRules, kind: Step, *, on: bool) -> str:
    assert months is INSTALLATION.months
    return f"{kind.name} {on}"


async def listed(uow: UnitOfWork, request: Request, installation: Installation, unit_id: int = 7, page: int = 0) -> str:
    return f"{installation is INSTALLATION} {unit_id} {page}"


async def without_kind(uow: UnitOfWork, request: Request, on: int) -> None: ...


async def with_another(uow: UnitOfWork, request: Request, kind: str, on: int, person_id: int) -> None: ...


async def of_another_class(uow: UnitOfWork, request: Request, kind: int, on: int) -> None: ...


async def asks_first(uow: UnitOfWork, request: Request, kind: str, on: int) -> str | None:
    return kind or None


def said(result: str, _: Speech) -> View:
    return View(result)


def context() -> Context:
    found = SimpleNamespace(uow=None, request=None, installation=INSTALLATION, say=ZH, typed="好")
    return cast(Context, found)


async def test_fields_come_by_name_and_rules_by_class() -> None:
    answer = ask(Mute, turned, said)
    assert buttons_of(answer) == (Mute,)
    assert await answer(context(), Mute(Step.RATING.value, 1)) == View("RATING True")


async def test_a_command_keeps_the_defaults_of_the_use_case() -> None:
    answer = ask(OfUnit, listed, said)
    assert await answer(context()) == View("True 7 0")
    assert await answer(context(), OfUnit(8, 2)) == View("True 8 2")


async def test_nothing_is_shown_where_the_use_case_asks_first() -> None:
    answer = ask(Mute, asks_first, if_any(said))
    assert await answer(context(), Mute("", 0)) is None
    assert await answer(context(), Mute("any", 0)) == View("any")


@pytest.mark.parametrize("name", ["forged", "", "rating,survey"])
async def test_a_button_that_names_no_member_of_the_enumeration_is_old(name: str) -> None:
    with pytest.raises(DomainError) as caught:
        await ask(Mute, turned)(context(), Mute(name, 1))
    assert caught.value.code == "old_button"


@pytest.mark.parametrize("use_case", [without_kind, with_another, of_another_class])
def test_a_button_that_does_not_fit_its_use_case_cannot_be_registered(use_case: Any) -> None:
    with pytest.raises(TypeError):
        ask(Mute, use_case)


async def test_typed_words_come_with_the_version_of_the_form() -> None:
    async def named(uow: UnitOfWork, request: Request, version: int, reason: str) -> str:
        return f"{version} {reason}"

    way = typed(named, said)
    assert await way.take(context(), cast(Any, SimpleNamespace(version=4))) == View("4 好")


def test_a_use_case_of_two_texts_takes_no_typed_words() -> None:
    async def two(uow: UnitOfWork, request: Request, text: str, reason: str) -> None: ...

    with pytest.raises(ValueError, match="too many values"):
        typed(two)
