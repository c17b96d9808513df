"""Calling a series, as it is shown: the questions of its steps, and the card with every date."""

from telegram import InlineKeyboardButton

from bot.domain.meeting.series_calling import SeriesCalling, Step
from bot.domain.message import Prompt
from bot.services.meeting.series import FIELDS, HOLIDAYS, HOURS, RULES
from bot.services.meeting.series_calling import NAME
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.form import cancel_button
from bot.views.meeting import series_lines as lines
from bot.views.renderer import prompts
from bot.views.view import View

WEEKLY = ("monday", "friday")
"""Offered first where a type is held by the week."""


class Page(Callback, prefix="sp"):
    """Show another page of the units."""

    version: int
    number: int


class Unit(Callback, prefix="su"):
    """Choose the unit or group that holds the meetings."""

    version: int
    unit: int


class Type(Callback, prefix="st"):
    """Choose the type of the meetings."""

    version: int
    code: str


class Rule(Callback, prefix="sr"):
    """Choose a rule that needs no typing, by its name."""

    version: int
    name: str


class Hour(Callback, prefix="sh"):
    """Choose one of the hours offered."""

    version: int
    number: int


class Holidays(Callback, prefix="sy"):
    """Choose one of the holiday rules offered."""

    version: int
    number: int


class Place(Callback, prefix="sl"):
    """Choose a place where the unit has met."""

    version: int
    number: int


class Edit(Callback, prefix="sc"):
    """Go from the card to one of its fields."""

    version: int
    field: str


class Back(Callback, prefix="sb"):
    """Go back to the card without a change."""

    version: int


class Turn(Callback, prefix="sd"):
    """Switch between the rest of the year and twelve months."""

    version: int


class Publish(Callback, prefix="sk"):
    """Publish the series."""

    version: int


def prompt(asked: Prompt, say: Speech) -> View:
    """The question of the form's present step."""
    step, version, calling = Step(asked.step), asked.version, SeriesCalling.model_validate(asked.draft)
    if step is Step.CARD:
        return card(calling, version, say)
    choices = {
        Step.UNIT: _units,
        Step.GROUP: _units,
        Step.TYPE: _types,
        Step.RULE: _rules,
        Step.HOUR: _hours,
        Step.HOLIDAYS: _holidays,
        Step.PLACE: _places,
    }[step](calling, version, say)
    back = [button(say("series-button-back"), Back(version))] if step in FIELDS and calling.plan is not None else []
    question = "place-new" if step is Step.PLACE and not calling.places else step.value
    return View(say(f"series-ask-{question}", title=calling.draft.title), rows(*choices, [*back, cancel_button(say)]))


Lines = list[list[InlineKeyboardButton]]


def _units(calling: SeriesCalling, version: int, say: Speech) -> Lines:
    shown = calling.choices
    more = shown.page + 1 < shown.pages
    turning = pager(shown.page, more, lambda number: Page(version, number), say)
    return [*[[button(one.name, Unit(version, one.id))] for one in shown.items], turning]


def _types(calling: SeriesCalling, version: int, say: Speech) -> Lines:
    return grid([button(one.name(say.language), Type(version, one.code)) for one in calling.types], 2)


def _rules(calling: SeriesCalling, version: int, say: Speech) -> Lines:
    by_week = calling.draft.type == "weekly"
    names = sorted(RULES, key=lambda name: (name in WEEKLY) is not by_week)
    return grid([button(lines.rule(RULES[name], say), Rule(version, name)) for name in names], 2)


def _hours(calling: SeriesCalling, version: int, say: Speech) -> Lines:
    return grid([button(f"{one:%H:%M}", Hour(version, number)) for number, one in enumerate(HOURS)], 4)


def _holidays(calling: SeriesCalling, version: int, say: Speech) -> Lines:
    return [[button(lines.holidays(one, say), Holidays(version, number))] for number, one in enumerate(HOLIDAYS)]


def _places(calling: SeriesCalling, version: int, say: Speech) -> Lines:
    return [[button(one, Place(version, number))] for number, one in enumerate(calling.places)]


def card(calling: SeriesCalling, version: int, say: Speech) -> View:
    """The card before the series is published, with every date."""
    buttons = [button(say(f"series-button-{field.value}"), Edit(version, field.value)) for field in FIELDS]
    other = "twelve" if calling.period == "year" else "year"
    return View(
        "\n".join(_summary(calling, say)),
        rows(
            [button(say("series-button-publish"), Publish(version))],
            *grid(buttons, 2),
            [button(say(f"series-button-{other}"), Turn(version))],
            [cancel_button(say)],
        ),
    )


def _summary(calling: SeriesCalling, say: Speech) -> list[str]:
    plan, facts = calling.plan, calling.facts
    if plan is None or facts is None or calling.rule is None or calling.start is None or calling.holidays is None:
        raise ValueError("a card before its dates are known")
    rule, hours = lines.rule(calling.rule, say), lines.hours(calling.start, calling.minutes)
    named = {"place": calling.draft.place, "host": facts.host, "recorder": facts.recorder}
    years = say.list([str(year) for year in plan.unknown])
    return [
        say("series-heading", unit=facts.unit, title=calling.draft.title),
        say("series-line-rule", rule=rule, hours=hours),
        *[say(f"series-line-{key}", value=value) for key, value in named.items() if value],
        say("series-line-people", invited=facts.invited, voting=facts.voting),
        say("series-line-holidays", rule=lines.holidays(calling.holidays, say)),
        "",
        say("series-line-count", count=len(plan.held), last=say.full_day(plan.last)),
        *lines.held(plan.held, say),
        *lines.left(plan.left, say),
        *([say("series-unknown", years=years)] if plan.unknown else []),
        "",
        say("series-card-end"),
    ]


RENDERERS = (prompts(NAME, prompt),)
