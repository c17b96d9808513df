"""Verification of the audit record: its chain, and the results in the tables against it."""

from dataclasses import dataclass

from bot.domain.installation.audit import GENESIS, chain_fault
from bot.services.installation import audit_compare
from bot.services.installation.audit_replay import RecordedResults
from bot.storage.installation import audit
from bot.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verification's finding. `head`: the last entry's hash; `fault`: the first thing wrong, None when nothing is."""

    entries: int
    head: str
    fault: str | None


async def verify(uow: UnitOfWork, head: str | None = None) -> Verdict:
    """Verify the chain from its beginning; a head printed earlier (hexadecimal) must occur in it.

    Only such a head shows that entries were cut off the end. Then every case, score, rule, grade, decision, notice,
    objection, closed rating and month's score is compared with its entry.
    """
    wanted = head.strip().lower() if head else None
    count, previous, met = 0, GENESIS, wanted in (None, GENESIS)
    recorded = RecordedResults()
    async with uow.reading() as cx:
        async for entry in audit.entries(cx):
            wrong = chain_fault(entry, previous, count + 1)
            if wrong is not None:
                return Verdict(count, previous, wrong)
            count, previous = count + 1, entry.hash
            met = met or entry.hash == wanted
            recorded.replay(entry)
        wrong = await audit_compare.first_difference(cx, recorded) if met else f"no entry has the head {wanted}"
    return Verdict(count, previous, wrong)
