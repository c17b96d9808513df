"""A branch's grade: now, and how it moved."""

from dataclasses import dataclass

from bot.domain.grade import Decided, points
from bot.services.grade import UnitGrades
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class History(Callback, prefix="gh"):
    """Show the earlier grades of one's own unit."""


def name(grade: str, say: Speech) -> str:
    """A scheme's own grade names are shown as they are."""
    key = f"grade-{grade.replace('_', '-')}"
    return say(key) if say.has(key) else grade


def current(result: UnitGrades, say: Speech) -> View:
    if not result.history:
        return View(say("grade-none", unit=result.unit.name), rows(home(say)))
    now = result.history[0]
    more = [button(say("grade-show-history"), History())] if len(result.history) > 1 else []
    text = say("grade-current", unit=result.unit.name, year=str(now.year), **_facts(now, say))
    return View(text, rows(more, home(say)))


def history(result: UnitGrades, say: Speech) -> View:
    if not result.history:
        return View(say("grade-none", unit=result.unit.name), rows(home(say)))
    lines = [say("grade-line", year=str(one.year), **_facts(one, say)) for one in result.history]
    return View("\n".join([say("grade-history", unit=result.unit.name), *lines]), rows(home(say)), fresh=True)


def _facts(one: Decided, say: Speech) -> dict[str, object]:
    score = say("grade-points", points=points(one.score)) if one.score is not None else say("grade-no-points")
    return {"grade": name(one.grade, say), "score": score, "day": say.full_day(one.decided_on)}
