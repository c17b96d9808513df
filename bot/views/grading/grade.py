"""A branch's grades, its notice and round; for those who decide above also the rounds and the grades below."""

from collections import Counter

from telegram import InlineKeyboardButton

from bot.domain.grading.case import Stage
from bot.domain.grading.grade import Decided, points
from bot.domain.grading.scheme_part import Step
from bot.services.grading.grade import NewestCase, UnitGrades
from bot.services.grading.grade_below import BranchGrade, BranchProgress, RoundProgress
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.grading import month_score
from bot.views.grading.lines import CaseOf, number, outcome, stages, step_name
from bot.views.grading.overview import LISTED, Overview
from bot.views.grading.start import start_button
from bot.views.menu import home
from bot.views.view import View

FEW = 8
"""Branches that are named one by one."""


class History(Callback, prefix="gh"):
    """Show the earlier grades of one's own unit."""


def name(grade: str, say: Speech) -> str:
    """Return the name of a grade of the reference scheme; another scheme's grade is its own name."""
    key = f"grade-{grade.replace('_', '-')}"
    return say(key) if say.has(key) else grade


def current(result: UnitGrades, say: Speech) -> View:
    """Show the current grade and what is going on."""
    months = [month_score.published(one, say) for one in result.months]
    parts = [_current(result, say), *months, *_newest(result, say), *_below(result, say), *_progress(result, say)]
    more = [button(say("grade-show-history"), History())] if len(result.history) > 1 else []
    text = "\n\n".join(part for part in parts if part)
    return View(text or say("grade-rounds"), rows(*_ways(result, say), more, *_rounds(result, say), home(say)))


def _current(result: UnitGrades, say: Speech) -> str:
    if result.unit is None:
        return ""
    if not result.history:
        acts = result.unit.kind.above_branches and (result.rounds or result.below or result.starts)
        return "" if acts else say("grade-none", unit=result.unit.name)
    now = result.history[0]
    return say("grade-current", unit=result.unit.name, year=str(now.year), **_facts(now, result, say))


def history(result: UnitGrades, say: Speech) -> View:
    """Show all final grades of the unit."""
    if result.unit is None or not result.history:
        return current(result, say)
    lines = [say("grade-line", year=str(one.year), **_facts(one, result, say)) for one in result.history]
    return View("\n".join([say("grade-history", unit=result.unit.name), *lines]), rows(home(say)), fresh=True)


def progress(result: UnitGrades, say: Speech) -> View:
    """Show the step of the round and its dates; to those who decide above, where their branches are."""
    parts = [_own_progress(result, say), *_progress(result, say)]
    text = "\n\n".join(part for part in parts if part)
    return View(text or say("grade-rounds"), rows(*_ways(result, say), *_rounds(result, say), home(say)))


def _own_progress(result: UnitGrades, say: Speech) -> str:
    newest = result.newest
    if result.unit is None or (newest is None and result.rounds):
        return ""
    if newest is None:
        return say("grade-no-round", unit=result.unit.name)
    head = say("grade-progress", unit=result.unit.name, year=str(newest.round.year))
    notice_lines = _newest(result, say) if newest.over or newest.case.step is Step.NOTICE else []
    return "\n".join([head, *notice_lines, stages(newest.stages, newest.case.step, result.today, say)])


def _below(result: UnitGrades, say: Speech) -> list[str]:
    """List the branches' grades, one by one where they are few, else by number."""
    if not result.below:
        return []
    if len(result.below) > FEW:
        counts = Counter(_shown(one, say) for one in result.below)
        lines = [say("grade-below-count", grade=grade, count=count) for grade, count in counts.most_common()]
    else:
        lines = [_graded(one, say) for one in result.below]
    return ["\n".join([say("grade-below", count=len(result.below)), *lines])]


def _graded(one: BranchGrade, say: Speech) -> str:
    if one.decided is None:
        line = say("grade-below-none", unit=one.unit)
    else:
        line = say("grade-below-line", unit=one.unit, grade=_shown(one, say), year=str(one.decided.year))
    if one.month is None:
        return line
    return say("grade-below-month", line=line, month=say.month(one.month.month.first), points=points(one.month.score))


def _shown(one: BranchGrade, say: Speech) -> str:
    if one.decided is None:
        return say("grade-below-ungraded")
    return one.names.name(say.language) if one.names else name(one.decided.grade, say)


def _progress(result: UnitGrades, say: Speech) -> list[str]:
    """Say for each running round how many branches are at which step, and which are overdue."""
    return ["\n".join(_round(one, result, say)) for one in result.rounds]


def _round(one: RoundProgress, result: UnitGrades, say: Speech) -> list[str]:
    done = sum(row.over for row in one.rows)
    facts = {"committee": one.running.committee, "year": str(one.running.round.year)}
    head = say("grade-round", count=len(one.rows), done=done, **facts)
    if len(one.rows) <= FEW:
        lines = [_underway(row, say) for row in one.rows if not row.over]
    else:
        lines = [_at_step(step, one.steps[step], say) for step in Step if one.steps[step]]
    late = one.late(result.today)
    more = len(late) - LISTED
    shown = say.list(late[:LISTED])
    units = say("grading-overview-more", units=shown, count=more) if more > 0 else shown
    return [head, *lines, *([say("grading-overview-late", count=len(late), units=units)] if late else [])]


def _underway(row: BranchProgress, say: Speech) -> str:
    step = row.stage.step
    return say("grade-round-unit", unit=row.unit, number=str(number(step)), step=step_name(step, say))


def _at_step(step: Step, count: int, say: Speech) -> str:
    return say("grade-round-step", number=str(number(step)), step=step_name(step, say), count=count)


def _newest(result: UnitGrades, say: Speech) -> list[str]:
    newest = result.newest
    if newest is None:
        return []
    year = str(newest.round.year)
    if newest.over:
        if newest.decision is None or newest.decision.grade is not None:
            return []
        return [say("grade-left-ungraded", year=year, reason=newest.decision.reason or "")]
    if newest.notice is not None and newest.decision is not None and newest.case.step is Step.NOTICE:
        return [_notice(newest, result, say)]
    stage = _stage(newest)
    facts = {"number": str(number(stage.step)), "step": step_name(stage.step, say)}
    return [say("grade-at-step", year=year, day=say.day(stage.due_on), **facts)]


def _notice(newest: NewestCase, result: UnitGrades, say: Speech) -> str:
    if newest.notice is None or newest.decision is None:
        return ""
    shown = outcome(newest.grade, newest.decision.score, say)
    facts = {"year": str(newest.round.year), "outcome": shown, "until": say.full_day(newest.notice.ends_on)}
    left = newest.notice.days_left(result.today)
    return say("grade-under-notice", days=left, **facts) if left else say("grade-notice-over", **facts)


def _stage(newest: NewestCase) -> Stage:
    return next(one for one in newest.stages if one.step is newest.case.step)


def _ways(result: UnitGrades, say: Speech) -> list[list[InlineKeyboardButton]]:
    if result.newest is None:
        return []
    is_published = result.newest.notice is not None and result.newest.case.step is Step.NOTICE
    return [[button(say("grade-open-notice" if is_published else "grade-open-round"), CaseOf(result.newest.case.id))]]


def _rounds(result: UnitGrades, say: Speech) -> list[list[InlineKeyboardButton]]:
    lines = [
        [
            button(
                say("grade-open-overview", committee=one.running.committee, year=str(one.running.round.year)),
                Overview(one.running.round.id, 0),
            )
        ]
        for one in result.rounds
    ]
    lines += [[start_button(say)]] if result.starts else []
    return [*lines, [month_score.open_button(say)]] if result.scores else lines


def _facts(one: Decided, result: UnitGrades, say: Speech) -> dict[str, object]:
    score = say("grade-points", points=points(one.score)) if one.score is not None else say("grade-no-points")
    names = result.names.get(one.year)
    shown = names.name(say.language) if names else name(one.grade, say)
    return {"grade": shown, "score": score, "day": say.full_day(one.decided_on)}
