"""Enters the deductions of a month, aspect by aspect, each with its reason."""

from dataclasses import dataclass

from bot.domain.grading import deduction_text
from bot.domain.grading.message import AspectDraft, lines_of
from bot.domain.grading.month_score import MonthRules, Publication
from bot.domain.grading.scheme_part import tenths
from bot.domain.grading.scoring import Entered
from bot.domain.grading.words import Names
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.month_score import MonthAccess
from bot.storage.grading import month_score
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, LINES = "month_score", "lines"


@dataclass(frozen=True, slots=True)
class SheetResult:
    """A month's sheet after a step. `aspect`: the one that was scored; `moved`: somebody else was first and nothing was
    changed; `published`: the publication that this step made; `again`: it was published before."""

    access: MonthAccess
    aspect: str = ""
    moved: bool = False
    published: Publication | None = None
    again: bool = False


async def begin(uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int, aspect: str) -> None:
    """Ask for the deductions of an aspect; a month that is over can be corrected, not begun.

    DomainError: as `MonthAccess.of`; month_score_over, month_score_aspect.
    """
    async with uow.begin(request) as work:
        access = await MonthAccess.of(work, request, rules, unit_id, month)
        access.require_open()
        one = access.scheme.aspect(aspect)
        draft = AspectDraft(
            unit=unit_id,
            unit_name=access.unit.name,
            month=month,
            aspect=aspect,
            name=Names(zh=one.zh, en=one.en),
            most=tenths(one.weight),
            lines=lines_of(access.lines.get(aspect, ())),
        )
        await conversation.advance(work, request, NAME, LINES, draft.data())
        await work.commit()


async def enter_text(uow: UnitOfWork, request: Request, rules: MonthRules, version: int, text: str) -> SheetResult:
    """Store the deductions that were typed. DomainError: stale_form, as `deduction_text.read` and `begin`."""
    return await _take(uow, request, rules, version, text)


async def full(uow: UnitOfWork, request: Request, rules: MonthRules, version: int) -> SheetResult:
    """Store full marks for the aspect. DomainError: stale_form, as `begin`."""
    return await _take(uow, request, rules, version, None)


async def _take(uow: UnitOfWork, request: Request, rules: MonthRules, version: int, text: str | None) -> SheetResult:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=LINES)
        draft = AspectDraft.model_validate(form.draft)
        unit_id, month, aspect = draft.unit, draft.month, draft.aspect
        access = await MonthAccess.of(work, request, rules, unit_id, month, lock=True)
        access.require_open()
        one = access.scheme.aspect(aspect)
        lines = [] if text is None else deduction_text.read(text, one.name(request.language), tenths(one.weight))
        current = lines_of(access.lines.get(aspect, ()))
        moved = current not in (draft.lines, lines_of(lines))
        if not moved:
            await _put(work, access, {**access.lines, aspect: lines})
        await conversation.end(work, request)
        done = SheetResult(await MonthAccess.of(work, request, rules, unit_id, month), aspect, moved)
        await work.commit()
        return done


async def all_full(uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int) -> SheetResult:
    """Begin a month with full marks for all aspects; one that is begun stays as it is.

    DomainError: as `MonthAccess.of`; month_score_over.
    """
    async with uow.begin(request) as work:
        access = await MonthAccess.of(work, request, rules, unit_id, month, lock=True)
        access.require_open()
        if access.draft is not None:
            return SheetResult(access, again=True)
        await _put(work, access, {})
        done = SheetResult(await MonthAccess.of(work, request, rules, unit_id, month))
        await work.commit()
        return done


async def _put(work: Transaction, access: MonthAccess, entered: Entered) -> None:
    await month_score.keep_scheme(work, access.scheme)
    await month_score.put(
        work, access.unit.id, access.month, access.scheme.digest, entered, access.asker.person_id, work.now
    )
