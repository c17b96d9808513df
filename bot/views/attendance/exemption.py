"""Exemptions from attending, as they are shown: whom, for how long, why, and when they end."""

from bot.domain.attendance.message import Exempted, ExemptionDraft, ExemptionReasonDraft
from bot.domain.message import Prompt
from bot.services.attendance.exemption import LONGEST, MONTHS, NAME, GivenExemption, UnitExemptions
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.renderer import prompts, renders
from bot.views.view import View

OFFERED = (1, 3, 6, 12)
"""Months that have a button."""


class Exempting(Callback, prefix="ae"):
    """Show a unit's exemptions, and its members to choose from."""

    unit: int
    page: int


class ExemptWho(Callback, prefix="aw"):
    """Choose a person to exempt."""

    person: int


class ExemptMonths(Callback, prefix="ax"):
    """Exempt the person for so many months."""

    months: int
    version: int


class ExemptEnd(Callback, prefix="az"):
    """End an exemption."""

    exemption: int


def of_unit(result: UnitExemptions, say: Speech) -> View:
    """A unit's exemptions, and its members to choose from."""
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
    """The exemption that was given."""
    until = say.full_day(result.until_on)
    text = say("exemption-done", name=result.name, until=until, reason=result.reason)
    return View(text, rows(home(say)))


def prompt(asked: Prompt, say: Speech) -> View:
    """Asks for how long, then for the reason."""
    if asked.step != MONTHS:
        reasoned = ExemptionReasonDraft.model_validate(asked.draft)
        return form.ask(say("exemption-why", name=reasoned.name), say)
    name = ExemptionDraft.model_validate(asked.draft).name
    offered = [button(say("exemption-months", count=str(one)), ExemptMonths(one, asked.version)) for one in OFFERED]
    text = say("exemption-how-long", name=name, most=str(LONGEST))
    return form.ask(text, say, *grid(offered, 2))


def told(message: Exempted, say: Speech) -> View:
    """Tells the person concerned."""
    until = say.full_day(message.until)
    return View(say("exemption-told", until=until, reason=message.reason, by=message.by))


RENDERERS = (prompts(NAME, prompt), renders(Exempted, told))
