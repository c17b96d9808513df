"""Fills in a sheet of scores, the unit's own or the committee's, leaf by leaf: deductions with their reasons."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading import deduction_text, record
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.message import ScoreDraft, lines_of
from bot.domain.grading.rule import Circumstances, computed, decide
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction, remaining
from bot.domain.grading.words import leaves, names, naming_refusals
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import CaseAccess
from bot.services.grading.summary import Lines, Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import rounds, sheet
from bot.storage.grading import store as grading
from bot.storage.grading.sheet import Provenance
from bot.storage.installation import audit
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, LINES = "score", "lines"
NEXT = "-"
"""In place of a leaf: the first that is not scored."""
STEPS_OF = {ScoreSheetOwner.UNIT: (Step.SELF_ASSESSMENT,), ScoreSheetOwner.COMMITTEE: (Step.ASSESSMENT, Step.DECISION)}
"""A decision that an objection has brought back may find other scores."""


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A sheet of scores. `leaf`: the one that was scored just now, with the tenths it has; `on`: the form goes on to
    the next one; `may`: the reader may change it now."""

    access: CaseAccess
    owner: ScoreSheetOwner
    summary: Summary
    leaf: str = ""
    left: int = 0
    on: bool = False
    may: bool = False

    @property
    def entered(self) -> Lines:
        """The deductions by leaf."""
        return self.summary.entered[self.owner]


async def show(uow: UnitOfWork, request: Request, case_id: int, owner: ScoreSheetOwner) -> FilledSheet:
    """Show a sheet to the secretary and the committee. DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        access = await CaseAccess.of(cx, request, case_id)
        if not access.may_grade:
            access.require_secretary()
        return FilledSheet(access, owner, await summary(cx, access), may=_may_fill(access, owner))


async def begin(
    uow: UnitOfWork, request: Request, case_id: int, owner: ScoreSheetOwner, leaf: str = NEXT
) -> FilledSheet | None:
    """Ask for a leaf, or for `NEXT`; return the sheet where all are scored.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, scheme_without_points, indicator_unknown.
    """
    async with uow.begin(request) as work:
        access = await CaseAccess.of(work, request, case_id)
        require_filler(access, owner)
        found = await summary(work, access)
        wanted = _next(found, owner) if leaf == NEXT else leaf
        if not wanted:
            return FilledSheet(access, owner, found, may=True)
        if wanted not in leaves(access.scheme, owner):
            raise DomainError("indicator_unknown", indicator=wanted)
        await _ask(work, request, access, found, owner, wanted)
        await work.commit()
        return None


async def enter_text(uow: UnitOfWork, request: Request, version: int, text: str) -> FilledSheet:
    """Store the deductions that were typed for a leaf. DomainError: stale_form, as `deduction_text.read` and
    `begin`."""
    return await _take(uow, request, version, text)


async def full(uow: UnitOfWork, request: Request, version: int) -> FilledSheet:
    """Store full marks for a leaf. DomainError: stale_form, as `begin`."""
    return await _take(uow, request, version, None)


async def _take(uow: UnitOfWork, request: Request, version: int, text: str | None) -> FilledSheet:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=LINES)
        draft = ScoreDraft.model_validate(form.draft)
        owner, leaf = draft.owner, draft.leaf
        access = await CaseAccess.of(work, request, draft.case, lock=True)
        require_filler(access, owner)
        most = leaves(access.scheme, owner)[leaf]
        with naming_refusals(access.scheme, request.language):
            lines = deduction_text.read(text, leaf, most) if text is not None else []
            left = remaining(leaf, most, lines)
        facts = await _score(work, access, owner, {leaf: lines})
        found = await keep_proposal_fitting(work, access, owner)
        wanted = _next(found, owner)
        if wanted:
            await _ask(work, request, access, found, owner, wanted)
        else:
            await conversation.end(work, request)
        await _record(work, request, access, owner, facts)
        await work.commit()
        return FilledSheet(access, owner, found, leaf, left, on=bool(wanted), may=True)


async def rest_full(uow: UnitOfWork, request: Request, case_id: int, owner: ScoreSheetOwner) -> FilledSheet:
    """Store full marks for all leaves that are not scored, and end a form about a sheet.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, scheme_without_points.
    """
    async with uow.begin(request) as work:
        form = await conversation.hold(work, request)
        access = await CaseAccess.of(work, request, case_id, lock=True)
        require_filler(access, owner)
        entered = await sheet.entered(work, case_id, owner)
        scored: dict[str, Sequence[Deduction]] = {
            leaf: () for leaf in leaves(access.scheme, owner) if leaf not in entered
        }
        if form.name == NAME:
            await conversation.end(work, request)
        if scored:
            await _record(work, request, access, owner, await _score(work, access, owner, scored))
        found = await keep_proposal_fitting(work, access, owner)
        await work.commit()
        return FilledSheet(access, owner, found, may=True)


def require_filler(access: CaseAccess, owner: ScoreSheetOwner) -> None:
    """Require the person who fills that sheet, at its step. DomainError: not_allowed, grading_not_now,
    scheme_without_points."""
    if owner is ScoreSheetOwner.UNIT:
        access.require_secretary()
    else:
        access.require_committee()
    access.require_step(*STEPS_OF[owner])
    if not access.scheme.points:
        raise DomainError("scheme_without_points")


def _may_fill(access: CaseAccess, owner: ScoreSheetOwner) -> bool:
    try:
        require_filler(access, owner)
    except DomainError:
        return False
    return True


def _next(found: Summary, owner: ScoreSheetOwner) -> str:
    """Return the first leaf that is not scored; empty when all are."""
    return next((code for code in leaves(found.scheme, owner) if code not in found.entered[owner]), "")


async def _ask(
    work: Transaction, request: Request, access: CaseAccess, found: Summary, owner: ScoreSheetOwner, leaf: str
) -> None:
    every, entered = leaves(access.scheme, owner), found.entered[owner]
    draft = ScoreDraft(
        case=access.case.id,
        unit=access.unit.name,
        owner=owner,
        leaf=leaf,
        name=names(access.scheme, leaf),
        most=every[leaf],
        place=list(every).index(leaf) + 1,
        of=len(every),
        waiting=len([code for code in every if code not in entered]),
        lines=lines_of(entered[leaf]) if leaf in entered else None,
    )
    await conversation.advance(work, request, NAME, LINES, draft.data())


async def _score(
    work: Transaction, access: CaseAccess, owner: ScoreSheetOwner, scored: dict[str, Sequence[Deduction]]
) -> dict[str, dict[str, Any]]:
    """Store the deductions; return what the audit record is to hold of each leaf."""
    facts = {}
    for leaf, lines in scored.items():
        salt = secrets.token_hex(16)
        await sheet.score(work, access.case.id, owner, leaf, lines, Provenance(salt, access.asker.person_id, work.now))
        facts[leaf] = record.leaf(lines, salt)
    await grading.changed(work, access.case.id)
    return facts


async def keep_proposal_fitting(cx: Connection, access: CaseAccess, owner: ScoreSheetOwner) -> Summary:
    """Return the summary after a change; a proposal that would now need a reason, and has none, is removed."""
    found, case = await summary(cx, access), access.case
    if owner is ScoreSheetOwner.UNIT and case.proposed is not None:
        try:
            if found.own is None:
                raise DomainError("proposal_missing")
            by_rule = computed(access.scheme, access.scheme.band(found.own.total), Circumstances(former=case.former))
            decide(access.scheme, by_rule, case.proposed, case.proposed_reason or "")
        except DomainError:
            await rounds.propose(cx, case.id, None, None)
    return found


async def _record(
    work: Transaction,
    request: Request,
    access: CaseAccess,
    owner: ScoreSheetOwner,
    facts: Mapping[str, Mapping[str, Any]],
) -> None:
    data = {"case": access.case.id, "sheet": owner.value, "leaves": facts}
    await audit.add(work, work.now, "grade.scored", request.account_id, data)
