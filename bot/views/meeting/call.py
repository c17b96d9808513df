"""Calling a meeting, as it is shown: the questions up to the card, and the card before it is published."""

from telegram import InlineKeyboardButton

from bot.domain.meeting.calling import Calling, Facts, Step
from bot.domain.meeting.draft import AudienceKind
from bot.domain.message import Prompt
from bot.domain.when.moment import Problem
from bot.services.conversation import Form
from bot.services.meeting.calling import NAME
from bot.texts.speech import Speech
from bot.views import calendar, pick
from bot.views.callback import Callback, button, grid, rows
from bot.views.form import ask, cancel_button
from bot.views.meeting import fields as meeting_fields
from bot.views.meeting import lines as meeting_lines
from bot.views.meeting.fields import Edit
from bot.views.renderer import prompts
from bot.views.view import View


class PickType(Callback, prefix="mt"):
    """Choose the type of the meeting."""

    version: int
    code: str


class Publish(Callback, prefix="mz"):
    """Publish the meeting."""

    version: int


def prompt(asked: Prompt, say: Speech) -> View:
    """The question of the form's present step."""
    step, version, calling = Step(asked.step), asked.version, Calling.model_validate(asked.draft)
    own = {Step.UNIT: unit, Step.GROUP: group, Step.TYPE: type_, Step.WHEN: when, Step.CARD: card}
    if step in own:
        return own[step](calling, version, say)
    return meeting_fields.prompt(step, calling, version, say)


def picked(now: Form, say: Speech) -> View:
    """The hours of the tapped day; once the hour is known, both in place of the calendar."""
    if now.step == Step.WHEN:
        return prompt(now.prompt, say)
    return View(say("meeting-chosen", choice=say.moment(Calling.model_validate(now.draft).draft.starts)))


def left(_: Form, say: Speech) -> View:
    """Says, in place of a field's question, that the form is back at the card."""
    return View(say("meeting-left"))


def unit(calling: Calling, version: int, say: Speech) -> View:
    """Asks which unit holds the meeting."""
    lines = pick.units(calling.choices, version, say)
    return ask(say("meeting-ask-unit"), say, *lines)


def group(calling: Calling, version: int, say: Speech) -> View:
    """Asks which group holds the meeting."""
    lines = pick.units(calling.choices, version, say)
    return ask(say("meeting-ask-group"), say, *lines)


def type_(calling: Calling, version: int, say: Speech) -> View:
    """Asks for the type."""
    buttons = [button(one.name(say.language), PickType(version, one.code)) for one in calling.types]
    return ask(say("meeting-ask-type"), say, *grid(buttons, 2))


def when(calling: Calling, version: int, say: Speech) -> View:
    """Asks for the day and the hour, or for the one that is missing, above a calendar."""
    picker = calling.picker
    if picker is None:
        raise ValueError("the time is asked for without a calendar")
    back = [button(say("meeting-back-to-card"), meeting_fields.Back(version))] if calling.facts is not None else []
    lines = [*calendar.keyboard(picker, version, say), [*back, cancel_button(say)]]
    return View(ask_when(calling, say), rows(*lines))


def ask_when(calling: Calling, say: Speech) -> str:
    """The words of that question."""
    known, picker = calling.when, calling.picker
    if known.problem is Problem.DATE_MISSING and known.start is not None:
        return say("meeting-ask-day", hour=f"{known.start:%H:%M}")
    if picker is not None and picker.day is not None:
        return say("meeting-ask-hour", day=say.day(picker.day))
    return say("meeting-ask-when")


def card(calling: Calling, version: int, say: Speech) -> View:
    """The draft with everything filled in, warnings about it, and a button for each field."""
    facts, draft = calling.facts, calling.draft
    if facts is None:
        raise ValueError("the card is shown without its facts")
    lines = [
        say("meeting-card"),
        "",
        *meeting_lines.heading(draft.title, facts.type, say),
        say("meeting-line-unit", unit=facts.unit),
        *meeting_lines.times(draft.spans, say),
        *meeting_lines.roles(draft.place, facts.host, facts.recorder, say),
        audience(calling, facts, say),
        *meeting_lines.ways(draft.ways, say),
        *meeting_lines.agenda(draft.agenda, say),
    ]
    warnings = meeting_lines.warnings(facts.busy, facts.busy_count, facts.holiday, say, day_off=facts.day_off)
    warnings += [] if facts.invited else [say("meeting-nobody-yet")]
    text = "\n".join([*lines, *([""] if warnings else []), *warnings])
    return View(text, rows(*_buttons(calling, version, say)))


def audience(calling: Calling, facts: Facts, say: Speech) -> str:
    """Who is invited, in words and numbers."""
    kind = calling.draft.audience
    who = facts.group if kind is AudienceKind.GROUP else say(f"meeting-audience-{kind.value}")
    people = {"who": who, "invited": facts.invited, "voting": facts.voting, "guests": facts.guests}
    return say("meeting-line-audience", **people)


def _buttons(calling: Calling, version: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    steps = (
        [Step.TITLE, Step.WHEN, Step.PLACE, Step.HOST, Step.RECORDER]
        + [Step.AGENDA, Step.AUDIENCE, Step.SESSIONS, Step.WAYS, Step.SPOT]
        + ([Step.UNIT] if calling.several_units else [])
    )
    fields = [button(say(f"meeting-edit-{step.value}"), Edit(version, step.value)) for step in steps]
    publish = [button(say("meeting-button-publish"), Publish(version))]
    return [publish, *grid(fields, 2), [cancel_button(say)]]


RENDERERS = (prompts(NAME, prompt),)
