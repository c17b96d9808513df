"""Supervisor and teller when they act: a post or a move since the opening may have made them part of it."""

from bot.domain.errors import DomainError
from bot.domain.post import COMMITTEE
from bot.domain.rating import Role
from bot.services.rating_bench import Bench
from bot.storage import elector, post, rating_electorate
from bot.storage.connection import Connection

__all__ = ["require_still"]


async def require_still(cx: Connection, bench: Bench) -> None:
    """Neither is on the committee of the rated unit, nor the person rated; the supervisor is neither of the unit nor an
    elector. DomainError("role_not_now"): whoever acts is; the committee above has to name another."""
    if bench.by is None:
        return
    if Role.SUPERVISOR in bench.roles and bench.by in await _near(cx, bench):
        raise DomainError("role_not_now")
    if bench.named and bench.by in await _barred(cx, bench):
        raise DomainError("role_not_now")


async def _near(cx: Connection, bench: Bench) -> set[int]:
    own = await rating_electorate.candidates(cx, bench.unit, bench.today)
    return {one.person.id for one in own} | await elector.people(cx, bench.rating.id)


async def _barred(cx: Connection, bench: Bench) -> set[int | None]:
    held = await post.held(cx, bench.unit.id, bench.today)
    return {bench.rating.person_id, *(one.post.person_id for one in held if one.post.kind in COMMITTEE)}
