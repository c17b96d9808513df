"""The survey of a unit: numbers, facts, problems and suggestions, entered by the secretary or the committee."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import DomainError
from bot.domain.grading.message import SurveyDraft
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.survey import (
    MOST_LINES,
    NUMBERS,
    SurveyEntry,
    SurveyKind,
    number_of,
    read_lines,
    read_number,
    require_fit,
)
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import CaseAccess
from bot.storage.connection import Connection
from bot.storage.grading import rounds
from bot.storage.grading import store as grading
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, WORDS = "survey", "words"


@dataclass(frozen=True, slots=True)
class SurveyFile:
    """The entries of a unit's survey. `kind`: what was entered just now; `on`: the form goes on to the next number."""

    access: CaseAccess
    entries: Sequence[SurveyEntry]
    kind: SurveyKind | None = None
    on: bool = False


async def show(uow: UnitOfWork, request: Request, case_id: int) -> SurveyFile:
    """Return the survey. DomainError: unknown_account, not_found, not_allowed."""
    async with uow.reading() as cx:
        access = await CaseAccess.of(cx, request, case_id)
        _require_either(access)
        return SurveyFile(access, await rounds.entries(cx, case_id))


async def begin(uow: UnitOfWork, request: Request, case_id: int, kind: SurveyKind) -> None:
    """Ask for an entry. DomainError: unknown_account, not_found, not_allowed, grading_not_now."""
    async with uow.begin(request) as work:
        access = await _access_at_step(work, request, case_id)
        await _ask(work, request, access, kind)
        await work.commit()


async def enter_text(uow: UnitOfWork, request: Request, version: int, text: str) -> SurveyFile:
    """Store a number, or one entry a line; after a number ask for the next that is missing.

    DomainError: stale_form, survey_number, survey_returned, survey_full (most), text_missing, text_too_long, as
    `begin`.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=WORDS)
        draft = SurveyDraft.model_validate(form.draft)
        kind, case_id = draft.survey_kind, draft.case
        access = await _access_at_step(work, request, case_id, lock=True)
        before = await rounds.entries(work, case_id)
        if kind in NUMBERS:
            number = read_number(text)
            require_fit(before, kind, number)
            await rounds.count(work, case_id, kind, number, access.asker.person_id, work.now)
        else:
            await _add(work, access, before, kind, read_lines(text))
        await grading.changed(work, case_id)
        entries = await rounds.entries(work, case_id)
        following = _next(entries, kind)
        if following is not None:
            await _ask(work, request, access, following, (kind, number_of(entries, kind)))
        else:
            await conversation.end(work, request)
        await work.commit()
        return SurveyFile(access, entries, kind, on=following is not None)


async def drop(uow: UnitOfWork, request: Request, case_id: int, entry_id: int) -> SurveyFile:
    """Remove an entry; one that is gone stays gone. DomainError: as `begin`."""
    async with uow.begin(request) as work:
        access = await _access_at_step(work, request, case_id, lock=True)
        if await rounds.drop(work, case_id, entry_id):
            await grading.changed(work, case_id)
        found = SurveyFile(access, await rounds.entries(work, case_id))
        await work.commit()
        return found


async def _access_at_step(cx: Connection, request: Request, case_id: int, *, lock: bool = False) -> CaseAccess:
    access = await CaseAccess.of(cx, request, case_id, lock=lock)
    _require_either(access)
    access.require_step(Step.SURVEY)
    return access


def _require_either(access: CaseAccess) -> None:
    if not access.may_grade:
        access.require_secretary()


async def _add(
    work: Transaction, access: CaseAccess, before: Sequence[SurveyEntry], kind: SurveyKind, lines: Sequence[str]
) -> None:
    if len([one for one in before if one.words is not None]) + len(lines) > MOST_LINES:
        raise DomainError("survey_full", most=MOST_LINES)
    for words in lines:
        await rounds.add(work, access.case.id, kind, words, access.asker.person_id, work.now)


def _next(entries: Sequence[SurveyEntry], kind: SurveyKind) -> SurveyKind | None:
    """Return the number to ask for after that kind; None where none is missing."""
    if kind not in NUMBERS:
        return None
    later = NUMBERS[NUMBERS.index(kind) + 1 :]
    return next((one for one in later if number_of(entries, one) is None), None)


async def _ask(
    work: Transaction,
    request: Request,
    access: CaseAccess,
    kind: SurveyKind,
    noted: tuple[SurveyKind, int | None] | None = None,
) -> None:
    """Ask for an entry. `noted`: the number that was entered just now."""
    draft = SurveyDraft(case=access.case.id, unit=access.unit.name, survey_kind=kind, noted=noted)
    await conversation.advance(work, request, NAME, WORDS, draft.data())
