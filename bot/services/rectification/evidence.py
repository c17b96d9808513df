"""Evidence: the owner gathers it piece by piece and hands it in; the people above look at it."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.permission import Action, require
from bot.domain.rectification.evidence import Part, Piece, PieceContent, PieceKind, parts
from bot.domain.rectification.message import (
    EvidenceDraft,
    EvidenceEnd,
    EvidencePiece,
    GatheredPiece,
    HandedInToCommittee,
    HandedInToSecretary,
)
from bot.domain.rectification.model import ItemState
from bot.domain.rectification.rules import EvidenceRules
from bot.domain.request import Request
from bot.services import conversation
from bot.services.conversation import Form
from bot.services.rectification.access import ItemAccess
from bot.storage import conversation as forms
from bot.storage import outbox
from bot.storage.outbox import SOON, OutboundMessage
from bot.storage.rectification import evidence
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, GATHER = "evidence", "gather"
PAUSE = timedelta(seconds=2)
"""How long after an album's piece its answer waits for the next one."""
LABEL = 40
"""Characters of a piece's words, or of its name, in the list of what is gathered."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """`message`: the answer to this album that was sent already and now says too little; None: an answer is coming."""

    form: Form
    message: int | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """`told`: to how many of the committee it went."""

    item: int
    problem: str
    pieces: int
    told: int


async def begin(uow: UnitOfWork, request: Request, item_id: int) -> None:
    """Begin, or go on, gathering evidence.

    DomainError: not_found, item_of_another, and why the owner can do nothing now.
    """
    async with uow.begin(request) as work:
        access = await ItemAccess.of(work, request, item_id)
        access.require_owner()
        access.require_turn()
        await conversation.advance(work, request, NAME, GATHER, (await _draft(work, access)).data())
        await work.commit()


async def check_gathering(uow: UnitOfWork, request: Request, rules: EvidenceRules, item_id: int) -> None:
    """Check that a piece can be gathered, before its file is fetched. DomainError: as `gather`."""
    async with uow.reading() as cx:
        form = await forms.get(cx, request.account_id)
        if form.name != NAME:
            raise DomainError("stale_form")
        draft = _about(form, item_id)
        access = await ItemAccess.of(cx, request, draft.item)
        _require(access, draft, rules)


async def gather(
    uow: UnitOfWork, request: Request, rules: EvidenceRules, item_id: int, content: PieceContent, album: str = ""
) -> Gathered:
    """One piece more for the item that the form was about when the piece came: an album's pieces change its version.

    `album`: Telegram's name for the album it came in; all of one get one answer.

    DomainError: stale_form, item_of_another, why the owner can do nothing now, evidence_too_many (most).
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, step=GATHER)
        draft = _about(form, item_id)
        access = await ItemAccess.of(work, request, draft.item, lock=True)
        _require(access, draft, rules)
        await evidence.add(work, access.item.id, content, access.asker.require_person().id, work.now)
        draft = await _draft(work, access)
        if album:
            gathered = await _answer_album(work, request, draft, album)
        else:
            gathered = Gathered(await conversation.advance(work, request, NAME, GATHER, draft.data()))
        await work.commit()
        return gathered


def _about(form: Form, item_id: int) -> EvidenceDraft:
    """DomainError("stale_form") when another item's evidence is being gathered by now."""
    draft = EvidenceDraft.model_validate(form.draft)
    if draft.item != item_id:
        raise DomainError("stale_form")
    return draft


def _require(access: ItemAccess, draft: EvidenceDraft, rules: EvidenceRules) -> None:
    access.require_owner()
    access.require_turn()
    if len(draft.pieces) >= rules.most_pieces:
        raise DomainError("evidence_too_many", most=str(rules.most_pieces))


async def _answer_album(work: Transaction, request: Request, draft: EvidenceDraft, album: str) -> Gathered:
    """The answer waits for the album's next piece; one that was sent is changed, one on its way gets a second."""
    form = await forms.put(work, request.account_id, NAME, GATHER, draft.data(), work.now)
    key, due = f"form.evidence:{request.account_id}:{draft.item}:{album}", work.now + PAUSE
    if await outbox.rewrite(work, key, form.prompt, due):
        return Gathered(form)
    if (message := await outbox.message_id(work, key)) is not None:
        return Gathered(form, message)
    if not await work.post(OutboundMessage(key, request.account_id, form.prompt, due, SOON)):
        await work.post(OutboundMessage(f"{key}:{form.version}", request.account_id, form.prompt, due, SOON))
    return Gathered(form)


async def drop_last(uow: UnitOfWork, request: Request, version: int) -> Form:
    """Remove the piece that was given last; the form as it is now. DomainError: stale_form, evidence_none."""
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=GATHER)
        access = await ItemAccess.of(work, request, EvidenceDraft.model_validate(form.draft).item, lock=True)
        access.require_owner()
        if not await evidence.drop_last(work, access.item.id, access.asker.require_person().id):
            raise DomainError("evidence_none")
        form = await forms.put(work, request.account_id, NAME, GATHER, (await _draft(work, access)).data(), work.now)
        await work.commit()
        return form


async def hand_in(uow: UnitOfWork, request: Request, version: int) -> HandedIn:
    """Hand in what is gathered; the committee, whose turn it is, and the secretary are told.

    DomainError: stale_form, item_of_another, why the owner can do nothing now, evidence_none.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=GATHER)
        access = await ItemAccess.of(work, request, EvidenceDraft.model_validate(form.draft).item, lock=True)
        access.require_owner()
        access.require_turn()
        owner = access.asker.require_person()
        pieces = await evidence.hand_in(work, access.item.id, owner.id, work.now)
        if not pieces:
            raise DomainError("evidence_none")
        told = await access.tell_committee(work, HandedInToCommittee(**access.facts, owner=owner.name, pieces=pieces))
        to_secretary = HandedInToSecretary(**access.facts, owner=owner.name, pieces=pieces)
        await access.tell_secretary(work, to_secretary, told)
        await access.note(work, "handed_in", pieces=pieces)
        await conversation.end(work, request)
        await work.commit()
        return HandedIn(access.item.id, access.item.problem, pieces, len(told))


async def _draft(work: Transaction, access: ItemAccess) -> EvidenceDraft:
    """What the prompt shows: the pieces as they stand in their rows."""
    pieces = await evidence.gathered(work, access.item.id, access.asker.require_person().id)
    shown = tuple(_shown(one) for one in pieces)
    return EvidenceDraft(item=access.item.id, problem=access.item.problem, pieces=shown)


def _shown(one: Piece) -> GatheredPiece:
    content = one.content
    label = content.name if content.kind is PieceKind.DOCUMENT else content.words
    return GatheredPiece(piece_kind=content.kind, label=" ".join(label.split())[:LABEL])


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """So many pieces are on their way to the asker."""

    pieces: int


async def show(uow: UnitOfWork, request: Request, item_id: int) -> EvidenceShown:
    """Send everything that was handed in to the asker. DomainError: not_found, not_allowed, evidence_none_yet."""
    async with uow.begin(request) as work:
        access = await ItemAccess.of(work, request, item_id)
        decides = await access.decides(work)
        if not (access.owns or decides):
            require(access.asker, Action.SEE_EVIDENCE, access.unit)
        pieces = await evidence.handed_in(work, item_id)
        if not pieces:
            raise DomainError("evidence_none_yet")
        key = f"evidence.show:{request.account_id}:{request.update_id or to_ms(request.now)}"
        for number, piece in enumerate(pieces, 1):
            await _post(work, request.account_id, f"{key}:{number}", piece, number, len(pieces))
        decide = decides and access.item.state is ItemState.HANDED_IN
        end = EvidenceEnd(**access.facts, pieces=len(pieces), decide=decide)
        await work.post(OutboundMessage(f"{key}:end", request.account_id, end))
        await work.commit()
        return EvidenceShown(len(pieces))


async def _post(work: Transaction, account_id: int, key: str, piece: Piece, number: int, of: int) -> None:
    for place, part in enumerate(parts(piece.content)):
        message = _message(part, piece, number, of)
        await work.post(OutboundMessage(f"{key}:{place}", account_id, message))


def _message(part: Part, piece: Piece, number: int, of: int) -> EvidencePiece:
    return EvidencePiece(
        piece_kind=part.kind,
        words=part.words,
        file=part.file,
        name=part.name,
        first=part.first,
        by=piece.by,
        at=piece.at,
        number=number,
        of=of,
    )
