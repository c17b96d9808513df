"""What a month has lost, aspect by aspect: deductions as they are typed, each with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.grading import lines as grading_lines
from bot.domain.grading.model import Deduction, Entered
from bot.domain.grading.month_score import MonthRules, Published
from bot.domain.grading.scheme_part import tenths
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.month_score import Bench
from bot.storage.grading import month_score
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, LINES = "month_score", "lines"


@dataclass(frozen=True, slots=True)
class Done:
    """The sheet after a step. `aspect`: what was scored just now; `moved`: another step was first, nothing was changed;
    `published`: what is published by this very step; `again`: it was before."""

    bench: Bench
    aspect: str = ""
    moved: bool = False
    published: Published | None = None
    again: bool = False


async def begin(uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int, aspect: str) -> None:
    """Ask what that aspect has lost. DomainError: as `Bench.of`; month_score_over, month_score_aspect."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, rules, unit_id, month)
        bench.require_open()
        one = bench.scheme.aspect(aspect)
        draft: dict[str, Any] = {
            "unit": unit_id,
            "unit_name": bench.unit.name,
            "month": month,
            "aspect": aspect,
            "name": {"zh": one.zh, "en": one.en},
            "most": tenths(one.weight),
            "lines": written(bench.lines.get(aspect, ())),
        }
        await conversation.advance(work, request, NAME, LINES, draft)
        await work.commit()


async def enter_text(uow: UnitOfWork, request: Request, rules: MonthRules, version: int, text: str) -> Done:
    """The deductions as typed. DomainError: stale_form, as `grading_lines.read` and `begin`."""
    return await _take(uow, request, rules, version, text)


async def full(uow: UnitOfWork, request: Request, rules: MonthRules, version: int) -> Done:
    """The aspect loses nothing. DomainError: stale_form, as `begin`."""
    return await _take(uow, request, rules, version, None)


async def _take(uow: UnitOfWork, request: Request, rules: MonthRules, version: int, text: str | None) -> Done:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=LINES)
        unit_id, month, aspect = form.draft["unit"], form.draft["month"], form.draft["aspect"]
        bench = await Bench.of(work, request, rules, unit_id, month, lock=True)
        bench.require_open()
        one = bench.scheme.aspect(aspect)
        lines = [] if text is None else grading_lines.read(text, one.name(request.language), tenths(one.weight))
        there = written(bench.lines.get(aspect, ()))
        moved = there not in (form.draft["lines"], written(lines))
        if not moved:
            await _put(work, bench, {**bench.lines, aspect: lines})
        await conversation.end(work, request)
        done = Done(await Bench.of(work, request, rules, unit_id, month), aspect, moved)
        await work.commit()
        return done


async def all_full(uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int) -> Done:
    """A month that loses nothing; one that is begun stays as it is. DomainError: as `Bench.of`; month_score_over."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, rules, unit_id, month, lock=True)
        bench.require_open()
        if bench.draft is not None:
            return Done(bench, again=True)
        await _put(work, bench, {})
        done = Done(await Bench.of(work, request, rules, unit_id, month))
        await work.commit()
        return done


async def _put(work: Transaction, bench: Bench, entered: Entered) -> None:
    await month_score.keep_scheme(work, bench.scheme)
    await month_score.put(work, bench.unit.id, bench.month, bench.scheme.digest, entered, bench.by, work.now)


def written(lines: Sequence[Deduction]) -> list[list[Any]]:
    """Deductions as messages carry them."""
    return [[line.tenths, line.reason] for line in lines]
