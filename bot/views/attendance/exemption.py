"""Exemption from attending: whom, how long, why; what is given and when it ends."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.services.attendance.exemption import LONGEST, MONTHS, GivenExemption, UnitExemptions
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.view import View

OFFERED = (1, 3, 6, 12)
"""Months that have a button."""


@dataclass(frozen=True, slots=True)
class Exempting(Callback, prefix="ae"):
    """A unit's exemptions, and its members to choose from."""

    unit: int
    page: int


@dataclass(frozen=True, slots=True)
class ExemptWho(Callback, prefix="aw"):
    person: int


@dataclass(frozen=True, slots=True)
class ExemptMonths(Callback, prefix="ax"):
    months: int
    version: int


@dataclass(frozen=True, slots=True)
class ExemptEnd(Callback, prefix="az"):
    exemption: int


def of_unit(result: UnitExemptions, say: Speech) -> View:
    given = [
        say("exemption-line", name=one.name, until=say.full_day(one.period.until_on), reason=one.reason)
        for one in result.given
    ]
    key = "exemption-given" if given else "exemption-none"
    text = "\n".join([say(key, unit=result.unit.name), *given, say("exemption-whom")])
    ends = [[button(say("exemption-end", name=one.name), ExemptEnd(one.id))] for one in result.given]
    people = [button(name, ExemptWho(person)) for person, name in result.people]
    turn = pager(result.page, result.more, lambda page: Exempting(result.unit.id, page), say)
    return View(text, rows(*ends, *grid(people, 3), turn, home(say)))


def given(result: GivenExemption, say: Speech) -> View:
    until = say.full_day(result.until_on)
    text = say("exemption-done", name=result.name, until=until, reason=result.reason)
    return View(text, rows(home(say)))


def prompt(data: dict[str, Any], say: Speech) -> View:
    name = data["draft"]["name"]
    if data["step"] != MONTHS:
        return View(say("exemption-why", name=name), rows([form.cancel_button(say)]))
    offered = [button(say("exemption-months", count=str(one)), ExemptMonths(one, data["version"])) for one in OFFERED]
    text = say("exemption-how-long", name=name, most=str(LONGEST))
    return View(text, rows(*grid(offered, 2), [form.cancel_button(say)]))


def told(data: dict[str, Any], say: Speech) -> View:
    until = say.full_day(date.fromisoformat(data["until"]))
    return View(say("exemption-told", until=until, reason=data["reason"], by=data["by"]))


RENDERERS = {"form.exemption": prompt, "attendance.exempted": told}
