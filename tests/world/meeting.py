"""Meetings that have been called, with whom they invite and who came."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.clock import to_ms
from tests.world import World

MEETING = """unit_id, type, title, starts, ends, place, host_id, recorder_id, ways, latitude, longitude, radius, state,
  called_at"""
INVITEE = "INSERT INTO invitee (meeting_id, person_id, voting, guest) VALUES ($1, $2, $3, $4)"
PRESENT = "INSERT INTO attendance (session_id, person_id, state, way, at) VALUES ($1, $2, 'present', 'button', $3)"


@dataclass(frozen=True, slots=True)
class Called:
    id: int
    sessions: tuple[int, ...]

    @property
    def session(self) -> int:
        return self.sessions[0]


async def call_meeting(
    world: World,
    unit: int,
    people: Sequence[int],
    *,
    guests: Sequence[int] = (),
    voting: Sequence[int] | None = None,
    starts: datetime | None = None,
    sessions: int = 1,
    hours: int = 2,
    type_code: str = "assembly",
    title: str = "支部党员大会",
    place: str = "会议室",
    ways: str = "button,qr,by_hand",
    spot: tuple[float, float, int] | None = None,
    host: int | None = None,
    recorder: int | None = None,
) -> Called:
    """It starts now, unless said otherwise; so many `hours` a session, the next right after."""
    length = timedelta(hours=hours)
    spans = [((starts or world.now) + length * n, (starts or world.now) + length * (n + 1)) for n in range(sessions)]
    times = [(to_ms(first), to_ms(last)) for first, last in spans]
    row = (unit, type_code, title, times[0][0], times[-1][1], place, host, recorder, ways)
    [made] = await world.insert("meeting", MEETING, (*row, *(spot or (None, None, None)), "called", 0))
    parts = [(made, number, *time) for number, time in enumerate(times, 1)]
    ids = await world.insert("session", "meeting_id, number, starts, ends", *parts)
    invited = [(made, one, voting is None or one in voting, False) for one in people]
    await world.run_all(INVITEE, [*invited, *((made, one, False, True) for one in guests)])
    return Called(made, tuple(ids))


async def attended(world: World, called: Called, *people: int) -> None:
    """They are there from now on, in its first session."""
    await world.run_all(PRESENT, [(called.session, one, to_ms(world.now)) for one in people])
