"""The card of a case: steps, decision, notice, objections; its buttons depend on the reader."""

from telegram import InlineKeyboardButton

from bot.domain.grading.case import RoundKind
from bot.domain.grading.rule import AppliedRule, BallotShare
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import names
from bot.services.grading.case import CaseCard
from bot.texts.speech import Speech
from bot.views.callback import button, grid, rows
from bot.views.grading import notice as grading_notice
from bot.views.grading import objection, second_review, summary
from bot.views.grading.decide import choices
from bot.views.grading.lines import grade_name, outcome, outcome_of, over_quota, stages, work_button
from bot.views.grading.notice import Finish
from bot.views.grading.overview import Overview
from bot.views.grading.second_review import BeginReview
from bot.views.menu import home
from bot.views.rectification.enter import Enter
from bot.views.view import View, sentence


def card(found: CaseCard, say: Speech) -> View:
    """Show the card."""
    access = found.access
    key = "grading-card-second" if access.round.kind is RoundKind.SECOND_REVIEW else "grading-card"
    head = say(key, unit=access.unit.name, year=str(access.round.year))
    parts = [
        "\n".join([head, stages(found.stages, access.case.step, access.today, say)]),
        "\n".join(_result(found, say)),
        "\n".join(_computed(found, say)),
        "\n".join(_objections(found, say)),
        "\n".join(second_review.changed(access, found.changes, say)) if found.changes else "",
    ]
    return View("\n\n".join(part for part in parts if part), rows(*_ways(found, say), home(say)))


def _result(found: CaseCard, say: Speech) -> list[str]:
    """Say what is decided, published or final."""
    access, decision, notice = found.access, found.decision, found.notice
    if decision is None:
        return []
    shown = outcome_of(access.scheme, decision, say)
    reason = [say("grading-decide-reason", reason=decision.reason)] if decision.reason else []
    if found.decided:
        return [say("grading-card-decided", outcome=shown), *reason]
    if notice is None or access.case.step is Step.DECISION:
        return []
    until = say.full_day(notice.ends_on)
    if access.case.step is Step.FINAL:
        lines = [say("grading-card-final", outcome=shown)]
    elif notice.ends_on >= access.today:
        lines = [say("grading-card-notice", outcome=shown, until=until, days=notice.days_left(access.today))]
    else:
        lines = [say("grading-card-notice-over", outcome=shown, until=until)]
    printed = found.may_grade or found.own
    return [*lines, *reason, *([say("grading-notice-head", head=notice.head)] if printed else [])]


def _computed(found: CaseCard, say: Speech) -> list[str]:
    """Say the score, the rules and the quotas to the committee while it decides."""
    if found.summary is None or found.access.case.step is not Step.DECISION:
        return []
    scheme, summed = found.access.scheme, found.summary
    if found.fault is not None:
        return [say("grading-card-fault", why=sentence(found.fault, say))]
    if summed.computed is None:
        return [say("grading-card-no-points")]
    shown = outcome(names(scheme, summed.computed.grade), summed.score, say)
    lines = [say("grading-card-computed", outcome=shown)]
    lines += [_rule(found, one, say) for one in summed.computed.applied]
    return [*lines, *over_quota(scheme, found.over, say)]


def _rule(found: CaseCard, one: AppliedRule, say: Speech) -> str:
    scheme = found.access.scheme
    if one.unclear is not None:
        return summary.applied(one, scheme, say)
    facts = {"rule": grade_name(scheme, one.rule, say), "limit": grade_name(scheme, one.limit, say)}
    if one.overridden is not None:
        return say("grading-card-overridden", reason=one.overridden, **facts)
    if isinstance(one.evidence, BallotShare):
        return say("grading-card-rule-ballots", count=one.evidence.count, valid=one.evidence.valid, **facts)
    return say("grading-card-rule", evidence=one.evidence, **facts)


def _objections(found: CaseCard, say: Speech) -> list[str]:
    if not found.objections:
        return []
    line = objection.full if found.may_grade else objection.public
    head = say("grading-card-objections" if found.may_grade else "grading-card-answers", count=len(found.objections))
    return [head, *(line(place, one, say) for place, one in enumerate(found.objections, 1))]


def _ways(found: CaseCard, say: Speech) -> list[list[InlineKeyboardButton]]:
    if found.may_grade:
        return _for_committee(found, say)
    ways = objection.object_buttons(found.notice.id, say) if found.objects and found.notice else []
    if found.own and found.access.case.step is Step.FINAL:
        ways = [*ways, [button(say("grading-final-enter"), Enter(found.access.unit.id))]]
    if found.notice is not None and not found.own:
        ways = [*ways, [grading_notice.code_button(found.access.case.id, say)]]
    if found.own:
        ways = [*ways, [work_button(found.access.case.id, say)]]
    return ways


def _for_committee(found: CaseCard, say: Speech) -> list[list[InlineKeyboardButton]]:
    access, case = found.access, found.access.case
    waiting = [(place, one) for place, one in enumerate(found.objections, 1) if one.upheld is None]
    lines = grid(
        [button(say("objection-answer-number", number=str(n)), objection.Answer(one.id)) for n, one in waiting], 2
    )
    if case.step is Step.DECISION and found.summary is not None:
        publish = [grading_notice.ask_button(case.id, say)] if found.decided else []
        lines = [*lines, publish, *choices(access, found.summary, say)]
    if case.step is Step.NOTICE and found.notice and found.notice.ends_on < access.today and not waiting:
        lines = [*lines, [button(say("grading-final-finish"), Finish(case.id, case.version))]]
    if case.step is Step.FINAL and found.stages[-1].done_at is not None:
        lines = [*lines, [button(say("grading-look"), BeginReview(case.id))]]
    lines = [*lines, [work_button(case.id, say)]]
    return [*lines, [button(say("grading-overview-open"), Overview(access.round.id, 0))]]
