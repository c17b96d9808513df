"""The draft of a meeting, and the checks that turn typed text into its values."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import Annotated

from pydantic import AwareDatetime, Field, model_validator

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError, require_length
from bot.domain.meeting.model import Spot
from bot.domain.meeting.rules import Frozen
from bot.domain.when.moment import Problem, Unusable, When, combine

TITLE, PLACE, ITEM = 80, 80, 200
"""Most characters of each."""
ITEMS, SESSIONS, PEOPLE = 30, 12, 500
"""Most of each in one meeting."""
RADIUS = 300
"""Metres around the shared place, where nobody says otherwise."""
REACH = timedelta(days=548)
"""How far ahead a meeting can be called: eighteen months."""

_DECIDE = re.compile(r"\s*[（(]\s*(?:表决|票决|to decide|decide)\s*[）)]\s*$", re.IGNORECASE)
_NUMBER = re.compile(r"^(?:(\d{1,2})|([一二三四五六七八九十]{1,3}))\s*[.、．)）](?!\d)\s*")
_CHINESE = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}


class AudienceKind(StrEnum):
    """Who is invited to a meeting."""

    UNIT = "unit"
    GROUP = "group"
    COMMITTEE = "committee"
    CHOSEN = "chosen"


class Span(Frozen):
    """The beginning and the end of a session."""

    starts: AwareDatetime
    ends: AwareDatetime

    @model_validator(mode="after")
    def _forward(self) -> "Span":
        if self.ends <= self.starts:
            raise ValueError("a session ends after it starts")
        return self


class Item(Frozen):
    """An agenda item; `to_decide`: a vote is taken on it."""

    title: Annotated[str, Field(min_length=1, max_length=ITEM)]
    to_decide: bool = False


class Draft(Frozen):
    """A meeting that is being called, perhaps incomplete. `people`: those chosen one by one."""

    unit_id: int = 0
    type: str = ""
    title: Annotated[str, Field(max_length=TITLE)] = ""
    spans: Annotated[tuple[Span, ...], Field(max_length=SESSIONS)] = ()
    place: Annotated[str, Field(max_length=PLACE)] = ""
    host_id: int | None = None
    recorder_id: int | None = None
    agenda: Annotated[tuple[Item, ...], Field(max_length=ITEMS)] = ()
    audience: AudienceKind = AudienceKind.UNIT
    group_id: int | None = None
    people: Annotated[tuple[int, ...], Field(max_length=PEOPLE)] = ()
    guests: Annotated[tuple[int, ...], Field(max_length=PEOPLE)] = ()
    ways: tuple[Way, ...] = (Way.BUTTON, Way.BY_HAND)
    spot: Spot | None = None

    def but(self, **changes: object) -> "Draft":
        """A copy with other values, validated."""
        return Draft.model_validate(self.model_copy(update=changes).model_dump())

    @property
    def starts(self) -> datetime:
        return self.spans[0].starts

    @property
    def ends(self) -> datetime:
        return self.spans[-1].ends


def complete(draft: Draft, now: datetime) -> None:
    """Refuse a draft that cannot be published.

    DomainError: meeting_incomplete, when_past, when_too_far, sessions_overlap, spot_missing.
    """
    if not (draft.unit_id and draft.type and draft.title.strip() and draft.place.strip() and draft.spans):
        raise DomainError("meeting_incomplete")
    in_time(draft.starts, now)
    one_after_another(draft.spans)
    if Way.PLACE in draft.ways and draft.spot is None:
        raise DomainError("spot_missing")


def switched(ways: Iterable[Way], name: str, *, on: bool) -> tuple[Way, ...]:
    """The ways of checking in with that one switched on or off. By hand is always accepted.

    DomainError("old_button") for a way that cannot be chosen.
    """
    if name not in set(Way) - {Way.BY_HAND}:
        raise DomainError("old_button")
    chosen = {*ways, Way(name)} if on else set(ways) - {Way(name)}
    return tuple(one for one in Way if one in chosen)


def in_time(starts: datetime, now: datetime) -> None:
    """Refuse a beginning in the past or too far ahead. DomainError: when_past, when_too_far."""
    if starts < now:
        raise DomainError("when_past")
    if starts > now + REACH:
        raise DomainError("when_too_far")


def one_after_another(spans: tuple[Span, ...]) -> None:
    """Refuse sessions that overlap. DomainError("sessions_overlap")."""
    if any(later.starts < earlier.ends for earlier, later in pairwise(spans)):
        raise DomainError("sessions_overlap")


def one_line(text: str, most: int) -> str:
    """The typed text on one line. DomainError: text_missing, text_too_long (most)."""
    line = " ".join(text.replace("\x00", "").split())
    if not line:
        raise DomainError("text_missing")
    require_length(line, most)
    return line


def read_agenda(text: str) -> tuple[Item, ...]:
    """The agenda items of a text, one a line or between semicolons.

    （表决） or (decide) at the end of an item marks it as one to decide. Numbers in order are dropped.
    DomainError: text_missing, text_too_long, agenda_too_long (most).
    """
    lines = [line.strip() for line in re.split(r"[\n；;]", "\n".join(text.replace("\x00", "").splitlines()))]
    lines = [line for line in lines if line]
    if len(lines) > ITEMS:
        raise DomainError("agenda_too_long", most=ITEMS)
    if lines and all(_number(line) == place for place, line in enumerate(lines, 1)):
        lines = [_NUMBER.sub("", line) for line in lines]
    if not lines:
        raise DomainError("text_missing")
    return tuple(_item(line) for line in lines)


def _item(line: str) -> Item:
    return Item(title=one_line(_DECIDE.sub("", line), ITEM), to_decide=bool(_DECIDE.search(line)))


def _number(line: str) -> int | None:
    found = _NUMBER.match(line)
    if found is None:
        return None
    if found[1]:
        return int(found[1])
    signs = [_CHINESE[sign] for sign in found[2]]
    if signs[0] == 10:
        return sum(signs)
    return signs[0] if len(signs) == 1 else signs[0] * 10 + (signs[2] if len(signs) == 3 else 0)


def read_sessions(text: str, day: date, now: datetime) -> tuple[Span, ...]:
    """The sessions of a text, one a line, "9:00-11:30".

    A line without a date is on the day of the line before it, the first on `day`. `now` is aware, in the unit's zone.
    DomainError: text_missing, sessions_too_many (most), session_needs_end, sessions_overlap, when_unreadable,
    when_impossible, when_past.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines:
        raise DomainError("text_missing")
    if len(lines) > SESSIONS:
        raise DomainError("sessions_too_many", most=SESSIONS)
    spans: list[Span] = []
    for line in lines:
        found = usable(combine(When(day=day), line, now))
        if found.start is None or found.minutes is None:
            raise DomainError("session_needs_end", line=line)
        spans.append(span(found, 0, now.tzinfo))
        day = found.day or day
    one_after_another(tuple(spans))
    return tuple(spans)


def usable(when: When) -> When:
    """The time itself, if it is complete or lacks only its day or its hour. DomainError: when_… otherwise."""
    if when.problem in (Problem.UNREADABLE, Problem.IMPOSSIBLE, Problem.PAST):
        raise DomainError(f"when_{when.problem.value}")
    return when


def span(when: When, minutes: int, zone: tzinfo | None) -> Span:
    """The session at a complete time, `minutes` long where the time says no length. DomainError("when_impossible")."""
    if zone is None:
        raise ValueError("the zone must be known")
    try:
        starts = when.starts_at(zone)
        ends = when.ends_at(zone) or starts + timedelta(minutes=minutes)
    except Unusable as error:
        raise DomainError(f"when_{error.problem.value}") from None
    return Span(starts=starts, ends=ends)


def moved(spans: tuple[Span, ...], to: Span, *, resized: bool) -> tuple[Span, ...]:
    """The sessions moved to begin at `to`: several keep their distances, one takes its length if `resized`."""
    if len(spans) <= 1:
        length = spans[0].ends - spans[0].starts if spans and not resized else to.ends - to.starts
        return (Span(starts=to.starts, ends=to.starts + length),)
    by = to.starts - spans[0].starts
    return tuple(Span(starts=one.starts + by, ends=one.ends + by) for one in spans)
