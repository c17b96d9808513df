"""Faults of the clock and of the process: nothing comes twice, nothing is lost, what is past is not said."""

import pytest

from bot.app import Server
from bot.sandbox.phone import Phone
from tests.e2e.forgery.town import write
from tests.e2e.reminder.reminding import at, call, daily, doors, local, round_, setting
from tests.e2e.system import System
from tests.waiting import looks

SECRETARY, MEMBER, OTHER = "P000001", "P000010", "P000011"
ITEM = """
INSERT INTO rectify_item (unit_id, problem, measure, owner_id, horizon, starts_on, due_on, first_due_on, state,
  entered_at, opened_at)
SELECT unit_id, $2, '整改', id, 'near', '2026-11-01', $3, $3, 'open', 0, 0 FROM person WHERE number = $1"""


@pytest.fixture
async def member(system: System) -> Phone:
    """What the branch has not held, in the month's last days, is none of these tests' subjects."""
    system.server.scheduler.pause()
    await system.bind(SECRETARY, MEMBER, OTHER)
    await setting(system, SECRETARY, None, "norm")
    await system.open_chats()
    return system.people[MEMBER]


async def again(system: System) -> None:
    """The process starts anew on what it left behind; its jobs run when the test says so."""
    system.server = Server(system.settings, system.clock)
    await system.server.start()
    system.server.scheduler.pause()
    await system.server.reminding.plan_all()
    await round_(system.server)


async def test_a_clock_set_back_an_hour_repeats_nothing(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await at(system, "2026-11-29 08:40")
    await at(system, "2026-11-29 07:40")
    await system.server.reminding.plan_all()
    await at(system, "2026-11-29 08:40")
    assert len(daily(member)) == 1
    await at(system, "2026-12-02 14:30")
    await at(system, "2026-12-02 13:30")
    await system.server.reminding.plan_all()
    await at(system, "2026-12-02 14:30")
    assert len(doors(member)) == 1


async def test_a_restart_neither_repeats_nor_loses(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await at(system, "2026-11-29 08:30")
    await system.server.stop()
    await again(system)
    assert len(daily(member)) == 1
    await system.server.stop()
    system.clock.moment = local(system, "2026-12-02 14:45")
    await again(system)
    assert (len(daily(member)), len(doors(member))) == (2, 1)


async def test_three_days_asleep_over_a_meeting_and_two_due_dates(system: System, member: Phone) -> None:
    """The meeting is not spoken of any more, each overdue item once."""
    await call(system, system.people[SECRETARY], "2026-11-28 10:00")
    for problem, due in (("台账不全", "2026-11-26"), ("制度缺失", "2026-11-28")):
        await write(system, ITEM, MEMBER, problem, due)
    await system.server.reminding.plan_all()
    await system.server.stop()
    system.clock.moment = local(system, "2026-11-30 09:00")
    await again(system)
    [message] = daily(member)
    assert "支部党员大会" not in message.text
    assert (message.text.count("台账不全"), message.text.count("制度缺失")) == (1, 1)
    assert doors(member) == []
    await at(system, "2026-11-30 20:00")
    assert len(daily(member)) == 1
    left = await system.rows(
        "SELECT state FROM reminder JOIN person ON person.id = person_id "
        "WHERE number = $1 AND kind IN ('meeting', 'checkin') AND state <> 'planned'",
        MEMBER,
    )
    assert {row["state"] for row in left} == {"dropped"}


@pytest.mark.parametrize("woken", ["2026-12-02 15:00", "2026-12-02 15:59"])
async def test_asleep_until_the_meeting_has_begun(system: System, member: Phone, woken: str) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await at(system, woken)
    assert (daily(member), doors(member)) == ([], [])
    rows = await system.rows(
        "SELECT state FROM reminder JOIN account ON account.person_id = reminder.person_id WHERE kind <> 'norm'"
    )
    assert {row["state"] for row in rows} == {"dropped"}


async def test_one_who_has_blocked_the_bot_stops_nobody(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await member.block()
    await at(system, "2026-11-29 08:30")
    assert len(daily(system.people[OTHER])) == 1
    [row] = await system.rows("SELECT unreachable_since FROM account WHERE id = $1", member.id)
    assert row["unreachable_since"] is not None
    await member.unblock()
    await at(system, "2026-12-01 08:30")
    assert len(daily(member)) == 1


async def test_telegram_away_and_busy_for_one(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    system.telegram.faults.drop_connection("sendMessage", times=2)
    system.telegram.faults.too_many_requests(1, "sendMessage", system.people[OTHER].id)
    system.clock.moment = local(system, "2026-11-29 08:30")
    await system.server.reminding.plan()
    await system.server.reminding.sweep()
    async for _ in looks():
        system.clock.forward(seconds=2)
        await round_(system.server)
        if all(daily(phone) for phone in system.people.values()):
            break
    system.clock.forward(minutes=1)
    await round_(system.server)
    assert [len(daily(phone)) for phone in system.people.values()] == [1, 1, 1]
