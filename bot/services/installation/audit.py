"""Whether the audit record is whole, and whether what is shown as a result is what it says."""

from dataclasses import dataclass

from bot.domain.installation.audit import GENESIS, fault
from bot.services.installation import audit_result
from bot.services.installation.audit_recorded import Recorded
from bot.storage.installation import audit
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Verdict:
    """`head`: the last entry's hash; `fault`: the first thing wrong, None when nothing is."""

    entries: int
    head: str
    fault: str | None


async def verify(uow: UnitOfWork, head: str | None = None) -> Verdict:
    """Follow the chain from its beginning; a head printed earlier (hexadecimal) must occur in it.

    What was cut off the end can be seen by such a head alone. Then every case, score, rule, grade, decision, notice,
    objection, closed rating and month's score is compared with its entry.
    """
    wanted = head.strip().lower() if head else None
    count, previous, met = 0, GENESIS, wanted in (None, GENESIS)
    recorded = Recorded()
    async with uow.reading() as cx:
        async for entry in audit.entries(cx):
            wrong = fault(entry, previous, count + 1)
            if wrong is not None:
                return Verdict(count, previous, wrong)
            count, previous = count + 1, entry.hash
            met = met or entry.hash == wanted
            recorded.take(entry)
        wrong = await audit_result.fault(cx, recorded) if met else f"no entry has the head {wanted}"
    return Verdict(count, previous, wrong)
