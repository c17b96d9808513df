"""Every use case that changes what reminders are planned from says so in its own transaction."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.attendance.model import State
from bot.services.attendance import leave
from bot.services.installation import sample
from bot.services.meeting import guest as meeting_guest
from bot.services.meeting import series_end
from bot.services.people import post_change, roster
from bot.storage.unit_of_work import UnitOfWork
from tests.clock import ZONE
from tests.installation import INSTALLATION
from tests.services.attendance.test_correction import correct
from tests.services.attendance.test_exemption import give
from tests.services.attendance.test_leave import ask, decide
from tests.services.meeting.changing import begin, call, confirm, say
from tests.services.meeting.series_form import new_year, publish, to_card
from tests.services.meeting.town import GUEST, SECRETARY
from tests.services.people.binding import ADMINISTRATOR
from tests.services.people.test_post import number
from tests.world import World
from tests.world.branch import Branch
from tests.world.meeting import call_meeting
from tests.world.village import BRANCH, CHEN, LI, WANG

ALL = [("all", 0)]


async def taken(uow: UnitOfWork) -> list[tuple[str, int]]:
    """What has been touched since this was asked last."""
    async with uow.begin() as work:
        rows = await work.fetch("DELETE FROM reminder_stale RETURNING subject, subject_id")
        await work.commit()
    return sorted((row["subject"], row["subject_id"]) for row in rows)


async def test_meetings(town: World) -> None:
    made = await call(town)
    this = [("meeting", made.id)]
    assert await taken(town.uow) == this
    await town.act(SECRETARY, meeting_guest.invite, INSTALLATION.meetings, made.id, GUEST, 0)
    assert await taken(town.uow) == this
    for field, text in (("time", "12月3日 9:00"), ("title", "学习会"), ("agenda", "学习"), ("cancel", "改期")):
        await begin(town, made, field)
        assert await taken(town.uow) == []
        assert await confirm(town, await say(town, text)) is not None
        assert await taken(town.uow) == this, field


async def test_series(world: World) -> None:
    await new_year(world, LI)
    called = await publish(world, await to_card(world))
    these = sorted(("meeting", one.id) for one in called.meetings)
    assert await taken(world.uow) == these
    await world.act(LI, series_end.begin, called.series.id)
    await world.act(LI, series_end.enter_reason, INSTALLATION, "不开了")
    assert await taken(world.uow) == these


async def test_leave_corrections_and_exemptions(world: World, branch: Branch) -> None:
    called = await call_meeting(world, branch.id, branch.people, starts=world.clock.now() + timedelta(days=3))
    first, second, third, _ = branch.members
    await ask(world, first, called)
    assert await taken(world.uow) == [("meeting", called.id)]
    await decide(world, branch.secretary, called, first)
    assert await taken(world.uow) == [("meeting", called.id)]
    await world.act(first, leave.withdraw, called.id)
    assert await taken(world.uow) == [("meeting", called.id)]
    await give(world, branch, second, 3)
    assert await taken(world.uow) == ALL
    world.clock.forward(days=3)
    await correct(world, branch, called, third, State.LEAVE)
    assert await taken(world.uow) == [("meeting", called.id)]


async def test_posts(village: World) -> None:
    await village.act(ADMINISTRATOR, post_change.give, BRANCH, CHEN, "publicity")
    assert await taken(village.uow) == ALL
    await village.act(ADMINISTRATOR, post_change.hand_over, await number(village, "publicity"), WANG)
    assert await taken(village.uow) == ALL
    await village.act(ADMINISTRATOR, post_change.end, await number(village, "publicity"))
    assert await taken(village.uow) == ALL


async def test_the_roster(world: World) -> None:
    await roster.apply(world.uow, None, roster.RosterFile(sample.school_csv(), "roster.csv", ZONE))
    assert await taken(world.uow) == ALL
    await roster.apply(world.uow, None, roster.RosterFile(sample.school_csv(), "roster.csv", ZONE))
    assert await taken(world.uow) == [], "nothing in it is new"


@pytest.mark.parametrize(
    ("now", "starts", "due"),
    [
        ("2026-11-25 21:29", "2026-11-27 15:00", None),
        ("2026-11-25 21:30", "2026-11-27 15:00", "2026-11-26 07:30"),
        ("2026-11-25 23:00", "2026-11-26 08:00", "2026-11-26 07:30"),
        ("2026-11-25 23:00", "2026-11-26 07:00", None),
        ("2026-11-26 07:29", "2026-11-26 15:00", "2026-11-26 07:30"),
        ("2026-11-26 07:30", "2026-11-26 15:00", None),
        ("2026-11-25 23:00", "2026-11-25 22:30", None),
        ("2026-11-25 23:00", "2026-11-25 15:00", "2026-11-26 07:30"),
    ],
)
def test_when_everybody_is_told_of_a_meeting(now: str, starts: str, due: str | None) -> None:
    """In quiet hours at their end, unless the meeting begins by then or is under way."""
    at, begins = (datetime.fromisoformat(one).replace(tzinfo=ZONE).astimezone(UTC) for one in (now, starts))
    found = INSTALLATION.reminders.announce(at, begins, begins + timedelta(hours=1), ZONE)
    assert (found and found.astimezone(ZONE).strftime("%Y-%m-%d %H:%M")) == due
