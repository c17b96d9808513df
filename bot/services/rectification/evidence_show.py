"""Evidence shown: every piece as a message of its own, from disk when it is sent, in order."""

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.permission import Action, require
from bot.domain.rectification.evidence import Part, Piece, parts
from bot.domain.rectification.model import ItemState
from bot.domain.request import Request
from bot.services.rectification.access import Bench
from bot.storage.outbox import Parcel
from bot.storage.rectification import evidence
from bot.storage.unit_of_work import UnitOfWork, Work

PIECE = "evidence.piece"
"""The kind of message that gets its file when it is sent."""


@dataclass(frozen=True, slots=True)
class Shown:
    pieces: int


async def show(uow: UnitOfWork, request: Request, zone: tzinfo, item_id: int) -> Shown:
    """All that was handed in is on its way. DomainError: not_found, not_allowed, evidence_none_yet."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, zone, item_id)
        decides = await bench.decides(work)
        if not (bench.owns or decides):
            require(bench.asker, Action.SEE_EVIDENCE, bench.unit)
        pieces = await evidence.handed_in(work, item_id)
        if not pieces:
            raise DomainError("evidence_none_yet")
        key = f"evidence.show:{request.account_id}:{request.update_id or to_ms(request.now)}"
        for number, piece in enumerate(pieces, 1):
            await _post(work, request.account_id, f"{key}:{number}", piece, number, len(pieces))
        data = bench.facts | {"pieces": len(pieces), "decide": decides and bench.item.state is ItemState.HANDED_IN}
        await work.post(Parcel(f"{key}:end", request.account_id, "evidence.end", data))
        await work.commit()
        return Shown(len(pieces))


async def _post(work: Work, account_id: int, key: str, piece: Piece, number: int, of: int) -> None:
    for place, part in enumerate(parts(piece.given)):
        data = _facts(part) | {"by": piece.by, "at": to_ms(piece.at), "number": number, "of": of}
        await work.post(Parcel(f"{key}:{place}", account_id, PIECE, data))


def _facts(part: Part) -> dict[str, Any]:
    return {"kind": part.kind.value, "words": part.words, "file": part.file, "name": part.name, "first": part.first}
