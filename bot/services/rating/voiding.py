"""Voiding: one of supervisor and committee gives the reason, the other says yes to it; then nothing is counted."""

from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.rating.count import Fault
from bot.domain.rating.model import Matter, Rating, Role, State, VoidReason
from bot.domain.request import Request
from bot.services import conversation
from bot.services.rating import approval as agree
from bot.services.rating import void
from bot.services.rating.access import Bench
from bot.services.reason_form import REASON, SURE
from bot.storage.connection import Connection
from bot.storage.rating import approval
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["NAME", "Voiding"]

NAME = "void"
REASONS = {Fault.KEY_LOST.value: VoidReason.KEY_LOST, Fault.DAMAGED.value: VoidReason.DAMAGED}


@dataclass(frozen=True, slots=True)
class Voiding:
    """How far it is agreed. `reason` empty: nobody has asked for it; `may`: the asker has yet to say yes; `awaited`:
    whose yes is missing. `moved`: it is not what the asker was looking at any more, and nothing was done."""

    rating: Rating
    unit: str
    reason: str
    may: bool
    awaited: frozenset[Role]
    moved: bool = False


async def look(uow: UnitOfWork, request: Request, rating_id: int) -> Voiding:
    """DomainError: not_found, not_allowed, rating_not_now."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, rating_id)
        _require_voidable(bench)
        return await _voiding(cx, bench)


async def begin(uow: UnitOfWork, request: Request, rating_id: int) -> None:
    """Ask for the reason, or for another one. DomainError: as `look`."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, rating_id)
        _require_voidable(bench, over=False)
        draft = {"rating": rating_id, "unit": bench.unit.name, "title": bench.rating.title}
        await conversation.advance(work, request, NAME, REASON, draft)
        await work.commit()


async def propose(uow: UnitOfWork, request: Request, version: int) -> Voiding:
    """The reason stands, with the yes of whoever gave it; the other side is asked. DomainError: stale_form, as
    `look`."""
    async with uow.begin(request) as work:
        bench = await agree.of_form(work, request, NAME)
        form = await conversation.load(work, request, NAME, version, step=SURE)
        _require_voidable(bench, over=False)
        await approval.renew(work, bench.rating.id, Matter.VOID)
        bench = await Bench.of(work, request, bench.rating.id)
        awaited = await agree.say(work, bench, Matter.VOID, form.draft["reason"])
        data = {"reason": form.draft["reason"], "by": _name(bench)}
        await agree.tell(work, bench, awaited, "rating.void_waits", data)
        await conversation.end(work, request)
        answer = await _voiding(work, bench)
        await work.commit()
        return answer


async def yes(uow: UnitOfWork, request: Request, rating_id: int, version: int) -> Voiding:
    """To the reason that was shown. DomainError: as `look`, reason_missing."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, rating_id, lock=True)
        _require_voidable(bench)
        before = await _voiding(work, bench)
        if bench.rating.state is State.VOID:
            return before
        if not before.reason:
            raise DomainError("reason_missing")
        if version != bench.rating.version:
            return await _voiding(work, bench, moved=True)
        if not await agree.say(work, bench, Matter.VOID, before.reason):
            await _void(work, bench, before.reason)
            bench = await Bench.of(work, request, rating_id)
        answer = await _voiding(work, bench)
        await work.commit()
        return answer


async def _void(work: Transaction, bench: Bench, reason: str) -> None:
    kind = REASONS.get(bench.rating.fault or "", VoidReason.COMMITTEE)
    await void.void(work, bench.rating, kind, bench.asker.account_id, reason)


async def _voiding(cx: Connection, bench: Bench, *, moved: bool = False) -> Voiding:
    said = await approval.of(cx, bench.rating.id, Matter.VOID)
    return Voiding(
        bench.rating,
        bench.unit.name,
        said[0].reason if said else "",
        agree.free_role(bench, Matter.VOID, said) is not None,
        agree.awaited(Matter.VOID, said),
        moved,
    )


def _name(bench: Bench) -> str:
    """Empty for an administrator who is on no roster."""
    return bench.asker.person.name if bench.asker.person else ""


def _require_voidable(bench: Bench, *, over: bool = True) -> None:
    """`over`: also where it is void already."""
    agree.require_part(bench, Matter.VOID)
    bench.require_state(State.OPEN, State.ENDED, State.CLOSING, *((State.VOID,) if over else ()))
