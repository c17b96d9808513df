"""The committee looks into an objection and answers it: upheld, back to the decision; or not."""

from dataclasses import dataclass
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Objection, require_words
from bot.domain.grading.message import AnswerDraft, ObjectionAnswered
from bot.domain.grading.scheme_part import Step
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading import notice
from bot.services.grading.access import CaseAccess
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import objection as objections
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, FINDING, ANSWER, SURE = "objection_answer", "finding", "answer", "sure"


@dataclass(frozen=True, slots=True)
class Answered:
    """`again`: somebody else was first. `back`: with this the case went back to the decision."""

    unit: str
    case_id: int
    objection: Objection
    again: bool
    back: bool = False


async def begin(uow: UnitOfWork, request: Request, objection_id: int) -> Answered | None:
    """Ask what was found; or how it stands once it is answered.

    DomainError: not_found, not_allowed, own_objection, own_unit_grade.
    """
    async with uow.begin(request) as work:
        one, access = await _get(work, request, objection_id)
        if one.upheld is not None:
            return Answered(access.unit.name, access.case.id, one, again=True)
        draft = AnswerDraft(**access.facts, objection=one.id, words=one.words, by=one.by or "")
        await conversation.advance(work, request, NAME, FINDING, draft.data())
        await work.commit()
        return None


async def enter_text(uow: UnitOfWork, request: Request, version: int, text: str) -> None:
    """What was found, then the answer. DomainError: stale_form, reason_missing, text_too_long."""
    require_words(text, "reason_missing")
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version)
        draft = AnswerDraft.model_validate(form.draft)
        if form.step == FINDING:
            step, draft = ANSWER, draft.model_copy(update={"finding": text})
        elif form.step == ANSWER:
            step, draft = SURE, draft.model_copy(update={"answer": text})
        else:
            raise DomainError("stale_form")
        await conversation.advance(work, request, NAME, step, draft.data())
        await work.commit()


async def decide(uow: UnitOfWork, request: Request, version: int, *, upheld: bool) -> Answered:
    """The answer goes out. Upheld: what hangs out is taken back, and the case is decided anew.

    DomainError: stale_form, not_found, not_allowed, own_objection, own_unit_grade, objection_after_final.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=SURE)
        draft = AnswerDraft.model_validate(form.draft)
        one, access = await _get(work, request, draft.objection, lock=True)
        await conversation.end(work, request)
        if not await objections.answer(work, one.id, draft.finding, draft.answer, access.by, work.now, upheld=upheld):
            answered = Answered(access.unit.name, access.case.id, one, again=True)
        else:
            back = upheld and await _undo(work, access)
            one = await _found(work, one.id)
            await _tell(work, access, one, back=back)
            data: dict[str, Any] = {"objection": one.id, "case": access.case.id, "upheld": upheld}
            await audit.add(work, work.now, "grade.objection_answered", request.account_id, data)
            answered = Answered(access.unit.name, access.case.id, one, again=False, back=back)
        await work.commit()
        return answered


async def _undo(work: Transaction, access: CaseAccess) -> bool:
    """What was decided so far does not count any more; whether a notice was taken back with it.

    DomainError("objection_after_final").
    """
    if access.case.step is Step.FINAL:
        raise DomainError("objection_after_final")
    await grading_decision.stale(work, access.case.id)
    if access.case.step is not Step.NOTICE:
        await grading.changed(work, access.case.id)
        return False
    await notice.withdraw(work, access)
    return True


async def _get(
    cx: Connection, request: Request, objection_id: int, *, lock: bool = False
) -> tuple[Objection, CaseAccess]:
    one = await _found(cx, objection_id)
    access = await CaseAccess.of(cx, request, one.case_id, lock=lock)
    access.require_committee()
    if one.person_id is not None and one.person_id == access.by:
        raise DomainError("own_objection")
    access.require_committee(outside=True)
    return await _found(cx, objection_id), access


async def _found(cx: Connection, objection_id: int) -> Objection:
    one = await objections.get(cx, objection_id)
    if one is None:
        raise DomainError("not_found")
    return one


async def _tell(work: Transaction, access: CaseAccess, one: Objection, *, back: bool) -> None:
    """Whoever raised it under their name; an anonymous one's answer stands below the notice. `back`: that was taken
    back with it."""
    whose = await account.of_person(work, one.person_id) if one.person_id is not None else None
    if whose is not None:
        answer, upheld = one.answer or "", bool(one.upheld)
        message = ObjectionAnswered(
            **access.facts, objection=one.id, words=one.words, answer=answer, upheld=upheld, back=back
        )
        await work.post(OutboundMessage(f"{message.kind}:{one.id}:{whose.id}", whose.id, message))
