"""A grade that has become final."""

from dataclasses import dataclass

from bot.domain.grading.message import GradeFinal, ItemsWanted
from bot.services.grading.final import FinalResult
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.grading.lines import open_button, outcome, outcome_of, why
from bot.views.grading.overview import Overview
from bot.views.rectification.enter import Enter
from bot.views.renderer import renders
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


def told(message: GradeFinal, say: Speech) -> View:
    """Tell everyone of the unit, and the committee, that the grade is final."""
    shown = outcome(message.grade, message.score, say)
    lines = [say("grading-final", unit=message.unit, year=str(message.year), outcome=shown), *why(message, say)]
    return View("\n".join(lines), rows([open_button(message.case, say)]))


def items(message: ItemsWanted, say: Speech) -> View:
    """Ask the secretary to enter what was found as rectification items."""
    enter = button(say("grading-final-enter"), Enter(message.unit_id))
    return View(say("grading-final-items", unit=message.unit), rows([enter], [open_button(message.case, say)]))


RENDERERS = (renders(GradeFinal, told), renders(ItemsWanted, items))
