"""The committee states with evidence which rules hold, and overrides with a reason those that may be overridden."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bot.domain.errors import DomainError, require_length
from bot.domain.grading import record
from bot.domain.grading.message import RuleDraft
from bot.domain.grading.rule import AppliedRule, Circumstances, computed
from bot.domain.grading.scheme_part import Rule, Step
from bot.domain.grading.words import names, naming_refusals
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import CaseAccess
from bot.services.grading.summary import Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import sheet
from bot.storage.grading import store as grading
from bot.storage.grading.sheet import Provenance
from bot.storage.installation import audit
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, EVIDENCE, REASON = "rule", "evidence", "reason"
LONGEST = 500
STEPS = (Step.ASSESSMENT, Step.DECISION)


@dataclass(frozen=True, slots=True)
class RulesInForce:
    """The scheme's rules in a case. `applied`: those that hold; `fault`: why they cannot be applied."""

    access: CaseAccess
    summary: Summary
    applied: tuple[AppliedRule, ...]
    fault: DomainError | None = None

    @property
    def stated(self) -> Mapping[str, str]:
        """The evidence by the rule's code."""
        return self.summary.circumstances.facts

    def free(self) -> list[Rule]:
        """List the rules that can still be stated."""
        return [one for one in self.access.scheme.rules if one.share is None and one.code not in self.stated]

    def overridable(self) -> list[Rule]:
        """List the rules in force that may be overridden and are not."""
        held = {one.rule for one in self.applied if one.overridden is None and one.unclear is None}
        return [one for one in self.access.scheme.rules if one.overridable and one.code in held]

    def unclear(self) -> list[Rule]:
        """List the rules of which the committee has yet to say what they mean for the grade."""
        held = {one.rule for one in self.applied if one.overridden is None and one.unclear is not None}
        return [one for one in self.access.scheme.rules if one.code in held]


async def show(uow: UnitOfWork, request: Request, case_id: int) -> RulesInForce:
    """Show the rules to the committee. DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        access = await CaseAccess.of(cx, request, case_id)
        access.require_committee()
        return await _rules(cx, access)


async def begin(uow: UnitOfWork, request: Request, case_id: int, rule: str, *, override: bool = False) -> None:
    """Ask for the evidence of a rule, or for the reason of an override.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, rule_unknown, rule_by_ballots,
    rule_not_overridable, rule_not_in_force.
    """
    async with uow.begin(request) as work:
        access = await _access_at_step(work, request, case_id)
        circumstances = (await summary(work, access)).circumstances
        with naming_refusals(access.scheme, request.language):
            _check(access, circumstances, rule, "?", override=override)
        step = REASON if override else EVIDENCE
        former = _unclear(access, circumstances, rule) if override else None
        name = names(access.scheme, rule)
        draft = RuleDraft(case=case_id, unit=access.unit.name, rule=rule, name=name, former=former)
        await conversation.advance(work, request, NAME, step, draft.data())
        await work.commit()


async def enter_text(uow: UnitOfWork, request: Request, version: int, text: str) -> RulesInForce:
    """Keep the evidence or the reason that was typed, and end the form.

    DomainError: stale_form, evidence_missing, override_without_reason, text_too_long (most), as `begin`.
    """
    require_length(text, LONGEST)
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version)
        draft = RuleDraft.model_validate(form.draft)
        access = await _access_at_step(work, request, draft.case, lock=True)
        rule, override = draft.rule, form.step == REASON
        circumstances = (await summary(work, access)).circumstances
        with naming_refusals(access.scheme, request.language):
            _check(access, circumstances, rule, text, override=override)
        evidence = circumstances.facts.get(rule) if override else text
        reason = text if override else circumstances.overrides.get(rule)
        await conversation.end(work, request)
        found = await _state(work, request, access, rule, evidence, reason)
        await work.commit()
        return found


async def drop(uow: UnitOfWork, request: Request, case_id: int, rule: str, *, override: bool = False) -> RulesInForce:
    """Remove the evidence of a rule together with its override, or the override alone.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now.
    """
    async with uow.begin(request) as work:
        access = await _access_at_step(work, request, case_id, lock=True)
        circumstances = (await summary(work, access)).circumstances
        if rule not in (circumstances.overrides if override else circumstances.facts):
            return await _rules(work, access)
        evidence = circumstances.facts.get(rule) if override else None
        found = await _state(work, request, access, rule, evidence, None)
        await work.commit()
        return found


async def _access_at_step(cx: Connection, request: Request, case_id: int, *, lock: bool = False) -> CaseAccess:
    access = await CaseAccess.of(cx, request, case_id, lock=lock)
    access.require_committee()
    access.require_step(*STEPS)
    return access


def _check(access: CaseAccess, circumstances: Circumstances, rule: str, words: str, *, override: bool) -> None:
    """Check that the rule can be stated or overridden, whatever else may be wrong with the case."""
    if override:
        circumstances = replace(circumstances, overrides={rule: words})
    else:
        circumstances = Circumstances({rule: words}, former=circumstances.former)
    computed(access.scheme, access.scheme.best, circumstances)


def _unclear(access: CaseAccess, circumstances: Circumstances, rule: str) -> str | None:
    """Return the last grade where the rule asks the committee for its finding."""
    applied = computed(access.scheme, access.scheme.best, circumstances).applied
    return next((one.unclear for one in applied if one.rule == rule), None)


async def _state(
    work: Transaction, request: Request, access: CaseAccess, rule: str, evidence: str | None, reason: str | None
) -> RulesInForce:
    salt = secrets.token_hex(16)
    await sheet.state(work, access.case.id, rule, evidence, reason, Provenance(salt, access.asker.person_id, work.now))
    await grading.changed(work, access.case.id)
    found = await _rules(work, access)
    data = {"case": access.case.id, "rule": rule} | record.rule(evidence, reason, salt)
    await audit.add(work, work.now, "grade.rule", request.account_id, data)
    return found


async def _rules(cx: Connection, access: CaseAccess) -> RulesInForce:
    found = await summary(cx, access)
    if found.computed is not None:
        return RulesInForce(access, found, found.computed.applied)
    try:
        return RulesInForce(access, found, computed(access.scheme, access.scheme.best, found.circumstances).applied)
    except DomainError as error:
        return RulesInForce(access, found, (), error)
