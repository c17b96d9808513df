"""Reads the date and hour of a meeting as people type them: in Chinese, English or both.

A weekday alone is the coming one (today while its hour is ahead); 下周三 and "next Wed" are Wednesday of the next
calendar week, and weeks begin on Monday. A date without a year is the next such date, unless it passed within the
last 31 days: then it is reported as past. `clock` says how hours are understood.
"""

import re
from datetime import date, datetime, time, timedelta, tzinfo

from pydantic import BaseModel, ConfigDict

from bot.domain.when.clock import Clocks, Part, read_clocks
from bot.domain.when.day import at, is_before, read_day, zone_of
from bot.domain.when.text import Problem, Unusable, plain

__all__ = ["Problem", "Unusable", "When", "combine", "mentioned", "read_when", "settled"]

LONGEST = 120
"""Characters that a date and an hour may take; longer text is something else."""

_FILLER = re.compile(
    r"改到|改在|改成|改为|定到|定在|定于|安排在|时间|开会|会议|开始|召开|举行|左右|时长|为期|[在于的从开会到吧呢啊共请约]"
    r"|(?<![a-z])(?:at|on|from|the|of|for|and|starting|starts|start|meeting|please)(?![a-z])|[\s,.;!?()\[\]|@。、【】-]"
)


class When(BaseModel):
    """What is known of a meeting's time, on the wall clock of the unit's zone. `minutes` is its length."""

    model_config = ConfigDict(frozen=True)

    day: date | None = None
    start: time | None = None
    minutes: int | None = None
    part: Part | None = None
    problem: Problem | None = None

    @property
    def end(self) -> time | None:
        """The hour at which it ends; None while it is not known."""
        if self.start is None or self.minutes is None:
            return None
        return (datetime.combine(date.min, self.start) + timedelta(minutes=self.minutes)).time()

    def starts_at(self, zone: tzinfo) -> datetime:
        """The aware moment of the start. Unusable where there is a problem."""
        if self.problem or self.day is None or self.start is None:
            raise Unusable(self.problem or Problem.UNREADABLE)
        return at(self.day, self.start, zone)

    def ends_at(self, zone: tzinfo) -> datetime | None:
        """The aware moment of the end; None without a length."""
        starts = self.starts_at(zone)
        if self.minutes is None:
            return None
        ends = starts.replace(tzinfo=None) + timedelta(minutes=self.minutes)
        return at(ends.date(), ends.time(), zone)


def read_when(text: str, now: datetime) -> When:
    """The time that a text states. `now` is aware, in the unit's zone. Never raises for any text: see `problem`."""
    return combine(When(), text, now)


def combine(kept: When, text: str, now: datetime) -> When:
    """The known time, completed or replaced by a further answer; where that fails, the known time with the problem.

    A number alone ("15") answers the question for the hour.
    """
    try:
        return _settle(_read(kept, text, now), now)
    except Unusable as refusal:
        return kept.model_copy(update={"problem": refusal.problem})


def mentioned(text: str, now: datetime) -> When:
    """The one time that a text names among other words. Never raises: see `When.problem`."""
    try:
        if len(text) > LONGEST:
            raise Unusable(Problem.UNREADABLE)
        found, rest = _taken(When(), plain(text), now)
        if re.search("wd[1-7]", rest):
            raise Unusable(Problem.UNREADABLE)
        return _settle(found, now)
    except Unusable as refusal:
        return When(problem=refusal.problem)


def settled(when: When, now: datetime) -> When:
    """A time that was read earlier, with the problem that it has now."""
    try:
        return _settle(when, now)
    except Unusable as refusal:
        return when.model_copy(update={"problem": refusal.problem})


def _read(kept: When, text: str, now: datetime) -> When:
    words = plain(text[: LONGEST + 1])
    if len(text) > LONGEST:
        raise Unusable(Problem.UNREADABLE)
    if kept.day and kept.start is None and re.fullmatch("[0-9]{1,2}", words):
        words += "点"
    found, rest = _taken(kept, words, now)
    if _FILLER.sub("", rest):
        raise Unusable(Problem.UNREADABLE)
    return found


def _taken(kept: When, words: str, now: datetime) -> tuple[When, str]:
    """The time in a plain text, and the text without it."""
    clocks, rest = read_clocks(words, kept.part)
    start = clocks.start or kept.start
    day, rest = read_day(rest, now, start)
    if clocks.after is not None:
        return _from_now(clocks.after, day, clocks, now), rest
    if day is None and clocks == Clocks(part=kept.part):
        raise Unusable(Problem.UNREADABLE)
    minutes = kept.minutes if clocks.minutes is None else clocks.minutes
    return When(day=day or kept.day, start=start, minutes=minutes, part=clocks.part), rest


def _from_now(after: timedelta, day: date | None, clocks: Clocks, now: datetime) -> When:
    """A distance from now ("in 2 hours"), counted on the time line and up to the next full minute."""
    if day is not None or clocks.part is not None:
        raise Unusable(Problem.UNREADABLE)
    starts = (now.timestamp() + after.total_seconds() + 59.999999) // 60 * 60
    local = datetime.fromtimestamp(starts, zone_of(now))
    return When(day=local.date(), start=local.time(), minutes=clocks.minutes)


def _settle(when: When, now: datetime) -> When:
    """The time with the first problem that keeps it from being used."""
    problem = None
    if when.day is None:
        problem = Problem.DATE_MISSING if when.start else Problem.UNREADABLE
    elif when.day < now.date():
        problem = Problem.PAST
    elif when.start is None:
        problem = Problem.TIME_MISSING
    elif is_before(when.starts_at(zone_of(now)), now):
        problem = Problem.PAST
    else:
        when.ends_at(zone_of(now))
    return when.model_copy(update={"problem": problem})
