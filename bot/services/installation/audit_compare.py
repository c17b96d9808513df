"""Results in the tables compared with the audit record: grading rounds, closed ratings, months' scores."""

from bot.domain.grading import month_score as months
from bot.domain.grading import record as grading_record
from bot.domain.grading.decision import Notice
from bot.domain.installation.audit import sealed
from bot.domain.rating.model import State
from bot.domain.rating.result import record
from bot.services.installation.audit_replay import RecordedDecision, RecordedResults
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import grade as grades
from bot.storage.grading import month_score, objection
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import sheet as grading_sheet
from bot.storage.grading import store as grading
from bot.storage.rating import store as ratings


async def first_difference(cx: Connection, found: RecordedResults) -> str | None:
    """Say in words the first result that differs from the record; None when none does."""
    for check in CHECKS:
        wrong = await check(cx, found)
        if wrong is not None:
            return wrong
    return None


async def _grades(cx: Connection, found: RecordedResults) -> str | None:
    """Check that every result of a round has its entry, and that what was final or imported last is what is shown."""
    held = await grades.every(cx)
    for unit, year in sorted(await grades.all_from_rounds(cx)):
        if (unit, year) not in found.rounds:
            return f"the grade of unit {unit} for {year} is in no entry of the record"
    for (unit, year), wanted in sorted(found.grades.items()):
        one = held.get((unit, year))
        shown = [one.grade, one.score, one.decided_on.isoformat()] if one else None
        if shown != (wanted if wanted[0] is not None else None):
            return f"the grade of unit {unit} for {year} is not the one in the record"
    return None


async def _decisions(cx: Connection, found: RecordedResults) -> str | None:
    held = {one.id: one for one in await grading_decision.every(cx)}
    seals = await grading_decision.seals(cx)
    for id in sorted(held.keys() | found.decisions.keys()):
        one, recorded = held.get(id), found.decisions.get(id)
        if one is None or recorded is None:
            return f"decision {id} is {'not there any more' if recorded else 'in no entry of the record'}"
        reason, salt = seals[id]
        why, basis = (sealed(salt, words) if words else None for words in (reason, one.basis))
        day = one.decided_on.isoformat()
        shown = RecordedDecision(one.case_id, one.number, one.computed, one.score, one.grade, why, day, basis)
        if shown != recorded:
            return f"decision {id} is not the one in the record"
    return None


async def _notices(cx: Connection, found: RecordedResults) -> str | None:
    """Check that a decision is published once, and that each notice has its entry and each entry its notice."""
    held = await grading_notice.every(cx)
    for one in held:
        if not _as_published(one, found):
            return f"the notice of case {one.case_id} is not the one in the record"
    if len(held) > len({one.decision_id for one in held}):
        return "a decision has two notices"
    for id in sorted(found.published.keys() - {one.decision_id for one in held}):
        return f"the notice of case {found.published[id].case} is not there any more"
    return None


def _as_published(one: Notice, found: RecordedResults) -> bool:
    """Whether a notice is as its entry has it; its head may be that of a later entry of those published with it."""
    entry, head = found.published.get(one.decision_id), found.heads.get(one.head)
    if entry is None or head is None:
        return False
    shown = (one.case_id, one.starts_on.isoformat(), one.ends_on.isoformat())
    same = shown == (entry.case, entry.starts_on, entry.ends_on)
    return same and head[0] == entry.run and head[1] >= entry.sequence


async def _finals(cx: Connection, found: RecordedResults) -> str | None:
    """Check that what became final is what was published last, with the grade of its decision."""
    notices = {one.id: one for one in await grading_notice.every(cx)}
    if found.unfounded is not None:
        return f"the final grade of case {found.unfounded} is not of the decision published last"
    for case, final in sorted(found.finals.items()):
        notice, decided = notices.get(final.notice), found.decisions.get(final.decision)
        if notice is None or decided is None or notice.decision_id != final.decision:
            return f"the final grade of case {case} has no notice"
        if (final.case, final.grade, final.score) != (decided.case, decided.grade, decided.score):
            return f"the final grade of case {case} is not the one that was decided"
    return None


async def _objections(cx: Connection, found: RecordedResults) -> str | None:
    """Check objections and answers. A name may be gone, with the person; an anonymous objection never gets one."""
    held = {one.id: one for one in await objection.every(cx)}
    for id in sorted(held.keys() | found.objections.keys()):
        one, recorded = held.get(id), found.objections.get(id)
        if one is None or recorded is None:
            return f"objection {id} is {'not there any more' if recorded else 'in no entry of the record'}"
        named = one.person_id is None or recorded.named
        if (one.case_id, one.notice_id) != (recorded.case, recorded.notice) or not named:
            return f"objection {id} is not the one in the record"
        if one.upheld != found.answers.get(id):
            return f"the answer to objection {id} is not the one in the record"
    return None


async def _ratings(cx: Connection, found: RecordedResults) -> str | None:
    """Check the results of closed ratings; a void one has none."""
    closed = [one for state in (State.COUNTED, State.CLOSED) for one in await ratings.in_state(cx, state)]
    held = {one.id: one for one in closed}
    for id in sorted(held.keys() | found.closed.keys()):
        one, data = held.get(id), found.closed.get(id)
        if one is None or data is None or one.turnout is None:
            return f"rating {id} is {'not closed any more' if data else 'closed by no entry of the record'}"
        result, comments = await ratings.result(cx, id), await ratings.comments(cx, id)
        if record(one, one.turnout, result, comments, await ratings.salt(cx, id) or "") != data:
            return f"the result of rating {id} is not the one in the record"
    return None


async def _months(cx: Connection, found: RecordedResults) -> str | None:
    """Check that every publication has its entry, and the score that its lines leave of its scheme's aspects."""
    try:
        held, kept = {one.id: one for one in await month_score.every(cx)}, await month_score.schemes(cx)
    except ValueError:
        return "the lines or aspects of a month's score cannot be read"
    salts = await month_score.salts(cx)
    for id in sorted(held.keys() | found.months.keys()):
        one, data = held.get(id), found.months.get(id)
        if one is None or data is None:
            return f"month's score {id} is {'not there any more' if data else 'in no entry of the record'}"
        if months.record(one, salts[id]) != data:
            return f"month's score {id} is not the one in the record"
        scheme = kept.get(one.digest)
        if scheme is None or scheme.digest != one.digest or months.sheet(scheme, one.lines).total != one.score:
            return f"the aspects of month's score {id} are not those that it was made by"
    return None


async def _cases(cx: Connection, found: RecordedResults) -> str | None:
    """Check that each case has the scheme and the former grade that it began with."""
    held = {one.id: [one.round_id, one.unit_id, one.digest, one.former] for one in await grading.every_case(cx)}
    for id in sorted(held.keys() | found.cases.keys()):
        if id not in held or id not in found.cases:
            return f"case {id} is {'not there any more' if id in found.cases else 'in no entry of the record'}"
        if held[id] != found.cases[id]:
            return f"case {id} is not the one in the record"
    return None


async def _leaves(cx: Connection, found: RecordedResults) -> str | None:
    """Check every score with its deductions, as it was entered last."""
    held = await grading_sheet.every_leaf(cx)
    for key in sorted(held.keys() | found.leaves.keys()):
        one, data = held.get(key), found.leaves.get(key)
        what = f"the score of {key[2]} by the {key[1]} in case {key[0]}"
        if one is None or data is None:
            return f"{what} is {'not there any more' if data else 'in no entry of the record'}"
        if one.salt is None or grading_record.leaf(one.lines, one.salt) != data:
            return f"{what} is not the one in the record"
    return None


async def _rules(cx: Connection, found: RecordedResults) -> str | None:
    """Check every rule with its evidence and the reason of its override, as they were stated last."""
    held = await grading_sheet.every_fact(cx)
    for key in sorted(held.keys() | found.rules.keys()):
        one, data, what = held.get(key), found.rules.get(key), f"the rule {key[1]} in case {key[0]}"
        if one is None or data is None:
            return f"{what} is {'not there any more' if data else 'in no entry of the record'}"
        if grading_record.rule(one.evidence, one.override, one.salt) != data:
            return f"{what} is not the one in the record"
    return None


CHECKS = (_cases, _leaves, _rules, _grades, _decisions, _notices, _finals, _objections, _ratings, _months)
