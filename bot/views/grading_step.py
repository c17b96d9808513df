"""From step to step: the buttons, what became of them, and who hears of it."""

from dataclasses import dataclass
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.scheme_part import Step
from bot.services.grading_step import Moved, MovedAll
from bot.texts.speech import Speech
from bot.views import grading_word
from bot.views.callback import Callback, button, rows
from bot.views.errors import sentence
from bot.views.grading_case import open_button
from bot.views.menu import home
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Move(Callback, prefix="gba"):
    """On from that step (domain.scheme_part.Step), which the reader says is done."""

    case: int
    step: str


@dataclass(frozen=True, slots=True)
class AskMove(Callback, prefix="gbd"):
    """Ask first, where there is no way back."""

    case: int
    step: str


@dataclass(frozen=True, slots=True)
class Skip(Callback, prefix="gbb"):
    """On from the rating without its result."""

    case: int


@dataclass(frozen=True, slots=True)
class MoveAll(Callback, prefix="gbc"):
    """All cases of the round that are ready at that step."""

    round: int
    step: str


def move_all_button(round_id: int, step: Step, say: Speech) -> InlineKeyboardButton:
    return button(say("grading-move-all", step=grading_word.step(step, say)), MoveAll(round_id, step.value))


FINAL = (Step.SURVEY, Step.SELF_ASSESSMENT, Step.RATING)
"""Nothing in them can be changed once the case has gone on; scores from above can, until the notice."""


def move_button(case: int, step: Step, say: Speech) -> InlineKeyboardButton:
    on = AskMove(case, step.value) if step in FINAL else Move(case, step.value)
    return button(say("grading-move", step=grading_word.step(step, say)), on)


def ask(case: int, unit: str, step: Step, say: Speech) -> View:
    words = grading_word.step(step, say)
    yes = [button(say("grading-move-yes"), Move(case, step.value))]
    return View(say("grading-move-ask", unit=unit, step=words), rows(yes, [open_button(case, say)], home(say)))


def moved(result: Moved, say: Speech) -> View:
    text = say(
        "grading-moved-already" if result.again else "grading-moved",
        unit=result.bench.unit.name,
        step=grading_word.step(result.stage.step, say),
        day=say.full_day(result.stage.due_on),
    )
    return View(text, rows([open_button(result.bench.case.id, say)], home(say)))


def moved_all(result: MovedAll, say: Speech) -> View:
    waiting = [say("grading-moved-waits", unit=one.unit, why=sentence(one.fault, say)) for one in result.waiting]
    head = say("grading-moved-all", step=grading_word.step(result.step, say), moved=result.moved, waiting=len(waiting))
    return View("\n".join([head, *waiting]), rows(home(say)), fresh=True)


def told(data: dict[str, Any], say: Speech) -> View:
    text = say(
        "grading-told-moved-committee" if data["committee"] else "grading-told-moved",
        unit=data["unit"],
        year=str(data["year"]),
        step=grading_word.step(data["step"], say),
        next=say(f"grading-next-{data['step'].replace('_', '-')}"),
        day=grading_word.day(data, "due", say),
    )
    return View(text, rows([open_button(data["case"], say)]))


PARCELS = {"grading.moved": told}
