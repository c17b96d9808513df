"""The state of a case computed from its facts: both sheets, the ballots, the score, the grade by the rules."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.case import Case, ScoreSheetOwner
from bot.domain.grading.rule import Circumstances, ComputedGrade, computed
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import Ballots, Deduction, Sheet, assessed, self_assessed, total
from bot.services.grading.access import CaseAccess
from bot.services.rating import grading_ballots
from bot.storage.connection import Connection
from bot.storage.grading import sheet as grading_sheet

Lines = Mapping[str, Sequence[Deduction]]


@dataclass(frozen=True, slots=True)
class Summary:
    """The state of a case. `entered`: the deductions on each sheet so far; `own` and `sheet`: the unit's and the
    committee's once complete; `score` in tenths; `start`: its band.

    `merged`: groups that the scheme asks for and that all valid ballots together stand for; `nobody`: those of them
    that the unit has nobody in. `computed` None: `fault` says what is missing, `own_fault` what the unit's own sheet
    lacks; without points only `by_rule` can compute.
    """

    scheme: Scheme
    entered: Mapping[ScoreSheetOwner, Lines]
    circumstances: Circumstances
    merged: frozenset[Voters]
    nobody: frozenset[Voters]
    own: Sheet | None = None
    sheet: Sheet | None = None
    score: int | None = None
    start: str | None = None
    computed: ComputedGrade | None = None
    fault: DomainError | None = None
    own_fault: DomainError | None = None

    @property
    def ballots(self) -> Ballots | None:
        """The valid ballots; None before any are counted."""
        return self.circumstances.ballots

    def by_rule(self, start: str | None = None) -> ComputedGrade:
        """Compute the grade. `start`: without points, the grade that the committee names.

        DomainError: what `fault` holds; as `rule.computed`.
        """
        if self.computed is not None:
            return self.computed
        if self.scheme.points and self.fault is not None:
            raise self.fault
        return computed(self.scheme, start or self.scheme.best, self.circumstances)


async def summary(cx: Connection, access: CaseAccess) -> Summary:
    """Return the summary of a case that somebody acts on."""
    return await of_case(cx, access.case, access.scheme)


async def of_case(cx: Connection, case: Case, scheme: Scheme) -> Summary:
    """Return the summary of a case."""
    entered: dict[ScoreSheetOwner, Lines] = {
        owner: await grading_sheet.entered(cx, case.id, owner) for owner in ScoreSheetOwner
    }
    facts, overrides = await grading_sheet.facts(cx, case.id)
    held = await grading_ballots.held(cx, case.id)
    circumstances = Circumstances(facts, overrides, held.ballots if held else None, case.former)
    merged = asked(scheme) & (held.ballots.keys() - held.result.groups.keys()) if held else frozenset[Voters]()
    return compute(scheme, entered, circumstances, merged, merged - held.asked if held else merged)


def compute(
    scheme: Scheme,
    entered: Mapping[ScoreSheetOwner, Lines],
    circumstances: Circumstances,
    merged: frozenset[Voters] = frozenset(),
    nobody: frozenset[Voters] = frozenset(),
) -> Summary:
    """Compute the summary of these facts alone: the same facts give the same summary."""
    if not scheme.points:
        return Summary(scheme, entered, circumstances, merged, nobody, fault=_fault(scheme, circumstances))
    own, own_fault = _own(scheme, entered[ScoreSheetOwner.UNIT])
    sheet, score, start, by_rule, fault = None, None, None, None, None
    try:
        sheet = assessed(scheme, entered[ScoreSheetOwner.COMMITTEE], circumstances.ballots or {})
        score = total(scheme, sheet, own, circumstances.ballots or {})
        start = scheme.band(score)
        by_rule = computed(scheme, start, circumstances)
    except DomainError as error:
        fault = error
    return Summary(scheme, entered, circumstances, merged, nobody, own, sheet, score, start, by_rule, fault, own_fault)


def _own(scheme: Scheme, lines: Lines) -> tuple[Sheet | None, DomainError | None]:
    try:
        return self_assessed(scheme, lines), None
    except DomainError as error:
        return None, error


def _fault(scheme: Scheme, circumstances: Circumstances) -> DomainError | None:
    """Return why the rules cannot be applied, if they cannot."""
    try:
        computed(scheme, scheme.best, circumstances)
    except DomainError as error:
        return error
    return None


def asked(scheme: Scheme) -> frozenset[Voters]:
    """Return the groups whose ballots the scheme asks for by themselves."""
    return grading_ballots.fed(scheme) - {Voters.ALL}
