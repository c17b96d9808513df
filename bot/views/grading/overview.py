"""The committee's page of a round, and what is done for all its units at once."""

from telegram import InlineKeyboardButton

from bot.domain.grading.case import RoundKind
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import names
from bot.services.grading.overview import CaseRow, RoundPage
from bot.services.grading.step import MovedAll
from bot.services.grading.whole_round import Batch, BatchAction, BatchLine
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.grading.lines import CaseOf, outcome, outcome_of, over_quota, step_name
from bot.views.grading.step import MoveAll
from bot.views.menu import home
from bot.views.view import View, sentence

PER_PAGE = 12
LISTED = 30
"""Units named in a message before the rest is counted."""


class Overview(Callback, prefix="gm"):
    """Show the committee's page of a round."""

    round: int
    page: int


class All(Callback, prefix="gp"):
    """Do something for all units that are ready. `action`: a `BatchAction`; `mark` 0: show them first; otherwise the
    fingerprint of what was shown."""

    round: int
    action: str
    mark: int


def page(found: RoundPage, say: Speech) -> View:
    """List the units of a round, those to act on first; a tap on one opens its card."""
    pages = max(1, -(-len(found.rows) // PER_PAGE))
    number = min(max(found.number, 0), pages - 1)
    shown = found.rows[number * PER_PAGE : (number + 1) * PER_PAGE]
    lines = [_head(found, say), *_steps(found, say)]
    late = [row.access.unit.name for row in found.late]
    lines += [say("grading-overview-late", count=len(late), units=_names(late, say))] if late else []
    taps = [button(_label(row, found, say), CaseOf(row.access.case.id)) for row in shown]
    turn = pager(number, number + 1 < pages, lambda one: Overview(found.round.id, one), say)
    return View("\n".join(lines), rows(*grid(taps, 1), turn, *_together(found, say), home(say)))


def _head(found: RoundPage, say: Speech) -> str:
    key = "grading-overview-second" if found.round.kind is RoundKind.SECOND_REVIEW else "grading-overview"
    facts = {"committee": found.committee.name, "year": str(found.round.year)}
    return say(key, count=len(found.rows), done=sum(row.over for row in found.rows), **facts)


def _steps(found: RoundPage, say: Speech) -> list[str]:
    return [
        say("grading-overview-step", step=step_name(step, say), count=found.steps[step])
        for step in Step
        if found.steps.get(step)
    ]


def _label(row: CaseRow, found: RoundPage, say: Speech) -> str:
    facts = {"unit": row.access.unit.name, "step": step_name(row.stage.step, say)}
    shown = outcome_of(row.access.scheme, row.decision, say) if row.decision else ""
    if row.over:
        return say("grading-overview-done", outcome=shown, **facts)
    if row.waiting:
        return say("grading-overview-objected", count=row.waiting, **facts)
    if row.decided or (row.access.case.step is Step.NOTICE and row.decision):
        return say("grading-overview-outcome", outcome=shown, **facts)
    return say("grading-overview-late-unit" if row.stage.late(found.today) else "grading-overview-unit", **facts)


def _together(found: RoundPage, say: Speech) -> list[list[InlineKeyboardButton]]:
    """Offer what can be done for many, where there is something to do."""
    entered = (Step.SURVEY, Step.SELF_ASSESSMENT, Step.RATING, Step.ASSESSMENT)
    moves = [[_move(found.round.id, step, say)] for step in entered if found.steps.get(step)]
    at = [row for row in found.rows if row.access.case.step is Step.DECISION]
    wanted = {
        BatchAction.DECIDE: any(not row.decided for row in at),
        BatchAction.PUBLISH: any(row.decided for row in at),
        BatchAction.FINISH: any(row.endable for row in found.rows),
    }
    return moves + [
        [button(say(f"grading-all-{what.value}"), All(found.round.id, what.value, 0))]
        for what, there in wanted.items()
        if there
    ]


def _move(round_id: int, step: Step, say: Speech) -> InlineKeyboardButton:
    return button(say("grading-overview-move", step=step_name(step, say)), MoveAll(round_id, step.value, 0))


def ask_moves(found: MovedAll, say: Speech) -> View:
    """List the cases that would go on, and ask, where nothing of the step can be changed afterwards."""
    step, units = step_name(found.step, say), _names(list(found.units), say)
    lines = [say("grading-move-all-ask", step=step, count=len(found.units), units=units)]
    if found.waiting:
        lines.append(say("grading-all-waiting", count=len(found.waiting)))
        lines += [say("grading-moved-waits", unit=one.unit, why=sentence(one.fault, say)) for one in found.waiting]
    yes = [button(say("grading-move-yes"), MoveAll(found.round_id, found.step.value, found.mark))]
    return View("\n".join(lines), rows(yes, [button(say("grading-overview-open"), Overview(found.round_id, 0))]))


def _names(units: list[str], say: Speech) -> str:
    more = len(units) - LISTED
    listed = say.list(units[:LISTED])
    return say("grading-overview-more", units=listed, count=more) if more > 0 else listed


def batch(found: Batch, say: Speech) -> View:
    """List what would be done, with a yes, or what was done."""
    back = [button(say("grading-overview-open"), Overview(found.round.id, 0))]
    name = found.action.value
    if not found.lines:
        lines = [say(f"grading-all-{name}-nothing"), *_waiting(found, say)]
        return View("\n".join(lines), rows(back))
    key = f"grading-all-{name}-{'done' if found.done else 'ask'}"
    lines = [say(key, count=len(found.lines)), *(_line(one, say) for one in found.lines[:LISTED])]
    rest = len(found.lines) - LISTED
    lines += [say("grading-all-more", count=rest)] if rest > 0 else []
    lines += [text for access, one in found.over for text in over_quota(access.scheme, [one], say)]
    lines += _waiting(found, say)
    yes = [button(say("grading-all-yes"), All(found.round.id, name, found.mark))] if not found.done else []
    return View("\n".join(lines), rows(yes, back))


def _line(one: BatchLine, say: Speech) -> str:
    grade = names(one.access.scheme, one.grade) if one.grade else None
    return say("grading-all-line", unit=one.access.unit.name, outcome=outcome(grade, one.score, say))


def _waiting(found: Batch, say: Speech) -> list[str]:
    if not found.waiting:
        return []
    lines = [say("grading-all-waiting-line", unit=one.unit, why=sentence(one.fault, say)) for one in found.waiting]
    return ["", say("grading-all-waiting", count=len(lines)), *lines[:LISTED]]
