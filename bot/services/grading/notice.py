"""The notice: a decision hangs out for some working days, with the audit chain's head, before everyone of the unit."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.errors import DomainError
from bot.domain.grading.decision import Notice, Ruling
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.step_date import working_days_on
from bot.domain.message import Untyped
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.services.grading import access
from bot.services.grading.access import Bench
from bot.services.grading.decide import ruling_facts, unpublished
from bot.storage.connection import Connection
from bot.storage.grading import decision
from bot.storage.grading import notice as grading_notice
from bot.storage.grading import store as grading
from bot.storage.installation import audit
from bot.storage.outbox import BULK, OutboundMessage
from bot.storage.people import account, committee
from bot.storage.unit_of_work import Transaction, UnitOfWork

PUBLISHED, WITHDRAWN = "notice.published", "notice.withdrawn"


@dataclass(frozen=True, slots=True)
class Published:
    """`readers`: to how many of the unit it went. `again`: it was not this tap that published it."""

    bench: Bench
    ruling: Ruling
    notice: Notice
    readers: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Proof:
    """What would be published, until when. `version`: of the case that is shown; `out`: it hangs out already."""

    bench: Bench
    ruling: Ruling
    until: date
    out: bool

    @property
    def version(self) -> int:
        return self.bench.case.version


async def look(uow: UnitOfWork, request: Request, installation: Installation, case_id: int) -> Proof:
    """Before it is published. DomainError: not_found, not_allowed, and as `fault`."""
    async with uow.reading() as cx:
        bench = await Bench.of(cx, request, case_id)
        bench.require_committee()
        if bench.case.step is Step.NOTICE:
            stands = await _stands(cx, bench)
            return Proof(bench, stands.ruling, stands.notice.ends_on, out=True)
        if (wrong := await fault(cx, bench)) is not None:
            raise wrong
        ruling = await unpublished(cx, case_id)
        if ruling is None:
            raise DomainError("grading_undecided")
        return Proof(bench, ruling, _last(bench, installation), out=False)


async def fault(cx: Connection, bench: Bench) -> DomainError | None:
    """Why the case cannot be published: grading_not_now, grading_undecided."""
    if bench.case.step is not Step.DECISION:
        return DomainError("grading_not_now", step=bench.case.step.value)
    return None if await unpublished(cx, bench.case.id) else DomainError("grading_undecided")


async def publish(
    uow: UnitOfWork, request: Request, installation: Installation, case_id: int, version: int
) -> Published:
    """DomainError: not_found, not_allowed, grading_moved, and as `fault`."""
    async with uow.begin(request) as work:
        bench = await Bench.of(work, request, case_id, lock=True)
        bench.require_committee()
        if bench.case.step is Step.NOTICE:
            return await _stands(work, bench)
        if (wrong := await fault(work, bench)) is not None:
            raise wrong
        bench.require_version(version)
        [published] = await hang_out(work, request, installation, [bench])
        await work.commit()
        return published


async def _stands(cx: Connection, bench: Bench) -> Published:
    notices = await grading_notice.of_case(cx, bench.case.id)
    ruling = await decision.latest(cx, bench.case.id)
    if not notices or ruling is None:
        raise DomainError("not_found")
    return Published(bench, ruling, notices[0], 0, again=True)


async def hang_out(
    work: Transaction, request: Request, installation: Installation, benches: Sequence[Bench]
) -> list[Published]:
    """All of them under one head, which covers every one; whoever calls has asked `fault`."""
    rulings = {}
    for bench in benches:
        ruling = await unpublished(work, bench.case.id)
        if ruling is None:
            raise DomainError("grading_undecided")
        rulings[bench.case.id] = ruling
    head = ""
    for bench in benches:
        head = await _record(work, request, bench, rulings[bench.case.id], installation)
    return [await _hang(work, bench, rulings[bench.case.id], head, installation) for bench in benches]


async def _record(work: Transaction, request: Request, bench: Bench, ruling: Ruling, installation: Installation) -> str:
    """The chain's head with it."""
    data = {
        "case": bench.case.id,
        "unit": bench.unit.id,
        "year": bench.round.year,
        "decision": ruling.id,
        "grade": ruling.grade,
        "score": ruling.score,
        "from": bench.today.isoformat(),
        "until": _last(bench, installation).isoformat(),
    }
    return (await audit.add(work, work.now, "grade.published", request.account_id, data)).hash


def _last(bench: Bench, installation: Installation) -> date:
    return working_days_on(bench.today, bench.scheme.notice_days, installation.is_working_day)


async def _hang(work: Transaction, bench: Bench, ruling: Ruling, head: str, installation: Installation) -> Published:
    until = _last(bench, installation)
    id = await grading_notice.add(work, bench.case.id, ruling.id, bench.today, until, head)
    notice = Notice(id, bench.case.id, ruling.id, bench.today, until, head, None)
    await grading.enter(work, bench.case, Step.NOTICE, work.now)
    case = await grading.get(work, bench.case.id)
    own = await grading_notice.readers(work, bench.unit, bench.today)
    data = notice_facts(bench, ruling, notice)
    await announce(work, bench, PUBLISHED, data, own, f"n{id}")
    return Published(replace(bench, case=case or bench.case), ruling, notice, len(own))


async def announce(
    work: Transaction, bench: Bench, kind: str, data: dict[str, Any], own: Sequence[int], mark: str
) -> None:
    """To everyone of the unit, and to the committee but for whoever acts; `mine`: the reader can object; `printed`: the
    code to check with stands in the message itself, as for the secretary and the committee."""
    above = dict.fromkeys(await committee.above(work, bench.unit, bench.today, frozenset()))
    above |= dict.fromkeys(await access.above(work, bench.unit, bench.today))
    others = [id for id in above if id not in own and id != bench.asker.account_id]
    facts = bench.facts | data
    leads = frozenset([*above, *await account.responsible(work, bench.unit.path, bench.today, 0)])
    messages = [_message(kind, mark, id, facts | {"mine": True, "printed": id in leads}) for id in own]
    messages += [_message(kind, mark, id, facts | {"mine": False, "printed": True}) for id in others]
    await work.post_many(messages)


def _message(kind: str, mark: str, chat_id: int, data: dict[str, Any]) -> OutboundMessage:
    return OutboundMessage(f"{kind}:{mark}:{chat_id}", chat_id, Untyped(kind, data), priority=BULK)


def notice_facts(bench: Bench, ruling: Ruling, notice: Notice) -> dict[str, Any]:
    return ruling_facts(bench, ruling) | {
        "notice": notice.id,
        "from": notice.starts_on.isoformat(),
        "until": notice.ends_on.isoformat(),
        "days": bench.scheme.notice_days,
        "head": notice.head,
    }


async def withdraw(work: Transaction, bench: Bench) -> None:
    """An objection is upheld: back to the decision, and everyone who saw the notice is told."""
    notices = await grading_notice.of_case(work, bench.case.id)
    await grading_notice.end(work, bench.case.id, work.now)
    await grading.enter(work, bench.case, Step.DECISION, work.now)
    own = await grading_notice.readers(work, bench.unit, bench.today)
    await announce(work, bench, WITHDRAWN, {}, own, f"w{notices[0].id}")
