"""A later date: asked by the owner, agreed or refused above."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.domain.meeting.calling import Picker
from bot.services.rectification.extension import DAY, Asked, Decision, ExtensionState
from bot.texts.speech import Speech
from bot.views import calendar, form
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rectification import brief
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Ask(Callback, prefix="xa"):
    item: int


@dataclass(frozen=True, slots=True)
class Agree(Callback, prefix="xg"):
    extension: int


@dataclass(frozen=True, slots=True)
class Refuse(Callback, prefix="xr"):
    extension: int


def prompt(data: dict[str, Any], say: Speech) -> View:
    draft = data["draft"]
    problem, due = brief.short(draft["problem"]), _day(draft["due"], say)
    if data["step"] == DAY:
        text = say("extension-until-when", problem=problem, due=due)
        days = calendar.keyboard(Picker.model_validate(draft["picker"]), data["version"], say)
        return View(text, rows(*days, [form.cancel_button(say)]))
    text = say("extension-why", problem=problem, until=_day(draft["until"], say))
    return View(text, rows([form.cancel_button(say)]))


def picked(until: date, say: Speech) -> View:
    """In place of the calendar."""
    return View(say("extension-picked", until=say.full_day(until)))


def asked(result: Asked, say: Speech) -> View:
    """What the owner sees."""
    key = "extension-is-asked" if result.told else "extension-nobody-to-ask"
    text = say(key, problem=brief.short(result.item.problem), until=say.full_day(result.until))
    return View(text, rows([brief.open_button(result.item.id, say)], home(say)))


def decided(result: Decision, say: Speech) -> View:
    """What whoever decides sees; a second tap shows who was first."""
    agreed = result.extension.state is ExtensionState.AGREED
    key = "agreed" if agreed else "refused"
    text = say(
        f"extension-was-{key}" if result.again else f"extension-you-{key}",
        problem=brief.short(result.item.problem),
        until=say.full_day(result.extension.until_on),
        by=result.extension.decider or say("sign-off-administrator"),
    )
    return View(text, rows([brief.open_button(result.item.id, say)], home(say)))


def asked_of_you(data: dict[str, Any], say: Speech) -> View:
    extension = data["extension"]
    answers = [button(say("extension-agree"), Agree(extension)), button(say("extension-refuse"), Refuse(extension))]
    text = say("extension-asked", **_of(data, say), unit=data["unit"], owner=data["owner"], reason=data["reason"])
    return View(text, rows(answers, [brief.open_button(data["item"], say)]))


def agreed(data: dict[str, Any], say: Speech) -> View:
    return _answered("extension-is-agreed", data, say)


def refused(data: dict[str, Any], say: Speech) -> View:
    return _answered("extension-is-refused", data, say)


def _answered(key: str, data: dict[str, Any], say: Speech) -> View:
    text = say(key, **_of(data, say), by=data["by"] or say("sign-off-administrator"))
    return View(text, rows([brief.open_button(data["item"], say)]))


def _of(data: dict[str, Any], say: Speech) -> dict[str, object]:
    return {
        "problem": brief.short(data["problem"]),
        "due": _day(data["due"], say),
        "until": _day(data["until"], say),
    }


def _day(text: str, say: Speech) -> str:
    return say.full_day(date.fromisoformat(text))


RENDERERS = {
    "form.extension": prompt,
    "extension.asked": asked_of_you,
    "extension.agreed": agreed,
    "extension.refused": refused,
}
