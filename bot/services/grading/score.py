"""A sheet of scores, filled in leaf by leaf: the unit's own, or the committee's. Deductions as typed, each with why."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading import lines as grading_lines
from bot.domain.grading import record
from bot.domain.grading.case import Book
from bot.domain.grading.model import Deduction, remaining
from bot.domain.grading.rule import Case, computed, decide
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.words import leaves, names, speaking
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import Bench
from bot.services.grading.summary import Lines, Summary, summary
from bot.storage.connection import Connection
from bot.storage.grading import rounds, sheet
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, LINES = "score", "lines"
TURN = {Book.UNIT: (Step.SELF_ASSESSMENT,), Book.COMMITTEE: (Step.ASSESSMENT, Step.DECISION)}
"""A decision that an objection has brought back may find other scores."""


@dataclass(frozen=True, slots=True)
class Filled:
    """How a sheet stands. `leaf`: what was scored just now, with the tenths it has; `on`: the form goes on to the
    next one; `may`: the asker may change it now."""

    bench: Bench
    book: Book
    summary: Summary
    leaf: str = ""
    left: int = 0
    on: bool = False
    may: bool = False

    @property
    def entered(self) -> Lines:
        return self.summary.entered[self.book]


async def show(uow: UnitOfWork, request: Request, case_id: int, book: Book) -> Filled:
    """To the secretary and the committee. DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, case_id)
        if not bench.grades:
            bench.require_secretary()
        return Filled(bench, book, await summary(cx, bench), may=_has_turn(bench, book))


async def begin(uow: UnitOfWork, request: Request, case_id: int, book: Book, leaf: str = "") -> Filled | None:
    """Ask for that leaf, without one for the first that is not scored yet; the sheet where none is left.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, scheme_without_points, indicator_unknown.
    """
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, case_id)
        require_turn(bench, book)
        found = await summary(work, bench)
        wanted = leaf or _next(found, book)
        if not wanted:
            return Filled(bench, book, found, may=True)
        if wanted not in leaves(bench.scheme, book):
            raise DomainError("indicator_unknown", indicator=wanted)
        await _ask(work, request, bench, found, book, wanted)
        await work.commit()
        return None


async def enter_text(uow: UnitOfWork, request: Request, version: int, text: str) -> Filled:
    """The deductions of the leaf that the form is at. DomainError: stale_form, as `grading_lines.read` and `begin`."""
    return await _take(uow, request, version, text)


async def full(uow: UnitOfWork, request: Request, version: int) -> Filled:
    """Nothing is taken off. DomainError: stale_form, as `begin`."""
    return await _take(uow, request, version, None)


async def _take(uow: UnitOfWork, request: Request, version: int, text: str | None) -> Filled:
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=LINES)
        book, leaf = Book(form.draft["book"]), str(form.draft["leaf"])
        bench = await Bench.of(work, request, form.draft["case"], lock=True)
        require_turn(bench, book)
        most = leaves(bench.scheme, book)[leaf]
        with speaking(bench.scheme, request.language):
            lines = grading_lines.read(text, leaf, most) if text is not None else []
            left = remaining(leaf, most, lines)
        facts = await _score(work, bench, book, {leaf: lines})
        found = await settle(work, bench, book)
        wanted = _next(found, book)
        if wanted:
            await _ask(work, request, bench, found, book, wanted)
        else:
            await conversation.end(work, request)
        await _record(work, request, bench, book, facts)
        await work.commit()
        return Filled(bench, book, found, leaf, left, on=bool(wanted), may=True)


async def rest_full(uow: UnitOfWork, request: Request, case_id: int, book: Book) -> Filled:
    """Full marks for everything that is not scored yet; a form about that sheet is over.

    DomainError: unknown_account, not_found, not_allowed, grading_not_now, scheme_without_points.
    """
    async with uow.begin(request) as work:
        form = await conversation.hold(work, request)
        bench = await Bench.of(work, request, case_id, lock=True)
        require_turn(bench, book)
        entered = await sheet.entered(work, case_id, book)
        scored: dict[str, Sequence[Deduction]] = {
            leaf: () for leaf in leaves(bench.scheme, book) if leaf not in entered
        }
        if form.name == NAME:
            await conversation.end(work, request)
        if scored:
            await _record(work, request, bench, book, await _score(work, bench, book, scored))
        found = await settle(work, bench, book)
        await work.commit()
        return Filled(bench, book, found, may=True)


def require_turn(bench: Bench, book: Book) -> None:
    """Whoever fills that sheet, at its step. DomainError: not_allowed, grading_not_now, scheme_without_points."""
    if book is Book.UNIT:
        bench.require_secretary()
    else:
        bench.require_committee()
    bench.require_step(*TURN[book])
    if not bench.scheme.points:
        raise DomainError("scheme_without_points")


def _has_turn(bench: Bench, book: Book) -> bool:
    try:
        require_turn(bench, book)
    except DomainError:
        return False
    return True


def _next(found: Summary, book: Book) -> str:
    """The first leaf that is not scored; empty when all are."""
    return next((code for code in leaves(found.scheme, book) if code not in found.entered[book]), "")


async def _ask(work: Transaction, request: Request, bench: Bench, found: Summary, book: Book, leaf: str) -> None:
    every, entered = leaves(bench.scheme, book), found.entered[book]
    draft: dict[str, Any] = {
        "case": bench.case.id,
        "unit": bench.unit.name,
        "book": book.value,
        "leaf": leaf,
        "name": names(bench.scheme, leaf),
        "most": every[leaf],
        "place": list(every).index(leaf) + 1,
        "of": len(every),
        "waiting": len([code for code in every if code not in entered]),
        "lines": [[line.tenths, line.reason] for line in entered.get(leaf, ())] if leaf in entered else None,
    }
    await conversation.advance(work, request, NAME, LINES, draft)


async def _score(
    work: Transaction, bench: Bench, book: Book, scored: dict[str, Sequence[Deduction]]
) -> dict[str, dict[str, Any]]:
    """What the record is to hold of each leaf."""
    facts = {}
    for leaf, lines in scored.items():
        salt = secrets.token_hex(16)
        await sheet.score(work, bench.case.id, book, leaf, lines, salt, bench.by, work.now)
        facts[leaf] = record.leaf(lines, salt)
    await grading.changed(work, bench.case.id)
    return facts


async def settle(cx: Connection, bench: Bench, book: Book) -> Summary:
    """The sheet as it is now. A proposal that other scores have left without its reason is no proposal any more."""
    found, case = await summary(cx, bench), bench.case
    if book is Book.UNIT and case.proposed is not None:
        try:
            if found.own is None:
                raise DomainError("proposal_missing")
            by_rule = computed(bench.scheme, bench.scheme.band(found.own.total), Case(former=case.former))
            decide(bench.scheme, by_rule, case.proposed, case.proposed_reason or "")
        except DomainError:
            await rounds.propose(cx, case.id, None, None)
    return found


async def _record(
    work: Transaction, request: Request, bench: Bench, book: Book, facts: Mapping[str, Mapping[str, Any]]
) -> None:
    data = {"case": bench.case.id, "sheet": book.value, "leaves": facts}
    await audit.add(work, work.now, "grade.scored", request.account_id, data)
