"""Voting: one ballot for each elector, sealed before it is written, with nothing that says whose it is (decision 14).
Nothing here is logged, counted or posted, no update id is kept, and refusals carry nothing of a ballot."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.errors import DomainError
from bot.domain.installation.audit import AuditEntry, chain_fault
from bot.domain.rating.ballot import Ballot, filled, packed, remark
from bot.domain.rating.model import Rating, State, fingerprint
from bot.domain.rating.vote import BallotDraft, begun
from bot.domain.request import Request
from bot.services.rating.access import RatingAccess
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.rating import ballot_box
from bot.storage.rating import elector as electors
from bot.storage.rating.ballot_box import KeyFolder, KeyLost
from bot.storage.rating.elector import Elector, Listed
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["BallotView", "Electorate", "Listed", "comment", "concerned", "electorate", "enter", "vote"]

EARLY = frozenset({State.DRAFT, State.SUBMITTED, State.OPENING})
OVER = frozenset({State.COUNTED, State.CLOSED})
OPENED = "rating.opened"
"""The audit entry's kind that holds the public key's fingerprint."""


@dataclass(frozen=True, slots=True)
class BallotView:
    """A ballot as its voter sees it. `answers`: to the first of the questions; `recorded`: the ballot is in already,
    and this voter may know it."""

    rating: Rating
    unit: str
    answers: tuple[int, ...]
    recorded: bool


@dataclass(frozen=True, slots=True)
class Electorate:
    """Who may vote in a rating, by name."""

    rating: Rating
    unit: str
    people: list[Listed]


async def enter(uow: UnitOfWork, request: Request, draft: BallotDraft) -> BallotView:
    """Return the ballot with the answers that its buttons hold; nothing is written.

    DomainError: unknown_account, not_found, old_button (made for another rating), ballot_not_yet, ballot_not_elector,
    ballot_void, ballot_ended, ballot_on_paper, ballot_account_waiting, ballot_account_other, ballot_choice_unknown.
    """
    async with uow.reading() as cx:
        access = await RatingAccess.of(cx, request, draft.rating)
        _require_key_tag(access.rating, draft)
        elector = await _elector(cx, access)
        _require_own(elector, request.account_id)
        if not elector.recorded:
            _require_time(access.rating, request.now)
        return BallotView(
            access.rating, access.unit.name, begun(access.rating.questions, draft.answers), elector.recorded
        )


async def comment(uow: UnitOfWork, request: Request, draft: BallotDraft) -> tuple[BallotView, str]:
    """Return the ballot, and the draft's comment as it will be stored; nothing is written yet. DomainError: as `enter`,
    ballot_without_comment, comment_too_long (most)."""
    ballot = await enter(uow, request, draft)
    if not ballot.rating.comment:
        raise DomainError("ballot_without_comment")
    return ballot, remark(draft.comment)


async def vote(uow: UnitOfWork, request: Request, draft: BallotDraft, keys: KeyFolder | None) -> None:
    """Cast the ballot, and return when it is in: now, or from an earlier time, which no answer tells apart.

    `keys`: where this process holds the private keys, a ballot that could not be counted is not taken. DomainError: as
    `enter`, ballot_incomplete, comment_too_long (most), ballot_key_changed.
    """
    quiet = replace(request, update_id=None)
    async with uow.begin(quiet) as work:
        access = await RatingAccess.of(work, quiet, draft.rating, lock=True)
        request.language = quiet.language
        _require_key_tag(access.rating, draft)
        elector = await _elector(work, access, lock=True)
        _require_own(elector, quiet.account_id)
        if elector.recorded:
            return
        rating = access.rating
        _require_time(rating, work.now)
        words = remark(draft.comment) if rating.comment else ""
        ballot = Ballot(elector.voters, filled(rating.questions, draft.answers), words)
        await _put(work, elector, rating.id, ballot_box.sealed(await _public_key(work, rating, keys), packed(ballot)))
        await work.commit()


async def electorate(uow: UnitOfWork, request: Request, rating_id: int) -> Electorate:
    """Return who may vote, by name, and never whether they have; for electors, supervisor, teller and the committee
    above. DomainError: unknown_account, not_found, ballot_not_yet, ballot_not_elector."""
    async with uow.reading() as cx:
        access = await _concerned(cx, request, rating_id)
        return Electorate(access.rating, access.unit.name, await electors.listed(cx, rating_id))


async def concerned(uow: UnitOfWork, request: Request, rating_id: int) -> Rating:
    """Return the rating, for what everybody concerned may read. DomainError: as `electorate`."""
    async with uow.reading() as cx:
        return (await _concerned(cx, request, rating_id)).rating


async def _concerned(cx: Connection, request: Request, rating_id: int) -> RatingAccess:
    access = await RatingAccess.of(cx, request, rating_id)
    if access.rating.state in EARLY:
        raise DomainError("ballot_not_yet")
    if not access.roles and await electors.get(cx, rating_id, access.asker.person_id or 0) is None:
        raise DomainError("ballot_not_elector")
    return access


async def _elector(cx: Connection, access: RatingAccess, *, lock: bool = False) -> Elector:
    """Return the asker's own entry in a rating that is open or was; `lock` where the rating is locked already."""
    if access.rating.state in EARLY:
        raise DomainError("ballot_not_yet")
    elector = await electors.get(cx, access.rating.id, access.asker.person_id or 0, lock=lock)
    if elector is None:
        raise DomainError("ballot_not_elector")
    if access.rating.state is State.VOID:
        raise DomainError("ballot_void")
    if access.rating.state in OVER:
        raise DomainError("ballot_ended")
    return elector


def _require_own(elector: Elector, account_id: int) -> None:
    """Check that this is the account that the electorate names, before anything is said of the ballot."""
    if elector.account_id == account_id:
        return
    if elector.paper:
        raise DomainError("ballot_on_paper")
    raise DomainError("ballot_account_waiting" if elector.account_id is None else "ballot_account_other")


def _require_time(rating: Rating, now: datetime) -> None:
    if not rating.takes_votes(now):
        raise DomainError("ballot_ended")


def _require_key_tag(rating: Rating, draft: BallotDraft) -> None:
    """Check the key tag before anything is said of the rating: after a restore another one may have the id."""
    if draft.key_tag != rating.key_tag:
        raise DomainError("old_button")


async def _put(work: Transaction, elector: Elector, rating_id: int, box: bytes) -> None:
    """Store the box. Where the ballot is in and the voter may not know it, everything is done but for adding the
    box."""
    added = [] if elector.voted else [box]
    await ballot_box.put(work, rating_id, *added)
    await electors.voted(work, rating_id, elector.person_id)


async def _public_key(cx: Connection, rating: Rating, keys: KeyFolder | None) -> str:
    """Return the public key, whose fingerprint the audit record holds and whose private key exists.

    The record's entry has to fit its neighbours. DomainError("ballot_key_changed") otherwise: what is sealed with
    another key, others could read.
    """
    number = rating.opening_entry or 0
    entries = await audit.part(cx, number - 1, number + 1)
    found = next((one for one in entries if one.sequence == number), None)
    if rating.public_key is None or found is None or found.kind != OPENED or _broken(entries):
        raise DomainError("ballot_key_changed")
    data = json.loads(found.data)
    if (data["rating"], data["fingerprint"]) != (rating.id, fingerprint(rating.public_key)):
        raise DomainError("ballot_key_changed")
    _require_key(keys, rating.id, rating.public_key)
    return rating.public_key


def _require_key(keys: KeyFolder | None, rating_id: int, public: str) -> None:
    """Check the private key; a process without the folder relies on the record alone."""
    try:
        if keys is not None:
            keys.require(rating_id, public)
    except KeyLost:
        raise DomainError("ballot_key_changed") from None


def _broken(entries: Sequence[AuditEntry]) -> bool:
    """Whether one of the entries was changed, or does not follow the one before it."""
    pairs = zip(entries, [None, *entries], strict=False)
    return any(chain_fault(one, before.hash if before else one.previous, one.sequence) for one, before in pairs)
