"""The card on which a round is started, and the message to the secretaries."""

from telegram import InlineKeyboardButton

from bot.domain.grading.message import RoundStarted
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.start import RoundDraft, StartStep
from bot.domain.meeting.calling import page_of
from bot.domain.message import Prompt
from bot.services.grading.round import StartedRound
from bot.services.grading.start import NAME
from bot.texts.speech import Speech
from bot.views import form, pick
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import step_name, work_button
from bot.views.grading.overview import Overview
from bot.views.menu import home
from bot.views.renderer import prompts, renders
from bot.views.view import View


class Begin(Callback, prefix="ga"):
    """Show the card of a new round."""


class OfYear(Callback, prefix="gaa"):
    """Change the year. `version`: of the form."""

    version: int
    year: int


class Tick(Callback, prefix="gab"):
    """Choose a branch, or no longer choose it. `version`: of the form."""

    version: int
    unit: int


class TickAll(Callback, prefix="gac"):
    """Choose all branches (`chosen` 1), or none. `version`: of the form."""

    version: int
    chosen: int


class Go(Callback, prefix="gad"):
    """Start the round. `version`: of the form."""

    version: int


def start_button(say: Speech) -> InlineKeyboardButton:
    """A button to the card of a new round."""
    return button(say("grading-start"), Begin())


def prompt(asked: Prompt, say: Speech) -> View:
    """Ask for the committee where there are several; then show the card of the round."""
    draft, version = RoundDraft.model_validate(asked.draft), asked.version
    if asked.step == StartStep.UNIT:
        choices = page_of(list(draft.committees), draft.page)
        lines = pick.units(choices, version, say)
        return form.ask(say("grading-start-which"), say, *lines)
    text = say(
        "grading-start-card",
        committee=draft.name,
        year=str(draft.year),
        chosen=len(draft.chosen),
        free=len(draft.free),
        busy=draft.busy,
    )
    own = [say("grading-start-own", units=say.list(list(draft.own)))] if draft.own else []
    return View("\n".join([text, *own]), rows(*_card(draft, version, say)))


def _card(draft: RoundDraft, version: int, say: Speech) -> list[list[InlineKeyboardButton]]:
    marks = ("meeting-not-chosen-mark", "meeting-chosen-mark")
    ticks = [[button(say(marks[one.chosen], name=one.name), Tick(version, one.id))] for one in draft.choices.items]
    other = draft.this_year - (draft.year == draft.this_year)
    all_ = button(say("grading-start-all"), TickAll(version, 1))
    none = button(say("grading-start-none"), TickAll(version, 0))
    go = [button(say("grading-start-go", count=len(draft.chosen)), Go(version))] if draft.chosen else []
    return [
        go,
        [button(say("grading-start-year", year=str(other)), OfYear(version, other))],
        *ticks,
        pick.turning(draft.choices, version, say),
        [all_, none] if draft.free else [],
        [form.cancel_button(say)],
    ]


def started(result: StartedRound, say: Speech) -> View:
    """Tell the committee that the round has started."""
    text = say(
        "grading-started",
        committee=result.committee,
        year=str(result.year),
        units=result.units,
        told=result.notified,
        day=say.full_day(result.last_day),
    )
    overview = button(say("grading-overview-open-first"), Overview(result.round_id, 0))
    return View(text, rows([overview], home(say)))


def round_started(message: RoundStarted, say: Speech) -> View:
    """Tell a secretary that the unit's round has started, and until when each step is due."""
    lines = [say("grading-told-step", step=step_name(step, say), day=say.full_day(message.due[step])) for step in Step]
    text = say(
        "grading-told-second" if message.second else "grading-told",
        committee=message.committee,
        unit=message.unit,
        year=str(message.year),
        scheme=message.scheme.name(say.language),
        steps="\n".join(lines),
    )
    return View(text, rows([work_button(message.case, say)]))


RENDERERS = (prompts(NAME, prompt), renders(RoundStarted, round_started))
