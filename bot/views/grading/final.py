"""A grade that has become final."""

from dataclasses import dataclass
from typing import Any

from bot.services.grading.final import FinalResult
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import open_button, outcome, outcome_of, why
from bot.views.grading.overview import Overview
from bot.views.rectification.enter import Enter
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Finish(Callback, prefix="gu"):
    """`version`: of the case that was shown."""

    case: int
    version: int


def finished(result: FinalResult, say: Speech) -> View:
    access, shown = result.access, outcome_of(result.access.scheme, result.decision, say)
    key = "grading-final-was" if result.again else "grading-final-done"
    back = button(say("grading-overview-open"), Overview(access.round.id, 0))
    return View(say(key, unit=access.unit.name, outcome=shown), rows([open_button(access.case.id, say)], [back]))


def told(data: dict[str, Any], say: Speech) -> View:
    shown = outcome(data["grade"], data["score"], say)
    lines = [say("grading-final", unit=data["unit"], year=str(data["year"]), outcome=shown), *why(data, say)]
    return View("\n".join(lines), rows([open_button(data["case"], say)]))


def items(data: dict[str, Any], say: Speech) -> View:
    """The secretary: what was found goes in as items."""
    enter = button(say("grading-final-enter"), Enter(data["unit_id"]))
    return View(say("grading-final-items", unit=data["unit"]), rows([enter], [open_button(data["case"], say)]))


RENDERERS = {"grading.final": told, "grading.items": items}
