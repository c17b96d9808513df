"""Preparing a rating: one card with everything on it; each button changes one thing."""

from telegram import InlineKeyboardButton

from bot.domain.message import Prompt
from bot.domain.rating.model import Subject
from bot.domain.rating.prepare import TOGGLES, Field, PreparationDraft, Step
from bot.services.rating.prepare_session import NAME
from bot.services.rating.prepare_submit import Prepared
from bot.texts.speech import Speech
from bot.views import pick
from bot.views.callback import Callback, button, grid, rows
from bot.views.form import cancel_button
from bot.views.meeting.fields import Back, Edit
from bot.views.menu import home
from bot.views.rating.page import Show
from bot.views.renderer import prompts
from bot.views.view import View


class Set(Callback, prefix="pj"):
    """Change a switch of the card; `to`: the switch and its new value, `paper.on`."""

    version: int
    to: str


class Submit(Callback, prefix="pk"):
    """Submit the rating."""

    version: int


class Until(Callback, prefix="pi"):
    """Let voting end then; `offer`: a value of `Offer`."""

    version: int
    offer: int


class Present(Callback, prefix="pb"):
    """Let those vote who checked in to that meeting; 0: all of the unit."""

    version: int
    meeting: int


Rows = list[list[InlineKeyboardButton]]


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for what the form's step wants."""
    step, version, given = Step(asked.step), asked.version, PreparationDraft.model_validate(asked.draft)
    if step is Step.CARD:
        return card(given, version, say)
    lines = [say(f"rating-ask-{step.value}")]
    if given.choices.search:
        lines.append(say("meeting-searched", name=given.choices.search))
    back = [button(say("rating-back"), Back(version))] if given.facts is not None else []
    return View("\n\n".join(lines), rows(*_choices(step, given, version, say), [*back, cancel_button(say)]))


def _choices(step: Step, given: PreparationDraft, version: int, say: Speech) -> Rows:
    if step is Step.UNIT:
        return pick.units(given.choices, version, say)
    if step is Step.PERSON:
        return pick.people(given.choices, version, say)
    if step is Step.MEETING:
        everyone = button(say("rating-source-list"), Present(version, 0))
        return [[everyone], *([button(one.name, Present(version, one.id))] for one in given.choices.items)]
    if step is Step.CLOSES:
        return [[button(say(f"rating-until-{one.name}"), Until(version, one.id)) for one in given.choices.items]]
    return []


def left(say: Speech) -> View:
    """Say, in place of a question, that the card is shown again."""
    return View(say("rating-left"))


def card(given: PreparationDraft, version: int, say: Speech) -> View:
    """Show the card."""
    plan, facts = given.plan, given.facts
    if facts is None or plan.closes_at is None:
        raise ValueError("the card is shown without its facts")
    lines = [
        say("rating-card", unit=facts.unit),
        "",
        *(say(f"rating-card-{field.value}", value=_value(field, given, say)) for field in plan.fields),
        say("rating-card-electors", count=facts.electors),
        *([say("rating-card-round")] if facts.in_round else []),
        *([say("rating-too-few", least=facts.least)] if facts.electors < facts.least else []),
    ]
    return View("\n".join(lines), rows(*_buttons(given, version, say)))


def _value(field: Field, given: PreparationDraft, say: Speech) -> str:
    plan, facts = given.plan, given.facts
    if field in TOGGLES:
        return say(f"rating-{'on' if getattr(plan, field.value) else 'off'}")
    match field:
        case Field.PERSON:
            return (facts.person if facts else "") or say("rating-missing")
        case Field.TITLE:
            return plan.title or say("rating-missing")
        case Field.MAJORITY:
            return facts.majority.name(say.language) if facts and facts.majority else ""
        case Field.GROUPS:
            return say(f"rating-groups-{plan.groups}")
        case Field.SOURCE:
            at = say.title(facts.meeting) if facts else ""
            return say("rating-source-present", meeting=at) if plan.meeting_id else say("rating-source-list")
        case _:
            return say.moment(plan.closes_at) if plan.closes_at else ""


def _buttons(given: PreparationDraft, version: int, say: Speech) -> Rows:
    plan = given.plan
    subjects = [
        button(
            say("meeting-chosen-mark" if plan.subject is one else "meeting-not-chosen-mark", name=_subject(one, say)),
            _set(version, Field.SUBJECT, one.value),
        )
        for one in Subject
    ]
    fields = [found for field in plan.fields if (found := _button(field, given, version, say)) is not None]
    submit = [button(say("rating-submit"), Submit(version))]
    return [subjects, *grid(fields, 2), submit, [cancel_button(say)]]


def _set(version: int, field: Field, value: str) -> Set:
    return Set(version, f"{field.value}.{value}")


def _subject(one: Subject, say: Speech) -> str:
    return say(f"rating-subject-{one.value}")


def _button(field: Field, given: PreparationDraft, version: int, say: Speech) -> InlineKeyboardButton | None:
    """Make the button of a field: a switch with its next value, or the way to a question; None where nothing can be
    chosen."""
    plan, label = given.plan, say(f"rating-edit-{field.value}")
    if field is Field.INDICATORS and not (given.facts and given.facts.indicators):
        return None
    if field in TOGGLES:
        on = bool(getattr(plan, field.value))
        mark = say("meeting-chosen-mark" if on else "meeting-not-chosen-mark", name=label)
        return button(mark, _set(version, field, "off" if on else "on"))
    if field is Field.GROUPS:
        return button(label, _set(version, field, "members" if plan.groups == "all" else "all"))
    if field is Field.MAJORITY:
        return button(label, _set(version, field, _other(given)))
    return button(label, Edit(version, field.value))


def _other(given: PreparationDraft) -> str:
    """Return the code of the majority after the chosen one."""
    codes = given.facts.majorities if given.facts else ()
    if given.plan.majority not in codes:
        return given.plan.majority
    return codes[(codes.index(given.plan.majority) + 1) % len(codes)]


def submitted(result: Prepared, say: Speech) -> View:
    """Say that the rating waits for the committee above."""
    key = "rating-submitted" if result.told else "rating-submitted-untold"
    text = say(key, unit=result.unit, title=result.rating.title)
    return View(text, rows([button(say("rating-look"), Show(result.rating.id))], home(say)))


RENDERERS = (prompts(NAME, prompt),)
