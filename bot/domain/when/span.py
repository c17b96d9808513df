"""Reads which days a question about meetings means: this week, next month, March, or the coming days."""

import re
from datetime import date, timedelta

from bot.domain.period import Month

AHEAD = timedelta(days=30)
"""What comes, where a question names no time."""
LOOKS_BACK = 3
"""Months back that a month's bare name may mean; further back it means the one to come."""
NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
HAN = {
    "一": 1,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "十一": 11,
    "十二": 12,
}
NUMBERED = re.compile(r"(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(?!会)")


def asked_span(text: str, today: date) -> tuple[date, date]:
    """The first and the last day, both included, that a folded question means."""
    steps = 1 if re.search(r"下|next|following", text) else -1 if re.search(r"上|last|previous", text) else 0
    if re.search(r"今天|今日|today|tonight", text):
        return today, today
    if re.search(r"明天|明日|tomorrow", text):
        return today + timedelta(days=1), today + timedelta(days=1)
    if re.search(r"周|星期|礼拜|week", text):
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=steps)
        return monday, monday + timedelta(days=6)
    named = _named(text, today)
    if named is None and re.search(r"月|month", text):
        named = Month.of(today).later(steps)
    return (named.first, named.last) if named else (today, today + AHEAD)


def _named(text: str, today: date) -> Month | None:
    found = NUMBERED.search(text)
    if found:
        number = HAN.get(found.group(1)) or int(found.group(1))
    else:
        words = set(re.findall(r"[a-z]+", text))
        number = next((place for place, name in enumerate(NAMES, 1) if {name, name[:3]} & words), 0)
    if not number:
        return None
    month = Month(today.year, number)
    if month.number < Month.of(today).number - LOOKS_BACK:
        return month.later(12)
    return month
