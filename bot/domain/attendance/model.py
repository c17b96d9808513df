"""The rules of attendance: the check-in window, the state that a check-in gives, the state of a whole meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt

from bot.domain.errors import DomainError

EARTH_RADIUS_M = 6_371_008.8
"""Mean radius, IUGG."""


class State(StrEnum):
    """One person's attendance at one session or meeting."""

    PRESENT = "present"
    LATE = "late"
    REMOTE = "remote"
    LEAVE = "leave"
    ABSENT = "absent"
    EXEMPT = "exempt"


ATTENDED = frozenset({State.PRESENT, State.LATE, State.REMOTE})


class Way(StrEnum):
    """How a person was checked in."""

    BUTTON = "button"
    QR = "qr"
    PLACE = "place"
    BY_HAND = "by_hand"
    REMOTE = "remote"


@dataclass(frozen=True, slots=True)
class Window:
    """The aware moments between which a session takes check-ins: opens <= now < closes."""

    opens: datetime
    late_after: datetime
    closes: datetime


@dataclass(frozen=True, slots=True)
class Overall:
    """A person's state at a meeting of several sessions, of which they attended `attended` out of `sessions`."""

    state: State
    attended: int
    sessions: int


def window(starts: datetime, ends: datetime, opens_before: timedelta, grace: timedelta) -> Window:
    """The check-in window of a session; a grace longer than the session ends with it."""
    return Window(starts - opens_before, min(starts + grace, ends), ends)


def judge(hours: Window, accepted: frozenset[Way], way: Way, now: datetime, *, may_be_remote: bool) -> State:
    """The state that a check-in gives.

    Every meeting accepts check-ins by hand, for people without a phone, and counts them as present, because the hour of
    writing says nothing of the hour of coming. Remote stays remote however late.
    DomainError: not_open_yet (opens), closed (closes), way_not_accepted (way), remote_not_for_you.
    """
    if way is not Way.BY_HAND and way not in accepted:
        raise DomainError("way_not_accepted", way=way)
    if way is Way.REMOTE and not may_be_remote:
        raise DomainError("remote_not_for_you")
    if now < hours.opens:
        raise DomainError("not_open_yet", opens=hours.opens)
    if now >= hours.closes:
        raise DomainError("closed", closes=hours.closes)
    if way is Way.REMOTE:
        return State.REMOTE
    return State.LATE if way is not Way.BY_HAND and now > hours.late_after else State.PRESENT


def may_be_remote(*, retired: bool, floating: bool) -> bool:
    """Whether a member may attend remotely: those who are retired or live elsewhere."""
    return retired or floating


def settle(marked: State | None, *, exempt: bool, leave_granted: bool, over: bool) -> State | None:
    """The state as it stands: the marked one, else exempt, else leave, else absent once over; None while expected."""
    if marked is not None:
        return marked
    if exempt:
        return State.EXEMPT
    if leave_granted:
        return State.LEAVE
    return State.ABSENT if over else None


def overall(states: Sequence[State]) -> Overall:
    """One state for a meeting of one or more sessions, exempted ones left out.

    Late where any attended session was late, remote where all attended were remote, else present; with none attended,
    on leave only where leave covers all.
    """
    counted = [state for state in states if state is not State.EXEMPT]
    attended = [state for state in counted if state in ATTENDED]
    if not counted:
        state = State.EXEMPT if states else State.ABSENT
    elif not attended:
        state = State.LEAVE if all(state is State.LEAVE for state in counted) else State.ABSENT
    elif State.LATE in attended:
        state = State.LATE
    else:
        state = State.REMOTE if all(state is State.REMOTE for state in attended) else State.PRESENT
    return Overall(state, len(attended), len(counted))


def months_absent(records: Iterable[tuple[date, State]], until: date) -> int:
    """For how many months in a row, up to the month of `until`, a person was expected and attended nothing.

    Leave is not attending. A month without any expected meeting (none held, or exempt) neither counts nor breaks.
    """
    came: dict[tuple[int, int], bool] = {}
    for day, state in records:
        month = (day.year, day.month)
        if state is not State.EXEMPT and month <= (until.year, until.month):
            came[month] = came.get(month, False) or state in ATTENDED
    count = 0
    for month in sorted(came, reverse=True):
        if came[month]:
            break
        count += 1
    return count


def within(lat: float, lon: float, place_lat: float, place_lon: float, radius_m: float) -> bool:
    """Whether a position (degrees, WGS 84) lies within the radius of a place, by the haversine formula."""
    half_lat, half_lon = radians(place_lat - lat) / 2, radians(place_lon - lon) / 2
    share = sin(half_lat) ** 2 + cos(radians(lat)) * cos(radians(place_lat)) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_M * asin(sqrt(min(1.0, share))) <= radius_m
