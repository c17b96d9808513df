"""A second review: begun from a case that is done; what has changed against the round before, and why."""

from bot.domain.grading.grade import points
from bot.domain.grading.scoring import Deduction
from bot.services.grading.access import CaseAccess
from bot.services.grading.second_review import Change, Changes, SecondReview
from bot.texts.speech import Speech
from bot.views.callback import Callback, rows
from bot.views.grading.lines import card_button, grade_name, outcome_of
from bot.views.view import View


class BeginReview(Callback, prefix="gv"):
    """Begin a second review of a case."""

    case: int


def begun(result: SecondReview, say: Speech) -> View:
    """Say that the second review has begun."""
    key = "grading-look-was" if result.again else "grading-look-begun"
    return View(say(key, unit=result.unit, year=str(result.year)), rows([card_button(result.case.id, say)]))


def changed(access: CaseAccess, found: Changes, say: Speech) -> list[str]:
    """List the changes below the card of a second review."""
    lines = [say("grading-look-head")]
    if found.before is not None:
        lines.append(say("grading-look-before", outcome=outcome_of(access.scheme, found.before, say)))
    if found.indicators is None:
        return [*lines, say("grading-look-not-yet")]
    before, now = found.scores
    if before is not None and now is not None and before != now:
        lines.append(say("grading-look-score", before=points(before), now=points(now)))
    lines += [_indicator(access, one, say) for one in found.indicators]
    lines += [say("grading-look-gone", rule=grade_name(access.scheme, one, say)) for one in found.gone]
    lines += [say("grading-look-new", rule=grade_name(access.scheme, one, say)) for one in found.new]
    return lines if len(lines) > 2 else [*lines, say("grading-look-same")]


def _indicator(access: CaseAccess, one: Change, say: Speech) -> str:
    name = grade_name(access.scheme, one.code, say)
    text = say("grading-look-indicator", name=name, before=points(one.before), now=points(one.now))
    return (
        say("grading-look-why", line=text, reasons=say.list([_reason(line, say) for line in one.reasons]))
        if one.reasons
        else text
    )


def _reason(line: Deduction, say: Speech) -> str:
    return say("grading-look-deduction", points=points(line.tenths), reason=line.reason)
