"""Meetings: called, attended by most, with leave asked by some and answered sooner or later."""

import asyncio
import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from bot.domain.attendance.model import Way
from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.domain.reminder.model import Kind
from bot.services import conversation
from bot.services.attendance import leave
from bot.views.attendance.checkin import CheckIn
from bot.views.attendance.leave import Grant
from tests.e2e.forgery.town import write
from tests.simulation import roster
from tests.simulation.world import Done, World
from tests.world.publishing import publish_draft

OF_MEETING = frozenset({Kind.MEETING, Kind.CHECKIN, Kind.TOPIC, Kind.LEAVE})
COMES = 0.85
"""The share that comes."""
INVITED = """
SELECT person.number, person.id FROM invitee JOIN person ON person.id = invitee.person_id
WHERE invitee.meeting_id = $1 ORDER BY person.id"""
ON_LEAVE = "SELECT person_id FROM leave WHERE meeting_id = $1 AND state = 'granted'"
UNIT = "SELECT id FROM unit WHERE place = $1"


class Meetings:
    """`chance` is the same every time."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._chance = random.Random(20260101)

    async def call(self, by: str, kind: str, day: date, at: str, group: int = 0) -> int:
        """An hour and a half, told to everyone invited; they come when it begins."""
        world, rules = self.world, self.world.system.server.installation.meetings
        place = f"{roster.BRANCH}/第{group}党小组" if group else roster.BRANCH
        starts = world.local(day, at)
        draft = Draft(
            unit_id=await self.unit(place),
            type=kind,
            title=rules.get(kind).zh,
            spans=(Span(starts=starts, ends=starts + timedelta(minutes=90)),),
            place="村委会会议室",
            ways=(Way.BUTTON, Way.QR, Way.BY_HAND),
            audience=AudienceKind.COMMITTEE if kind == "committee" else AudienceKind.UNIT,
        )
        called = await publish_draft(world.system.server.uow, world.asks(by), rules, draft)
        self.expect(called.id, starts)
        return called.id

    async def unit(self, place: str) -> int:
        [row] = await self.world.system.rows(UNIT, place)
        return int(row["id"])

    def expect(self, id: int, starts: datetime) -> None:
        """Once it has begun nobody is reminded of it; most check in, some when it has begun."""

        async def before() -> None:
            await self._come(id, COMES)

        async def late() -> None:
            await self._come(id, COMES / 4)

        self.world.done.append(Done(OF_MEETING, id, starts))
        self.world.later(starts - timedelta(minutes=20), before)
        self.world.later(starts + timedelta(minutes=5), late)

    async def _come(self, id: int, share: float) -> None:
        """With one tap each on the newest message that has the button."""
        away = {row["person_id"] for row in await self.world.system.rows(ON_LEAVE, id)}
        [session] = await self.world.system.rows("SELECT id FROM session WHERE meeting_id = $1", id)
        invited = await self.invited(id)
        coming = [number for number, person in invited if person not in away and self._chance.random() < share]
        data = CheckIn(session["id"]).pack()
        phones = [self.world.phone(number) for number in coming]
        await asyncio.gather(*(phone.tap(data) for phone in phones))

    async def invited(self, id: int) -> list[tuple[str, int]]:
        """Roster number and person's id."""
        return [(row["number"], row["id"]) for row in await self.world.system.rows(INVITED, id)]

    async def leave(self, id: int, number: str, answered: datetime | None) -> None:
        """Asked now; the secretary grants it with one tap on the message that asked."""
        world = self.world
        await leave.begin(world.system.server.uow, world.asks(number), id)
        form = await conversation.current(world.system.server.uow, world.asks(number))
        await leave.ask(world.system.server.uow, world.asks(number), form.version, "外出务工，赶不回来")
        if answered is not None:
            world.later(answered, lambda: self._grant(id, number))

    async def _grant(self, id: int, number: str) -> None:
        world = self.world
        [row] = await world.system.rows("SELECT id FROM person WHERE number = $1", number)
        await world.phone(roster.SECRETARY).tap(Grant(id, row["id"]).pack())
        occasion = f"{row['id']}/"
        world.done += [
            Done(frozenset({Kind.MEETING, Kind.CHECKIN}), id, world.now, person=row["id"]),
            Done(frozenset({Kind.LEAVE}), id, world.now, occasion=occasion),
        ]

    async def topic(self, id: int, title: str) -> None:
        """Nobody asks for it from now on."""
        await write(
            self.world.system, "INSERT INTO agenda_item (meeting_id, number, title) VALUES ($1, 1, $2)", id, title
        )
        self.world.done.append(Done(frozenset({Kind.TOPIC}), id, self.world.now))

    def some(self, numbers: Sequence[str], how_many: int) -> list[str]:
        return self._chance.sample(list(numbers), how_many)
