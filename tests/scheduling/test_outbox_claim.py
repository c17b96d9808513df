"""A claim that has ended: nothing is said of a message that another worker has in hand by now."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta

import pytest

from bot.services import outbox
from bot.services.outbox import Claimed
from bot.storage.outbox import CLAIM, SENT
from tests.scheduling.conftest import Office, heard
from tests.scheduling.rows import claimed, running, settled_moving
from tests.waiting import until

VISIBILITY = timedelta(seconds=120)
ROWS = "SELECT id, state, due_at, claimed_until, last_error, data, attempts FROM outbox ORDER BY id"


@dataclass
class Lead:
    """Whether the worker leads, and how often it has asked since that changed."""

    here: bool = True
    asked: int = 0

    async def leads(self) -> bool:
        self.asked += 1
        await asyncio.sleep(0)  # as the database is asked
        return self.here

    def lose(self) -> None:
        self.here, self.asked = False, 0


async def claim(office: Office) -> list[Claimed]:
    return await outbox.claim(office.uow, 10, VISIBILITY, "zh")


@pytest.mark.parametrize("late", ["later", "park", "release"])
async def test_a_worker_that_comes_late_leaves_the_others_claim_alone(office: Office, late: str) -> None:
    await office.post(1, "x")
    [ours] = await claim(office)
    assert await claim(office) == []
    office.clock.forward(seconds=121)
    [theirs] = await claim(office)
    assert theirs.attempts == 2
    before, now = await office.rows(ROWS), office.clock.now()
    if late == "later":
        await outbox.later(office.uow, [(ours, now)], "RetryAfter")
    elif late == "park":
        await outbox.park(office.uow, ours, "Forbidden", now)
    else:
        await outbox.release(office.uow, [ours])
    assert await office.rows(ROWS) == before
    await outbox.sent(office.uow, ours.id, now, 1)
    assert await office.states() == ["sent"]


async def test_what_is_in_hand_is_not_claimed_once_more_when_its_claim_ends(office: Office) -> None:
    phone = await office.phone("林")
    refusal = office.database.refuse(SENT)
    await office.post(phone.id, "a", "b")
    delivery = office.delivery()
    async with running(delivery):
        await until(lambda: refusal.met > 0)
        office.clock.forward(seconds=121)
        await office.post(phone.id, "c")
        await claimed(office, "c")
        assert [row["attempts"] for row in await office.rows(ROWS)] == [1, 1, 1]
        assert await delivery._until_due() > 0, "no look is due for what is in hand"
        refusal.times = 0
        await settled_moving(office, 3)
    assert heard(phone) == ["a", "b", "c"]


async def test_after_a_long_wait_for_the_database_others_may_have_the_rest_of_a_chat(office: Office) -> None:
    phone, lead = await office.phone("林"), Lead()
    refusal = office.database.refuse(SENT)
    await office.post(phone.id, "a", "b")
    delivery = office.delivery(leads=lead.leads)
    async with running(delivery):
        await until(lambda: refusal.met > 0)
        lead.lose()
        office.uow.mail.set()
        await until(lambda: lead.asked > 0)
        office.clock.forward(seconds=121)
        assert [row.data["text"] for row in await claim(office)] == ["a", "b"]
        refusal.times = 0
        await until(lambda: not delivery._lanes)
        assert await office.states() == ["sent", "queued"]
        assert [row["attempts"] for row in await office.rows(ROWS)] == [2, 2]
        assert await claim(office) == [], "the other still has it"
    assert heard(phone) == ["a"]


async def test_a_worker_that_has_waited_for_the_database_asks_whether_it_leads_before_it_claims(office: Office) -> None:
    phone, lead = await office.phone("林"), Lead()
    refusal = office.database.refuse(CLAIM.partition("{")[0])
    async with running(office.delivery(leads=lead.leads)):
        await until(lambda: refusal.met > 0)
        lead.lose()
        refusal.times = 0
        await office.post(phone.id, "x")
        await until(lambda: lead.asked > 0)
        assert [row["attempts"] for row in await office.rows(ROWS)] == [0]
    assert heard(phone) == []


async def test_a_worker_that_does_not_lead_rests_after_its_own_mail(office: Office) -> None:
    lead = Lead(here=False)
    async with running(office.delivery(leads=lead.leads)):
        await until(lambda: lead.asked > 0)
        await office.post(1, "x")
        await until(lambda: not office.uow.mail.is_set())
    assert await office.states() == ["queued"]
