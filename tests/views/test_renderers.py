"""Each class of messages has one renderer, which shows what a row keeps of it."""

import importlib
import json
import pkgutil
from datetime import UTC, date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from zoneinfo import ZoneInfo

import pytest
from pydantic import AwareDatetime, BaseModel

from bot import domain
from bot.domain.grading.scheme_part import Named
from bot.domain.meeting.change import Field
from bot.domain.meeting.draft import Span
from bot.domain.meeting.model import Spot
from bot.domain.menu import CommandMenu
from bot.domain.message import Message, Prompt, message_classes
from bot.domain.period import Month
from bot.domain.rating.message import ErrorCode
from bot.domain.rating.model import Question, Role, Turnout
from bot.domain.rating.result import Result
from bot.texts.speech import Texts
from bot.views.renderer import Renderer, renders
from bot.views.renderers import RENDERERS, gather, render
from bot.views.view import View

TEXTS = Texts(ZoneInfo("Asia/Shanghai"))
VALUES: dict[Any, Any] = {
    int: 7,
    str: "一支部",
    bytes: b"PK",
    date: date(2026, 11, 25),
    datetime: datetime(2026, 11, 25, 6, 0, tzinfo=UTC),
    ErrorCode: "not_found",
    Role: Role.TELLER,
    Month: Month(2026, 11),
    AwareDatetime: datetime(2026, 11, 25, 6, 0, tzinfo=UTC),
    Question: Question(code="one", zh="同意吗？", en="Agreed?", choices=(Named(code="yes", zh="是", en="Yes"),)),
    Result: Result(9, Turnout(9, 8, 7, 1), ({"yes": 7},)),
    Span: Span(starts=datetime(2026, 11, 25, 6, 0, tzinfo=UTC), ends=datetime(2026, 11, 25, 8, 0, tzinfo=UTC)),
    Field: Field.TIME,
    Spot: Spot(latitude=39.9, longitude=116.4, radius=300),
}


def classes() -> list[type[Message]]:
    for module in pkgutil.walk_packages(domain.__path__, "bot.domain."):
        importlib.import_module(module.name)
    shown = [one for one in message_classes() if one.__module__.startswith("bot.domain.")]
    return [one for one in shown if one is not CommandMenu]  # it is set, not shown


def example(kind: type[BaseModel], *, full: bool) -> Any:
    """With every fact, or with those that there always are; each of an enumeration's first or last members."""
    wanted = {name: one for name, one in kind.model_fields.items() if full or one.is_required()}
    return kind.model_validate({name: value_of(one.annotation, full=full) for name, one in wanted.items()})


def value_of(kind: Any, *, full: bool) -> Any:
    if kind in VALUES:
        return VALUES[kind]
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return value_of(inner[0], full=full)
    if origin in (Union, UnionType):
        return value_of(inner[0], full=full) if full or NoneType not in inner else None
    if origin is tuple:
        return tuple(value_of(one, full=full) for one in inner if one is not Ellipsis)
    if origin is Literal:
        return inner[0]
    if origin is dict:
        named = isinstance(inner[0], type) and issubclass(inner[0], Enum)
        return {key: value_of(inner[1], full=full) for key in inner[0]} if named else {}
    if origin is Literal:
        return inner[0]
    if kind is bool:
        return full
    if issubclass(kind, Enum):
        return list(kind)[-1 if full else 0]
    return example(kind, full=full)


def made() -> list[Message]:
    return [example(one, full=full) for one in classes() for full in (False, True)]


def test_each_class_of_messages_has_one_renderer_and_each_renderer_its_class() -> None:
    typed = {kind: one.model for kind, one in RENDERERS.items() if one.model not in (None, Prompt)}
    assert typed == {one.kind: one for one in classes()}


def test_every_prompt_is_registered_under_a_forms_name() -> None:
    assert all(kind.startswith("form.") for kind, one in RENDERERS.items() if one.model is Prompt)


@pytest.mark.parametrize("message", made(), ids=lambda one: one.kind)
def test_what_a_row_keeps_is_the_message_again_and_is_shown(message: Message) -> None:
    kept = json.loads(message.as_json())
    assert type(message).model_validate(kept) == message
    for language in ("zh", "en"):
        view = render(message.kind, kept, TEXTS.speech(language))
        assert view.text or view.file or view.picture


def test_a_kind_that_two_views_render_is_refused() -> None:
    one = Renderer("test.one", lambda _, say: View(), Message)
    other = Renderer("test.one", lambda _, say: View(say.language), Message)
    with pytest.raises(ValueError, match=r"test\.one"):
        gather((one,), (other,))


def test_nothing_is_shown_of_facts_that_are_not_the_messages() -> None:
    class Noted(Message, kind="test.shown"):
        words: str

    renderer = renders(Noted, lambda noted, _: View(noted.words))
    say = TEXTS.speech("zh")
    assert renderer.render({"words": "开会"}, say).text == "开会"
    with pytest.raises(ValueError, match="Noted"):
        renderer.render({"words": "开会", "by": "某人"}, say)
