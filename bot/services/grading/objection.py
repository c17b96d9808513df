"""Objections to a notice: raised under one's name or anonymously, looked into and answered by the committee."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from typing import Any

from bot.domain.errors import DomainError, must_exist
from bot.domain.grading.decision import Notice, Objection, require_words
from bot.domain.grading.message import AnswerDraft, ObjectionAnswered, ObjectionDraft, ObjectionRaised
from bot.domain.grading.scheme_part import Step
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading import notice
from bot.services.grading.access import CaseAccess, deciders
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection as objections
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, WORDS = "objection", "words"
ANSWER_NAME, FINDING, ANSWER, SURE = "objection_answer", "finding", "answer", "sure"
SHORTEST = 4
"""Letters or digits; less says neither what is wrong nor why."""


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection that was raised. `notified`: to how many of the committee it went."""

    unit: str
    case_id: int
    named: bool
    notified: int


async def begin(uow: UnitOfWork, request: Request, notice_id: int, *, named: bool) -> None:
    """Ask for the objection. DomainError: not_found, not_allowed, objection_too_late (until), objection_waiting."""
    async with uow.begin(request) as work:
        access, notice = await _open(work, request, notice_id, named=named)
        before = await conversation.before(work, request, NAME)
        until = notice.ends_on
        draft = ObjectionDraft(**access.facts, notice=notice.id, named=named, until=until, before=before)
        await conversation.advance(work, request, NAME, WORDS, draft.data())
        await work.commit()


async def raise_(uow: UnitOfWork, request: Request, version: int, text: str) -> Raised:
    """Store the objection that was typed, tell the committee and end the form.

    Of an anonymous one neither person, account nor hour is kept.

    DomainError: stale_form, objection_empty, objection_short (least), text_too_long, and as `begin`.
    """
    require_words(text, "objection_empty")
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, NAME, version, step=WORDS)
        draft = ObjectionDraft.model_validate(form.draft)
        named = draft.named
        access, notice = await _open(work, request, draft.notice, named=named, lock=True)
        if sum(sign.isalnum() for sign in text) < SHORTEST:
            raise DomainError("objection_short", least=SHORTEST)
        id = await objections.add(work, notice.id, access.asker.person_id if named else None, text, access.today)
        at = work.now if named else _midnight(access.today, request.zone)
        notified = await _tell_committee(work, access, id, text, at, named=named)
        await (conversation.end(work, request) if named else conversation.erase(work, request, form))
        data = {"objection": id, "case": access.case.id, "notice": notice.id, "named": named}
        account = request.account_id if named else None
        await audit.add(work, at, "grade.objection", account, data)
        await work.commit()
        return Raised(access.unit.name, access.case.id, named, notified)


async def _open(
    cx: Connection, request: Request, notice_id: int, *, named: bool, lock: bool = False
) -> tuple[CaseAccess, Notice]:
    """Load the notice and its case; whether it takes objections is asked once nobody else can end it."""
    notice = must_exist(await grading_notice.get(cx, notice_id))
    access = await CaseAccess.of(cx, request, notice.case_id, lock=lock)
    notice = await grading_notice.get(cx, notice_id) or notice
    require(access.asker, Action.OBJECT, access.unit)
    access.asker.require_person()
    if not notice.takes_objections(access.today):
        raise DomainError("objection_too_late", until=notice.ends_on)
    if named and await _waits(cx, access, notice):
        raise DomainError("objection_waiting")
    return access, notice


async def _waits(cx: Connection, access: CaseAccess, notice: Notice) -> bool:
    """Tell whether an objection under the asker's name waits for its answer."""
    raised = await objections.of_case(cx, access.case.id)
    return any(
        one.person_id == access.asker.person_id and one.notice_id == notice.id and one.upheld is None for one in raised
    )


async def _tell_committee(
    work: Transaction, access: CaseAccess, id: int, text: str, at: datetime, *, named: bool
) -> int:
    """Send it to the same people whoever raised it, none of the unit: a gap would reveal who raised an anonymous
    one."""
    person = access.asker.require_person()
    by = person.name if named else ""
    message = ObjectionRaised(**access.facts, objection=id, words=text, by=by)
    recipients = await deciders(work, access.unit, access.today, outside=True)
    if not recipients:  # those of the unit can at least see to it that another one answers
        recipients = await deciders(work, access.unit, access.today)
    await work.tell(recipients, str(id), message, at)
    return len(recipients)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)


@dataclass(frozen=True, slots=True)
class Answered:
    """An answered objection. `again`: somebody else was first; `back`: the case went back to the decision with it."""

    unit: str
    case_id: int
    objection: Objection
    again: bool
    back: bool = False


async def begin_answer(uow: UnitOfWork, request: Request, objection_id: int) -> Answered | None:
    """Ask what was found; return the objection where it is answered already.

    DomainError: not_found, not_allowed, own_objection, own_unit_grade.
    """
    async with uow.begin(request) as work:
        one, access = await _get(work, request, objection_id)
        if one.upheld is not None:
            return Answered(access.unit.name, access.case.id, one, again=True)
        draft = AnswerDraft(**access.facts, objection=one.id, words=one.words, by=one.by or "")
        await conversation.advance(work, request, ANSWER_NAME, FINDING, draft.data())
        await work.commit()
        return None


async def enter_answer(uow: UnitOfWork, request: Request, version: int, text: str) -> None:
    """Take what was found, then the answer. DomainError: stale_form, reason_missing, text_too_long."""
    require_words(text, "reason_missing")
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, ANSWER_NAME, version)
        draft = AnswerDraft.model_validate(form.draft)
        if form.step == FINDING:
            step, draft = ANSWER, draft.model_copy(update={"finding": text})
        elif form.step == ANSWER:
            step, draft = SURE, draft.model_copy(update={"answer": text})
        else:
            raise DomainError("stale_form")
        await conversation.advance(work, request, ANSWER_NAME, step, draft.data())
        await work.commit()


async def answer(uow: UnitOfWork, request: Request, version: int, *, upheld: bool) -> Answered:
    """Send the answer. An upheld objection withdraws the notice, and the case is decided anew.

    DomainError: stale_form, not_found, not_allowed, own_objection, own_unit_grade, objection_after_final.
    """
    async with uow.begin(request) as work:
        form = await conversation.load(work, request, ANSWER_NAME, version, step=SURE)
        draft = AnswerDraft.model_validate(form.draft)
        one, access = await _get(work, request, draft.objection, lock=True)
        await conversation.end(work, request)
        if not await objections.answer(
            work, one.id, draft.finding, draft.answer, access.asker.person_id, work.now, upheld=upheld
        ):
            answered = Answered(access.unit.name, access.case.id, one, again=True)
        else:
            back = upheld and await _undo(work, access)
            one = await _found(work, one.id)
            await _tell_author(work, access, one, back=back)
            data: dict[str, Any] = {"objection": one.id, "case": access.case.id, "upheld": upheld}
            await audit.add(work, work.now, "grade.objection_answered", request.account_id, data)
            answered = Answered(access.unit.name, access.case.id, one, again=False, back=back)
        await work.commit()
        return answered


async def _undo(work: Transaction, access: CaseAccess) -> bool:
    """Make the decisions so far count no more; tell whether a notice was withdrawn.

    DomainError("objection_after_final").
    """
    if access.case.step is Step.FINAL:
        raise DomainError("objection_after_final")
    await grading_decision.forget_basis(work, access.case.id)
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
    if one.person_id is not None and one.person_id == access.asker.person_id:
        raise DomainError("own_objection")
    access.require_committee(outside=True)
    return await _found(cx, objection_id), access


async def _found(cx: Connection, objection_id: int) -> Objection:
    return must_exist(await objections.get(cx, objection_id))


async def _tell_author(work: Transaction, access: CaseAccess, one: Objection, *, back: bool) -> None:
    """Send the answer to the person who raised it under their name; anonymous ones read it below the notice. `back`:
    the notice was withdrawn with it."""
    whose = await account.of_person(work, one.person_id) if one.person_id is not None else None
    if whose is not None:
        answer, upheld = one.answer or "", bool(one.upheld)
        message = ObjectionAnswered(
            **access.facts, objection=one.id, words=one.words, answer=answer, upheld=upheld, back=back
        )
        await work.post(OutboundMessage(f"{message.kind}:{one.id}:{whose.id}", whose.id, message))
