"""Objections to a notice: raised by anyone of the unit, under their name or anonymously."""

from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Notice, require_words
from bot.domain.grading.message import ObjectionDraft, ObjectionRaised
from bot.domain.permission import Action, require
from bot.domain.request import Request
from bot.services import conversation
from bot.services.grading.access import CaseAccess, deciders
from bot.storage.connection import Connection
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import objection as objections
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.unit_of_work import Transaction, UnitOfWork

NAME, WORDS = "objection", "words"
SHORTEST = 4
"""Letters or digits; less says neither what is wrong nor why."""


@dataclass(frozen=True, slots=True)
class Raised:
    """`told`: to how many of the committee it went."""

    unit: str
    case_id: int
    named: bool
    told: int


async def begin(uow: UnitOfWork, request: Request, notice_id: int, *, named: bool) -> None:
    """Ask for the words. DomainError: not_found, not_allowed, objection_too_late (until), objection_waiting."""
    async with uow.begin(request) as work:
        access, notice = await _open(work, request, notice_id, named=named)
        before = await conversation.before(work, request, NAME)
        until = notice.ends_on
        draft = ObjectionDraft(**access.facts, notice=notice.id, named=named, until=until, before=before)
        await conversation.advance(work, request, NAME, WORDS, draft.data())
        await work.commit()


async def raise_(uow: UnitOfWork, request: Request, version: int, text: str) -> Raised:
    """The words end the form. Of an anonymous objection neither person nor account is kept, and no hour with it.

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
        id = await objections.add(work, notice.id, access.by if named else None, text, access.today)
        at = work.now if named else _midnight(access.today, request.zone)
        told = await _tell(work, access, id, text, at, named=named)
        await (conversation.end(work, request) if named else conversation.erase(work, request, form))
        data = {"objection": id, "case": access.case.id, "notice": notice.id, "named": named}
        account = request.account_id if named else None
        await audit.add(work, at, "grade.objection", account, data)
        await work.commit()
        return Raised(access.unit.name, access.case.id, named, told)


async def _open(
    cx: Connection, request: Request, notice_id: int, *, named: bool, lock: bool = False
) -> tuple[CaseAccess, Notice]:
    """Whether it still takes objections is asked once nobody else can end it."""
    notice = await grading_notice.get(cx, notice_id)
    if notice is None:
        raise DomainError("not_found")
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
    """Whether an objection under the asker's name waits for its answer."""
    raised = await objections.of_case(cx, access.case.id)
    return any(one.person_id == access.by and one.notice_id == notice.id and one.upheld is None for one in raised)


async def _tell(work: Transaction, access: CaseAccess, id: int, text: str, at: datetime, *, named: bool) -> int:
    """To the same people whoever raised it, none of the unit: a gap would say whose an anonymous one is."""
    person = access.asker.require_person()
    by = person.name if named else ""
    message = ObjectionRaised(**access.facts, objection=id, words=text, by=by)
    recipients = await deciders(work, access.unit, access.today, outside=True)
    if not recipients:  # those of the unit can at least see to it that another one answers
        recipients = await deciders(work, access.unit, access.today)
    for chat_id in recipients:
        await work.post(OutboundMessage(f"{message.kind}:{id}:{chat_id}", chat_id, message, at))
    return len(recipients)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time.min, zone)
