"""The form in which a rectification item is entered, edited or corrected, step by step, and its card."""

from telegram import InlineKeyboardButton

from bot.domain.message import Prompt
from bot.domain.rectification.enter import OPTIONAL_FIELDS, Entering, ItemPlan, Step
from bot.domain.rectification.model import Item
from bot.services.conversation import Form
from bot.services.rectification.entry_session import NAME
from bot.texts.speech import Speech
from bot.views import calendar, pick
from bot.views.callback import Callback, button, grid, rows
from bot.views.form import cancel_button
from bot.views.meeting.fields import Back, Clear, Edit
from bot.views.menu import home
from bot.views.rectification.items import field, horizon, open_button, short, text
from bot.views.renderer import prompts
from bot.views.view import View

ORDER = (
    *(Step.PROBLEM, Step.MEASURE, Step.TARGET, Step.OWNER, Step.DUE),
    *(Step.CATEGORY, Step.SOURCE, Step.CAUSE, Step.START, Step.MILESTONES),
)
"""Of the fields' buttons on the card."""


class Enter(Callback, prefix="ze"):
    """Begin; `unit` 0: asked for."""

    unit: int


class Change(Callback, prefix="zc"):
    """A draft is edited, an open item corrected."""

    item: int


class Publish(Callback, prefix="zp"):
    """A draft is opened."""

    item: int


class Delete(Callback, prefix="zd"):
    """Ask whether a draft is to go."""

    item: int


class DeleteYes(Callback, prefix="zx"):
    """Delete the draft."""

    item: int


class PickWord(Callback, prefix="zk"):
    """One of the categories or sources offered, by its number from 0."""

    version: int
    number: int


class Save(Callback, prefix="zv"):
    """What the card says is kept; `on` 1: and opened."""

    version: int
    on: int


Rows = list[list[InlineKeyboardButton]]


def prompt(asked: Prompt, say: Speech) -> View:
    """The step that the form is at."""
    step, version, given = Step(asked.step), asked.version, Entering.model_validate(asked.draft)
    if step is Step.CARD:
        return card(given, version, say)
    lines = [say(f"rectify-ask-{step.value}"), *_now(step, given, say)]
    if given.choices.search:
        lines.append(say("meeting-searched", name=given.choices.search))
    return View("\n\n".join(lines), rows(*_choices(step, given, version, say), *_ways_out(step, given, version, say)))


def _now(step: Step, given: Entering, say: Speech) -> list[str]:
    """What is there already, where it is changed."""
    value = _value(step, given, say) if given.facts is not None else ""
    return [say("rectify-now", value=value)] if value else []


def _value(step: Step, given: Entering, say: Speech) -> str:
    plan = given.plan
    match step:
        case Step.OWNER:
            return given.facts.owner if given.facts is not None else ""
        case Step.DUE:
            return say.full_day(plan.due_on) if plan.due_on else ""
        case Step.START:
            return say.full_day(plan.starts_on) if plan.starts_on else say("rectify-today")
        case Step.MILESTONES:
            return "\n".join(["", *_milestones(plan, say)]) if plan.milestones else ""
        case _:
            return str(getattr(plan, step.value, ""))


def _choices(step: Step, given: Entering, version: int, say: Speech) -> Rows:
    if step is Step.UNIT:
        return pick.units(given.choices, version, say)
    if step is Step.OWNER:
        return pick.people(given.choices, version, say)
    if given.picker is not None:
        return calendar.keyboard(given.picker, version, say)
    return grid([button(one, PickWord(version, number)) for number, one in enumerate(given.words)], 3)


def _ways_out(step: Step, given: Entering, version: int, say: Speech) -> Rows:
    """Without it, back to the card, out of the form."""
    on_the_way = given.facts is None
    empty = step in OPTIONAL_FIELDS and (on_the_way or bool(_value(step, given, say)))
    without = [button(say("rectify-skip" if on_the_way else "rectify-leave-out"), Clear(version))] if empty else []
    back = [] if on_the_way else [button(say("meeting-back-to-card"), Back(version))]
    return [without, [*back, cancel_button(say)]]


def left(_: Form, say: Speech) -> View:
    """In place of a field's question: back to the card."""
    return View(say("rectify-left"))


def card(given: Entering, version: int, say: Speech) -> View:
    """Everything as it will be, and a button for each field."""
    plan, facts = given.plan, given.facts
    if facts is None or plan.due_on is None:
        raise ValueError("the card is shown without its facts")
    key = "rectify-card-correct" if given.open else "rectify-card"
    lines = [
        say(key),
        "",
        *text("problem", plan.problem, say),
        *text("measure", plan.measure, say),
        *text("target", plan.target, say),
        *field("owner", facts.owner, say),
        say("rectify-line-due", value=say.full_day(plan.due_on), horizon=horizon(facts.horizon, say)),
        *field("start", say.full_day(plan.starts_on) if plan.starts_on else "", say),
        *field("unit", facts.unit, say),
        *field("category", plan.category, say),
        *field("source", plan.source, say),
        *text("cause", plan.cause, say),
        *([say("rectify-milestones"), *_milestones(plan, say)] if plan.milestones else []),
        *([] if facts.owner_fits else ["", say("error-owner-unfit", unit=facts.unit)]),
    ]
    return View("\n".join(lines), rows(*_buttons(given, version, say)))


def _milestones(plan: ItemPlan, say: Speech) -> list[str]:
    return [say("rectify-milestone", name=one.name, due=say.full_day(one.due_on)) for one in plan.milestones]


def _buttons(given: Entering, version: int, say: Speech) -> Rows:
    fields = [
        button(say(f"rectify-edit-{step.value}"), Edit(version, step.value)) for step in ORDER if step in given.fields
    ]
    if given.open:
        save = [[button(say("rectify-save-correction"), Save(version, 0))]]
    else:
        save = [
            [button(say("rectify-save-open"), Save(version, 1))],
            [button(say("rectify-save-draft"), Save(version, 0))],
        ]
    return [*save, *grid(fields, 3), [cancel_button(say)]]


def question(item: Item, say: Speech) -> View:
    """Whether a draft is to go."""
    yes = button(say("rectify-delete-yes"), DeleteYes(item.id))
    return View(say("rectify-delete-question", problem=short(item.problem)), rows([yes], [open_button(item.id, say)]))


def deleted(say: Speech) -> View:
    """The draft is gone."""
    return View(say("rectify-deleted"), rows(home(say)))


RENDERERS = (prompts(NAME, prompt),)
