"""What the rules of reminders promise, held against what has arrived. Each finding is a line of words."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.domain.reminder.model import Kind
from bot.domain.reminder.rules import ReminderRules
from bot.services.reminder.delivery import CHECKIN, DAY
from tests.simulation import roster
from tests.simulation.items import OWNERS
from tests.simulation.letters import Letter, Said
from tests.simulation.plot import DUTIES
from tests.simulation.world import Done

CALM, FURTHER = 8, 4
"""Messages in a month with a theme day and a group meeting, and for each further day with a meeting."""
Month = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Played:
    """`days`: on how many days of a month a person was invited, by number and month."""

    letters: Sequence[Letter]
    done: Sequence[Done]
    days: Mapping[tuple[str, Month], int]
    months: Sequence[Month]
    rules: ReminderRules
    zone: tzinfo

    @property
    def without_duties(self) -> list[str]:
        numbers = [line["编号"] for line in roster.lines() if line["党组织"] == roster.BRANCH]
        return [number for number in numbers if number not in DUTIES | OWNERS]

    def month(self, moment: datetime) -> Month:
        local = moment.astimezone(self.zone)
        return local.year, local.month

    def counts(self, numbers: Iterable[str], month: Month) -> list[int]:
        """Messages of that month, for each of those people."""
        found = Counter(letter.number for letter in self.letters if self.month(letter.at) == month)
        return [found[number] for number in numbers]

    def quiet(self, letter: Letter) -> bool:
        return self.rules.quiet(letter.at.astimezone(self.zone).time())


def check(played: Played) -> dict[str, list[str]]:
    """By the promise, what breaks it; empty where it is kept."""
    return {
        f"at most {CALM} a month, {FURTHER} more for each further day with a meeting": too_many(played),
        "nothing in quiet hours but check-in": in_quiet_hours(played),
        "every line of the table is seen": not_seen(played),
        "nothing after its thing was done": after_done(played),
        "nothing twice": twice(played),
        "one message of the day a day": several_a_day(played),
        "the check-in button half an hour before, and only then": wrong_buttons(played),
    }


def too_many(played: Played) -> list[str]:
    found = []
    for month in played.months:
        for number, count in zip(played.without_duties, played.counts(played.without_duties, month), strict=True):
            days = played.days.get((number, month), 0)
            if count > CALM + FURTHER * max(days - 2, 0):
                found.append(f"{number} got {count} in {month[0]}-{month[1]:02}, with meetings on {days} days")
    return found


def in_quiet_hours(played: Played) -> list[str]:
    return [_told(one, played.zone) for one in played.letters if played.quiet(one) and one.kind != CHECKIN]


def not_seen(played: Played) -> list[str]:
    said = [(one, letter.number) for letter in played.letters for one in letter.said]
    return [name for name, fits in LINES.items() if not any(fits(one, number) for one, number in said)]


def after_done(played: Played) -> list[str]:
    return [
        f"{_told(letter, played.zone)}: {one.kind} {one.subject} {one.occasion}, done {done.since:%m-%d %H:%M} UTC"
        for letter in played.letters
        for one in letter.said
        for done in played.done
        if _concerns(done, one, letter.person) and done.since <= letter.at
    ]


def _concerns(done: Done, one: Said, person: int) -> bool:
    return (
        one.kind in done.kinds
        and one.subject == done.subject
        and done.person in (None, person)
        and one.occasion.startswith(done.occasion)
    )


def twice(played: Played) -> list[str]:
    found = Counter(
        (letter.number, one.kind, one.subject, one.occasion) for letter in played.letters for one in letter.said
    )
    return [f"{key} {times} times" for key, times in found.items() if times > 1]


def several_a_day(played: Played) -> list[str]:
    found: defaultdict[tuple[str, date], int] = defaultdict(int)
    for letter in played.letters:
        found[letter.number, letter.at.astimezone(played.zone).date()] += letter.kind == DAY
    return [f"{number} got {count} on {day}" for (number, day), count in found.items() if count > 1]


def wrong_buttons(played: Played) -> list[str]:
    return [
        _told(letter, played.zone)
        for letter in played.letters
        if letter.said
        and any("签到" in button for one in letter.said for button in one.buttons) != (letter.kind == CHECKIN)
    ]


def _told(letter: Letter, zone: tzinfo) -> str:
    return f"{letter.number} got {letter.kind} at {letter.at.astimezone(zone):%Y-%m-%d %H:%M}"


def _rung(kind: Kind, days: int, *numbers: str) -> Callable[[Said, str], bool]:
    return lambda one, number: one.kind is kind and one.occasion.endswith(f"/{days}") and number in numbers


def _to(kind: Kind, *numbers: str, part: str = "") -> Callable[[Said, str], bool]:
    return lambda one, number: one.kind is kind and part in one.occasion and number in numbers


def _late(first: int, last: int, *numbers: str) -> Callable[[Said, str], bool]:
    """So many days overdue."""
    return lambda one, number: (
        one.kind is Kind.OVERDUE and first <= int(one.occasion.partition("+")[2]) <= last and number in numbers
    )


MEMBERS = tuple(line["编号"] for line in roster.lines() if line["党组织"] == roster.BRANCH)
LINES: Mapping[str, Callable[[Said, str], bool]] = {
    "theme day, topic not set: secretary": _to(Kind.TOPIC, roster.SECRETARY),
    "meeting in 3 days: audience": _rung(Kind.MEETING, 3, *MEMBERS),
    "meeting tomorrow: audience": _rung(Kind.MEETING, 1, *MEMBERS),
    "meeting in 30 minutes, with check-in: audience": _to(Kind.CHECKIN, *MEMBERS),
    **{f"item due in {days} days: owner": _rung(Kind.DUE, days, *OWNERS) for days in (14, 7, 3, 1, 0)},
    "item due today: secretary": _rung(Kind.DUE, 0, roster.SECRETARY),
    "items of the month: owner": _to(Kind.MONTH, *OWNERS, part="/own"),
    "items of the month: secretary": _to(Kind.MONTH, roster.SECRETARY, part="/unit"),
    "items of the month: committee": _to(Kind.MONTH, roster.ABOVE, part="/below"),
    **{f"item overdue, day {days}: owner": _late(days, days, roster.LATE) for days in (1, 2, 3)},
    "item overdue, week after week: owner": _late(4, 60, roster.LATE),
    "item overdue: liaison": _late(3, 60, roster.LIAISON),
    "item overdue: attached leader": _late(7, 60, roster.LEADER),
    "item overdue: committee": _late(7, 60, roster.ABOVE),
    "leave waits: secretary": _to(Kind.LEAVE, roster.SECRETARY),
    "norm not met yet: secretary": lambda one, number: (
        _to(Kind.NORM, roster.SECRETARY)(one, number) and not one.occasion.endswith("/after")
    ),
    "norm missed: committee": _to(Kind.NORM, roster.ABOVE, part="/after"),
    "probation ends: organisation member": _to(Kind.PROBATION, roster.ORGANISATION),
    "post ends: organisation member": _to(Kind.TERM, roster.ORGANISATION),
}
"""Who is reminded of what, without what comes with ratings, notices and minutes."""
