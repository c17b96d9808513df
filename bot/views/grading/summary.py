"""The summary of a case in lines: ballots, the assessors' scores, rules, the grade by the scheme."""

from collections.abc import Sequence

from bot.domain.grading.grade import points
from bot.domain.grading.rule import AppliedRule, BallotShare
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import half_up, voiced
from bot.domain.grading.words import name
from bot.services.grading.summary import Summary
from bot.texts.speech import Speech
from bot.views.grading.lines import LONGEST_REASON, refusal
from bot.views.rating.chart import group_name


def lines(found: Summary, say: Speech, *, missing: bool) -> list[str]:
    """List what is known; `missing`: also what is not known yet, last."""
    scheme = found.scheme
    shown = [*ballots(found, say), *_voices(found, say)]
    if found.score is not None and found.start is not None:
        start = name(scheme, found.start, say.language)
        shown.append(say("grading-sum-score", points=points(found.score), grade=start))
    if found.computed is not None:
        shown += [applied(one, scheme, say) for one in found.computed.applied]
        grade = name(scheme, found.computed.grade, say.language)
        shown.append(say("grading-sum-computed", grade=grade))
    elif found.fault is not None and missing:
        shown.append(refusal(found.fault, scheme, say))
    return shown


def ballots(found: Summary, say: Speech) -> list[str]:
    """Say the valid ballots by answer; by group where the scheme asks for groups and they may be shown."""
    if found.ballots is None:
        return []
    voters = [one for one in Voters if one in found.ballots and (one is Voters.ALL or _split(found, one))]
    shown = [say("grading-sum-ballots", voters=one.value, counts=_counts(found, one, say)) for one in voters]
    return [*shown, *_merged("merged", found.merged - found.nobody, say), *_merged("nobody", found.nobody, say)]


def _merged(name: str, groups: frozenset[Voters], say: Speech) -> list[str]:
    """Say which groups all valid ballots stand for, and why."""
    names = [group_name(one, say) for one in Voters if one in groups]
    return [say(f"grading-sum-{name}", groups=say.list(names))] if names else []


def _split(found: Summary, one: Voters) -> bool:
    asked = {rule.share.voters for rule in found.scheme.rules if rule.share}
    asked |= {fed.ballots.voters for fed in found.scheme.assessors if fed.ballots}
    asked |= {fed.ballots.voters for fed in found.scheme.indicators if fed.ballots}
    return one in asked and one not in found.merged


def _counts(found: Summary, voters: Voters, say: Speech) -> str:
    counts = (found.ballots or {}).get(voters, {})
    every = [
        say("grading-sum-count", name=one.name(say.language), number=counts.get(one.code, 0))
        for one in found.scheme.choices
    ]
    return say.list(every)


def _voices(found: Summary, say: Speech) -> list[str]:
    if not found.scheme.assessors or found.sheet is None or found.score is None:
        return []
    given = voiced(found.scheme, found.sheet, found.own, found.ballots or {})
    return [
        say(
            "grading-sum-voice",
            name=one.name(say.language),
            points=points(half_up(given[one.code])),
            weight=f"{one.weight.normalize():f}",
        )
        for one in found.scheme.assessors
    ]


def applied(one: AppliedRule, scheme: Scheme, say: Speech) -> str:
    """Say a rule that holds, its evidence, and whether it is overridden."""
    values = {"rule": name(scheme, one.rule, say.language), "evidence": _evidence(one.evidence, say)}
    if one.unclear is not None:
        judged = (one.overridden or "")[:LONGEST_REASON]
        return say(
            "grading-rule-judged" if judged else "grading-rule-unclear", former=one.unclear, reason=judged, **values
        )
    if one.overridden is not None:
        return say("grading-rule-overridden", **values, reason=one.overridden[:LONGEST_REASON])
    return say("grading-rule-held", **values, limit=name(scheme, one.limit, say.language))


def _evidence(evidence: str | BallotShare, say: Speech) -> str:
    if isinstance(evidence, str):
        return evidence[:LONGEST_REASON]
    percent = points(half_up(evidence.share * 1000))
    return say("grading-rule-share", count=evidence.count, valid=evidence.valid, percent=percent)


def joined(parts: Sequence[Sequence[str]]) -> str:
    """Join paragraphs, leaving out the empty ones."""
    return "\n\n".join("\n".join(part) for part in parts if part)
