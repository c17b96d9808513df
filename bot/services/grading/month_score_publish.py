"""Publishes months' scores: one after a preview, all at once, or again with a reason."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.domain.errors import DomainError
from bot.domain.grading.message import AspectLines, MonthScorePublished, RepublishDraft, lines_of
from bot.domain.grading.month_score import MonthRules, MonthScheme, MonthState, Publication, record
from bot.domain.grading.scoring import Entered
from bot.domain.grading.words import Names
from bot.domain.period import Month
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import fingerprint
from bot.services.grading.month_score import MonthAccess, access_to_month
from bot.services.grading.month_score_enter import SheetResult
from bot.services.reason_form import REASON, SURE
from bot.storage.grading import month_score
from bot.storage.installation import audit
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME = "month_score_again"


@dataclass(frozen=True, slots=True)
class MonthBatch:
    """The scores of a month that would be or were (`done`) published. `mark`: fingerprint of what is shown, carried by
    the yes; `changed`: how many wait to be published again, each with its reason."""

    month: Month
    lines: tuple[MonthAccess, ...]
    mark: int
    changed: int
    done: bool = False


async def preview(uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int) -> SheetResult | None:
    """Return what would be published; None: it was published before, and the form asks why it is published again.

    DomainError: as `MonthAccess.of`; month_score_none.
    """
    async with uow.begin(request) as work:
        access = await MonthAccess.of(work, request, rules, unit_id, month)
        if access.draft is None:
            raise DomainError("month_score_none")
        if access.state is not MonthState.CHANGED or access.published is None:
            return SheetResult(access, again=access.state is MonthState.PUBLISHED)
        draft = _draft(access, access.draft.version, access.published)
        await conversation.advance(work, request, NAME, REASON, draft.data())
        await work.commit()
        return None


async def publish(
    uow: UnitOfWork, request: Request, rules: MonthRules, unit_id: int, month: int, version: int
) -> SheetResult:
    """Publish a score for the first time; the branch's secretary is told.

    DomainError: as `preview`; grading_moved, month_score_reason (published before).
    """
    async with uow.begin(request) as work:
        access = await MonthAccess.of(work, request, rules, unit_id, month, lock=True)
        if access.draft is None:
            raise DomainError("month_score_none")
        if access.state is MonthState.PUBLISHED:
            return SheetResult(access, again=True)
        if version != access.draft.version:
            raise DomainError("grading_moved")
        done = await _publish(work, request, [access], None)
        await work.commit()
        return done[0]


async def confirm(uow: UnitOfWork, request: Request, rules: MonthRules, version: int) -> SheetResult:
    """Publish a score again with the reason that was shown, and end the form, also where somebody else was first.

    DomainError: stale_form, as `MonthAccess.of`.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = RepublishDraft.model_validate(form.draft)
        access = await MonthAccess.of(work, request, rules, draft.unit, draft.month, lock=True)
        await conversation.end(work, request)
        same = access.draft is not None and access.draft.version == draft.version
        if same and access.state is MonthState.CHANGED:
            [done] = await _publish(work, request, [access], draft.reason)
        else:
            done = SheetResult(access, moved=True)
        await work.commit()
        return done


async def preview_all(uow: UnitOfWork, request: Request, rules: MonthRules, month: int) -> MonthBatch:
    """Return the scores that would be published for the first time. DomainError: as `month_score.access_to_month`."""
    async with uow.reading() as cx:
        return _batch(await access_to_month(cx, request, rules, month), month)


async def publish_all(uow: UnitOfWork, request: Request, rules: MonthRules, month: int, mark: int) -> MonthBatch:
    """Publish what was shown; where that has changed meanwhile, or nothing was shown (`mark` 0), show it.

    DomainError: as `month_score.access_to_month`.
    """
    if not mark:
        return await preview_all(uow, request, rules, month)
    async with uow.begin(request) as work:
        batch = _batch(await access_to_month(work, request, rules, month, lock=True), month)
        if mark != batch.mark or not batch.lines:
            return batch
        await _publish(work, request, batch.lines, None)
        await work.commit()
        return replace(batch, done=True)


def _batch(found: Sequence[MonthAccess], month: int) -> MonthBatch:
    lines = tuple(one for one in found if one.state is MonthState.DRAFT)
    shown = [[one.unit.id, one.draft.version, one.sheet.total] for one in lines if one.draft]
    changed = sum(one.state is MonthState.CHANGED for one in found)
    return MonthBatch(Month.numbered(month), lines, fingerprint(shown), changed)


async def _publish(
    work: Transaction, request: Request, found: Sequence[MonthAccess], reason: str | None
) -> list[SheetResult]:
    """Store the publications, send the messages, then add to the audit record.

    DomainError: month_score_reason (published before), month_score_none.
    """
    done, entries = [], []
    for access in found:
        salt = secrets.token_hex(16)
        one = await _add(work, access, reason, salt)
        await _tell(work, request, access, one)
        entries.append(record(one, salt))
        done.append(SheetResult(replace(access, published=one), published=one))
    for entry in entries:
        await audit.add(work, work.now, "month_score.published", request.account_id, entry)
    return done


async def _add(work: Transaction, access: MonthAccess, reason: str | None, salt: str) -> Publication:
    before, draft = access.published, access.draft
    if draft is None:
        raise DomainError("month_score_none")
    if before is not None and not reason:
        raise DomainError("month_score_reason")
    number = before.number + 1 if before else 1
    one = Publication(
        0, access.unit.id, access.month, number, draft.digest, access.sheet.total, draft.lines, reason, access.today
    )
    return replace(one, id=await month_score.add(work, one, salt, access.asker.person_id, work.now))


async def _tell(work: Transaction, request: Request, access: MonthAccess, one: Publication) -> None:
    """Send the score to the branch's secretary, or whoever stands in."""
    message = MonthScorePublished(
        unit_name=access.unit.name,
        of=access.month,
        lines=aspect_lines(access.scheme, access.lines),
        score=one.score,
        number=one.number,
        reason=one.reason or "",
    )
    responsible = await account.responsible(work, access.unit.path, access.today, 0)
    await work.tell([id for id in responsible if id != request.account_id], str(one.id), message)


def aspect_lines(scheme: MonthScheme, entered: Entered) -> AspectLines:
    """Return what each aspect has lost, in the scheme's order; aspects with full marks are left out."""
    return tuple(
        (Names(zh=one.zh, en=one.en), lines_of(entered[one.code])) for one in scheme.aspects if entered.get(one.code)
    )


def _draft(access: MonthAccess, version: int, before: Publication) -> RepublishDraft:
    return RepublishDraft(
        unit=access.unit.id,
        month=access.month.number,
        version=version,
        unit_name=access.unit.name,
        of=access.month,
        lines=aspect_lines(access.scheme, access.lines),
        before=before.score,
        score=access.sheet.total,
    )
