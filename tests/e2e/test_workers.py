"""Several workers on one database: an update has one effect wherever it goes; one delivers, another follows."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.app import Server
from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.draft import Draft, Span
from bot.domain.request import Request
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.services.installation import sample
from bot.views.meeting.call import PickType, Publish
from bot.views.meeting.card import Call, Come
from bot.views.meeting.fields import Edit
from tests.crash.person import data_of, invites, version_of
from tests.e2e.system import System, has_started
from tests.e2e.workers import Workers, two_workers
from tests.waiting import looks, until
from tests.world.publishing import publish_draft

BRANCHES = ("东村党支部", "西村党支部", "南村党支部")
MEMBERS = 20
HALL, ROOMS = "大礼堂", ("东厅", "西厅")
ATTENDED = "SELECT count(*) AS n, count(DISTINCT person_id) AS people FROM attendance"
UNTOLD = "SELECT key FROM outbox WHERE state <> 'sent'"
CALLED = "SELECT place FROM meeting WHERE type = 'training' ORDER BY place"


class Village:
    """Three branches, each its secretary and then twenty members, all bound."""

    def __init__(self, workers: Workers, branches: list[list[Phone]]) -> None:
        self.workers, self.system, self.branches = workers, workers.system, branches
        self.secretaries = [everyone[0] for everyone in branches]
        self.members = [phone for everyone in branches for phone in everyone[1:]]

    def invited_by(self, secretary: Phone) -> list[Phone]:
        return self.branches[self.secretaries.index(secretary)][1:]

    async def hears(self, secretary: Phone) -> None:
        """Each member of the branch is told of the meeting that its secretary has called."""
        for phone in self.invited_by(secretary):
            await phone.wait_for(lambda one: invites(one, room(secretary)), timeout=30)


@pytest.fixture
async def village(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Village]:
    """Both workers serve; in each branch a meeting takes check-ins."""
    maker = sample.RosterMaker()
    for name in BRANCHES:
        maker.branch(f"示例镇党委/{name}", MEMBERS + 1, sector="村")
    async with two_workers(postgres_url, tmp_path, monkeypatch) as workers:
        system = workers.system
        await system.import_roster(sample.as_csv(maker.lines))
        await system.bind(*(line["编号"] for line in maker.lines))
        everyone = [system.people[line["编号"]] for line in maker.lines]
        for phone in everyone:
            has_started(phone)
        size = MEMBERS + 1
        here = Village(workers, [everyone[first : first + size] for first in range(0, len(everyone), size)])
        await meet_now(here, HALL)
        yield here


async def meet_now(village: Village, *places: str) -> None:
    """In each branch an assembly at each of these places."""
    system = village.system
    units = await system.rows("SELECT id FROM unit WHERE kind = 'branch' ORDER BY id")
    starts = system.clock.now() + timedelta(minutes=10)
    span = Span(starts=starts, ends=starts + timedelta(hours=1))
    for unit, secretary in zip(units, village.secretaries, strict=True):
        request = Request(system.server.bot.id, secretary.id, system.clock.now(), system.settings.zone)
        draft = Draft(unit_id=unit["id"], type="assembly", title="支部党员大会", spans=(span,), ways=(Way.BUTTON,))
        for place in places:
            wanted = draft.but(place=place)
            await publish_draft(system.server.uow, request, system.server.installation.meetings, wanted)


async def check_in(phone: Phone) -> None:
    mark = phone.mark()
    await phone.send("/checkin")
    await phone.wait_for("签到成功", after=mark, timeout=30)


def room(secretary: Phone) -> str:
    return f"{secretary.name}{secretary.id}的会议室"


async def call_meeting(secretary: Phone) -> None:
    """Step by step, each once its prompt is there."""
    mark = secretary.mark()
    await secretary.send("/meeting")
    offer = await secretary.wait_for(lambda one: Call().pack() in data_of(one), after=mark, timeout=30)
    secretary.press(Call().pack(), message=offer)
    secretary.press(PickType(1, "training").pack(), message=await prompt(secretary, 1))
    await prompt(secretary, 2)
    await secretary.send("12月9日 15:00")
    secretary.press(Edit(3, "place").pack(), message=await prompt(secretary, 3))
    await prompt(secretary, 4)
    await secretary.send(room(secretary))
    secretary.press(Publish(5).pack(), message=await prompt(secretary, 5))
    await secretary.wait_for("已发布", timeout=30)


async def prompt(secretary: Phone, version: int) -> Message:
    return await secretary.wait_for(lambda one: version_of(data_of(one)) == version, timeout=30)


def sent(system: System, phone: Phone) -> list[tuple[str, list[str]]]:
    """Text and buttons' data of every message that either worker has sent to that phone."""
    found = []
    for call in system.telegram.calls:
        if call["method"].lower() == "sendmessage" and int(call["params"]["chat_id"]) == phone.id:
            markup = call["params"].get("reply_markup") or {}
            rows = (json.loads(markup) if isinstance(markup, str) else markup).get("inline_keyboard", [])
            data = [str(button.get("callback_data", "")) for row in rows for button in row]
            found.append((str(call["params"]["text"]), data))
    return found


def prompts(system: System, secretary: Phone) -> list[int | None]:
    """The versions of the form that were sent, in order."""
    return [version_of(data) for _, data in sent(system, secretary) if version_of(data) is not None]


def told(system: System, phone: Phone, secretary: Phone) -> int:
    """How often that phone was told of the meeting that the secretary has called."""
    carried = [data for text, data in sent(system, phone) if room(secretary) in text]
    return sum(any(one.startswith(f"{Come.prefix}:") for one in data) for data in carried)


async def everyone_acts(village: Village) -> None:
    """Sixty check in while three call meetings; then everything that is to be told has been told."""
    async with asyncio.TaskGroup() as group:
        for phone in village.members:
            group.create_task(check_in(phone))
        for phone in village.secretaries:
            group.create_task(call_meeting(phone))
    await all_told(village.system)


async def all_told(system: System) -> None:
    async for _ in looks(30):
        if not await system.rows(UNTOLD):
            return
    raise AssertionError("something is never told")


async def one_effect_each(village: Village) -> None:
    system = village.system
    assert await system.rows(ATTENDED) == [{"n": 60, "people": 60}]
    assert [row["place"] for row in await system.rows(CALLED)] == sorted(map(room, village.secretaries))
    for secretary in village.secretaries:
        assert [told(system, phone, secretary) for phone in village.invited_by(secretary)] == [1] * MEMBERS


async def test_sixty_check_in_and_three_call_meetings_through_both(village: Village) -> None:
    [leader] = await village.workers.leading()
    assert not any(server.intake.careful for server in village.workers.servers), "a worker beside it is no unclean stop"
    await everyone_acts(village)
    await one_effect_each(village)
    assert [prompts(village.system, phone) for phone in village.secretaries] == [[1, 2, 3, 4, 5]] * 3
    assert set(village.workers.delivered) == {leader.sender}, "one worker delivers"
    assert {worker for by in village.workers.balancer.finished.values() for worker in by} == {0, 1}


@pytest.mark.parametrize("when", ["afterwards", "at the same moment"])
async def test_what_is_delivered_to_the_other_worker_too_has_no_second_effect(village: Village, when: str) -> None:
    balancer = village.workers.balancer
    balancer.loses, balancer.doubles = when == "afterwards", when == "at the same moment"
    await everyone_acts(village)
    await until(lambda: all(len(by) == 2 for by in balancer.finished.values()), "each update reaches both")
    assert all(set(by) == {0, 1} for by in balancer.finished.values())
    await one_effect_each(village)


async def test_when_the_leader_stops_the_other_takes_over(village: Village) -> None:
    """In the middle of announcements: nobody waits until the claims of the worker that left have run out."""
    workers, system, secretary = village.workers, village.system, village.secretaries[0]
    [leader] = await workers.leading()
    await meet_now(village, *ROOMS)
    await village.members[0].wait_for(ROOMS[0])
    await workers.stop(leader)
    assert await system.rows(UNTOLD), "it stopped in the middle"
    await all_told(system)
    for phone in village.members:
        assert len(sent(system, phone)) == 1 + len(ROOMS)
    await call_meeting(secretary)
    await village.hears(secretary)
    [follower] = workers.serving
    assert set(workers.delivered) == {leader.sender, follower.sender}


async def test_the_log_names_a_second_process_that_holds_ballot_keys(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that holds them alone says nothing."""
    with capture_logs() as lines:
        async with two_workers(postgres_url, tmp_path, monkeypatch, key_holder=True):
            assert [line["others"] for line in lines if line["event"] == "several_key_holders"] == [1]


async def test_a_second_process_is_refused_on_sqlite(system: System, tmp_path: Path) -> None:
    """By the lock on the file; the first goes on, and once it has stopped another may serve."""
    second = Server(system.settings, system.clock)
    with pytest.raises(DomainError, match="already_serving"):
        await second.start()
    await system.bind("P000001")
    phone = system.people["P000001"]
    await phone.start()
    await phone.wait_for(lambda one: bool(one.buttons))
    await system.server.stop()
    await second.start()
    system.server = second
