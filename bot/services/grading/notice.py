"""The notice: a decision is published to everyone of the unit for some working days, with the audit chain's head."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Decision, Notice
from bot.domain.grading.message import GradeFinal, NoticePublished, NoticeWithdrawn
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.step_date import working_days_on
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services.grading.access import CaseAccess, deciders
from bot.services.grading.decide import decision_facts, unpublished
from bot.storage.connection import Connection
from bot.storage.grading import decision as grading_decision
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.outbox import BULK, OutboundMessage
from bot.storage.people import account, committee
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class PublishedNotice:
    """A published decision. `readers`: to how many of the unit it went; `again`: it was published before this tap."""

    access: CaseAccess
    decision: Decision
    notice: Notice
    readers: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class NoticePreview:
    """What would be published, and until when. `out`: it is published already."""

    access: CaseAccess
    decision: Decision
    until: date
    out: bool

    @property
    def version(self) -> int:
        """The version of the case that is shown."""
        return self.access.case.version


async def preview(uow: UnitOfWork, request: Request, installation: Installation, case_id: int) -> NoticePreview:
    """Return what would be published. DomainError: not_found, not_allowed, and as `fault`."""
    async with uow.reading() as cx:
        access = await CaseAccess.of(cx, request, case_id)
        access.require_committee()
        if access.case.step is Step.NOTICE:
            stands = await _published(cx, access)
            return NoticePreview(access, stands.decision, stands.notice.ends_on, out=True)
        if (wrong := await fault(cx, access)) is not None:
            raise wrong
        decision = await unpublished(cx, case_id)
        if decision is None:
            raise DomainError("grading_undecided")
        return NoticePreview(access, decision, _last(access, installation), out=False)


async def fault(cx: Connection, access: CaseAccess) -> DomainError | None:
    """Return why the case cannot be published: grading_not_now, grading_undecided."""
    if access.case.step is not Step.DECISION:
        return DomainError("grading_not_now", step=access.case.step.value)
    return None if await unpublished(cx, access.case.id) else DomainError("grading_undecided")


async def publish(
    uow: UnitOfWork, request: Request, installation: Installation, case_id: int, version: int
) -> PublishedNotice:
    """Publish the decision about a case to everyone of the unit, who may object from now on.

    DomainError: not_found, not_allowed, grading_moved, and as `fault`.
    """
    async with uow.begin(request) as work:
        access = await CaseAccess.of(work, request, case_id, lock=True)
        access.require_committee()
        if access.case.step is Step.NOTICE:
            return await _published(work, access)
        if (wrong := await fault(work, access)) is not None:
            raise wrong
        access.require_version(version)
        [published] = await publish_notices(work, request, installation, [access])
        await work.commit()
        return published


async def _published(cx: Connection, access: CaseAccess) -> PublishedNotice:
    notices = await grading_notice.of_case(cx, access.case.id)
    decision = await grading_decision.latest(cx, access.case.id)
    if not notices or decision is None:
        raise DomainError("not_found")
    return PublishedNotice(access, decision, notices[0], 0, again=True)


async def publish_notices(
    work: Transaction, request: Request, installation: Installation, cases: Sequence[CaseAccess]
) -> list[PublishedNotice]:
    """Publish several decisions with one head of the audit chain, which covers all; the caller has asked `fault`."""
    decisions = {}
    for access in cases:
        decision = await unpublished(work, access.case.id)
        if decision is None:
            raise DomainError("grading_undecided")
        decisions[access.case.id] = decision
    head = ""
    for access in cases:
        head = await _record(work, request, access, decisions[access.case.id], installation)
    return [await _publish_notice(work, access, decisions[access.case.id], head, installation) for access in cases]


async def _record(
    work: Transaction, request: Request, access: CaseAccess, decision: Decision, installation: Installation
) -> str:
    """Add the publication to the audit record; return the chain's head after it."""
    data = {
        "case": access.case.id,
        "unit": access.unit.id,
        "year": access.round.year,
        "decision": decision.id,
        "grade": decision.grade,
        "score": decision.score,
        "from": access.today.isoformat(),
        "until": _last(access, installation).isoformat(),
    }
    return (await audit.add(work, work.now, "grade.published", request.account_id, data)).hash


def _last(access: CaseAccess, installation: Installation) -> date:
    return working_days_on(access.today, access.scheme.notice_days, installation.is_working_day)


async def _publish_notice(
    work: Transaction, access: CaseAccess, decision: Decision, head: str, installation: Installation
) -> PublishedNotice:
    until = _last(access, installation)
    id = await grading_notice.add(work, access.case.id, decision.id, access.today, until, head)
    notice = Notice(id, access.case.id, decision.id, access.today, until, head, None)
    await grading.enter(work, access.case, Step.NOTICE, work.now)
    case = await grading.get(work, access.case.id)
    own = await grading_notice.readers(work, access.unit, access.today)
    await announce(work, access, _message(access, decision, notice), own, f"n{id}")
    return PublishedNotice(replace(access, case=case or access.case), decision, notice, len(own))


Announced = NoticePublished | NoticeWithdrawn | GradeFinal


async def announce(work: Transaction, access: CaseAccess, message: Announced, own: Sequence[int], mark: str) -> None:
    """Send a message to everyone of the unit (`own`), and to the committee but for the person who acts.

    The code to check with is printed for the secretary and the committee.
    """
    above = dict.fromkeys(await committee.above(work, access.unit, access.today, frozenset()))
    above |= dict.fromkeys(await deciders(work, access.unit, access.today))
    others = [id for id in above if id not in own and id != access.asker.account_id]
    leads = frozenset([*above, *await account.responsible(work, access.unit.path, access.today, 0)])
    to_own = {printed: message.model_copy(update={"mine": True, "printed": printed}) for printed in (True, False)}
    to_others = message.model_copy(update={"mine": False, "printed": True})
    messages = [_outbound(mark, id, to_own[id in leads]) for id in own]
    await work.post_many([*messages, *(_outbound(mark, id, to_others) for id in others)])


def _outbound(mark: str, chat_id: int, message: Announced) -> OutboundMessage:
    return OutboundMessage(f"{message.kind}:{mark}:{chat_id}", chat_id, message, priority=BULK)


def _message(access: CaseAccess, decision: Decision, notice: Notice) -> NoticePublished:
    return NoticePublished(
        **access.facts,
        **decision_facts(access, decision),
        notice=notice.id,
        starts=notice.starts_on,
        until=notice.ends_on,
        days=access.scheme.notice_days,
        head=notice.head,
        mine=True,
        printed=True,
    )


async def withdraw(work: Transaction, access: CaseAccess) -> None:
    """Withdraw the notice, as an objection is upheld: back to the decision, and everyone who saw it is told."""
    notices = await grading_notice.of_case(work, access.case.id)
    await grading_notice.end(work, access.case.id, work.now)
    await grading.enter(work, access.case, Step.DECISION, work.now)
    own = await grading_notice.readers(work, access.unit, access.today)
    message = NoticeWithdrawn(**access.facts, mine=True, printed=True)
    await announce(work, access, message, own, f"w{notices[0].id}")
