"""Meetings that have been called, with whom they invite and who came."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from bot.domain.clock import to_ms
from bot.storage.connection import Value
from tests.world import World

USUAL = {"type": "assembly", "title": "支部党员大会", "place": "会议室", "ways": "button,qr,by_hand", "state": "called"}
INVITEE = "INSERT INTO invitee (meeting_id, person_id, voting, guest) VALUES ($1, $2, $3, $4)"
PRESENT = "INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'present', 'button', $3)"


class Called(NamedTuple):
    """A meeting and its sessions, by their ids."""

    id: int
    sessions: tuple[int, ...]

    @property
    def session(self) -> int:
        return self.sessions[0]


async def call_meeting(
    world: World, unit: int, people: Sequence[int], starts: datetime | None = None, sessions: int = 1, **columns: Value
) -> Called:
    """It starts now, unless said otherwise; two hours a session, the next right after. `columns`: what is not USUAL."""
    times = [to_ms((starts or world.clock.now()) + timedelta(hours=2 * number)) for number in range(sessions + 1)]
    facts = {"unit_id": unit, "starts": times[0], "ends": times[-1], "called_at": 0}
    meeting, ids = await world.insert("meeting", **USUAL | facts | columns), []
    for number, (first, last) in enumerate(pairwise(times), 1):
        ids.append(await world.insert("session", meeting_id=meeting, number=number, starts=first, ends=last))
    await world.run_all(INVITEE, [(meeting, one, True, False) for one in people])
    return Called(meeting, tuple(ids))


async def add_guest(world: World, called: Called, person: int) -> None:
    await world.run_all(INVITEE, [(called.id, person, False, True)])


async def attended(world: World, called: Called, *people: int) -> None:
    """They are there from now on, in its first session."""
    await world.run_all(PRESENT, [(called.session, one, to_ms(world.clock.now())) for one in people])
