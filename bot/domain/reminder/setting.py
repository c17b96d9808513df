"""The choices that a person has about reminders: the hour of the day's message, and kinds that are switched off."""

from datetime import time

from bot.domain.errors import DomainError
from bot.domain.reminder.model import Kind
from bot.domain.reminder.rules import ReminderRules
from bot.domain.when.clock import read_clocks
from bot.domain.when.text import Unusable, plain

OFFERED = (450, 480, 510, 540, 720, 1080, 1200)
"""Minutes of the day that have a button: 07:30 to 09:00, noon, 18:00 and 20:00; any other is typed."""
OF_DUTIES = frozenset({Kind.TOPIC, Kind.NORM, Kind.PROBATION, Kind.TERM})
"""Kinds of which only people with a post are reminded."""


def offered(rules: ReminderRules, chosen: time) -> list[int]:
    """The minutes of the day that are offered, with the chosen one, also where it was typed."""
    free = {minute for minute in OFFERED if not rules.quiet(_at(minute))}
    return sorted(free | {chosen.hour * 60 + chosen.minute})


def usable(minute: int, rules: ReminderRules) -> int:
    """Check a minute of the day.

    DomainError: old_button for what is no minute of the day; reminder_hour_quiet (first, last).
    """
    if not 0 <= minute < 24 * 60:
        raise DomainError("old_button")
    if rules.quiet(_at(minute)):
        first, last = f"{rules.quiet_until:%H:%M}", f"{rules.quiet_from:%H:%M}"
        raise DomainError("reminder_hour_quiet", first=first, last=last)
    return minute


def typed(text: str) -> int:
    """Read 9点, 早上八点半, 8:30 or 9 as a minute of the day. DomainError("reminder_hour_unread")."""
    words = plain(text[:40])
    try:
        clocks, rest = read_clocks(f"{words}点" if words.isdigit() else words, None)
    except Unusable:
        raise DomainError("reminder_hour_unread") from None
    if clocks.start is None or rest.strip(" ,.。，"):
        raise DomainError("reminder_hour_unread")
    return clocks.start.hour * 60 + clocks.start.minute


def require_mutable(kind: Kind, rules: ReminderRules) -> None:
    """Refuse a kind that is never switched off. DomainError("reminder_stays")."""
    if kind not in rules.mutable:
        raise DomainError("reminder_stays")


def concerning(rules: ReminderRules, *, duties: bool) -> list[Kind]:
    """The kinds that a person with or without duties may switch off, in order."""
    return [kind for kind in Kind if kind in rules.mutable and (duties or kind not in OF_DUTIES)]


def _at(minute: int) -> time:
    return time(minute // 60, minute % 60)
