"""Reminders of rectification items, a line each: due, overdue, and month by month."""

from datetime import date

from telegram import InlineKeyboardButton

from bot.domain.reminder.model import Kind
from bot.services.reminder.month import BELOW
from bot.services.reminder.source import Line
from bot.texts.speech import Speech
from bot.views.callback import button
from bot.views.menu import Open
from bot.views.rectification.items import LABEL, OpenItem, short
from bot.views.reminder.line import Said, day_in_words, today_of


def due(line: Line, say: Speech) -> Said:
    """To the owner; on the day also to the secretary, with the owner's name."""
    key = "reminder-due-own" if line["own"] else "reminder-due-other"
    return Said(say(key, day=_day(line, say), **_facts(line)), (_open(line, say),))


def overdue(line: Line, say: Speech) -> Said:
    key = "reminder-overdue-own" if line["own"] else "reminder-overdue-other"
    day = _date(line["due"], line, say)
    return Said(say(key, days=line["days"], day=day, **_facts(line)), (_open(line, say),))


def month(line: Line, say: Speech) -> Said:
    """What is open, what falls due this month, what moved in the last; only what there is."""
    parts = [_count(name, line, say) for name in ("open", "waiting", "overdue", "due", "signed_off", "put_off")]
    named = [
        say("reminder-month-item", problem=short(one["problem"]), day=_date(one["due"], line, say))
        for one in line["named"]
    ]
    head = say(f"reminder-month-{line['scope']}", unit=line["name"], units=line["units"])
    text = say("reminder-month", head=head, parts=say.list([part for part in parts if part]))
    ledger = button(say("reminder-button-ledger", unit=line["name"]), Open("rectify"))
    if line["scope"] != BELOW and line["named"]:
        text = say("reminder-month-named", text=text, items=say.list(named))
    return Said(text, (ledger,))


def _count(name: str, line: Line, say: Speech) -> str:
    count = line[name]
    return say(f"reminder-month-{name.replace('_', '-')}", count=count) if count else ""


def _open(line: Line, say: Speech) -> InlineKeyboardButton:
    return button(say("reminder-button-item", problem=short(line["problem"], LABEL)), OpenItem(line["item"]))


def _facts(line: Line) -> dict[str, str]:
    return {"problem": short(line["problem"]), "owner": line["owner"], "unit": line["unit"]}


def _day(line: Line, say: Speech) -> str:
    return day_in_words(date.fromisoformat(line["due"]), line, say)


def _date(iso: str, line: Line, say: Speech) -> str:
    day = date.fromisoformat(iso)
    return say.day(day) if day.year == today_of(line).year else say.full_day(day)


LINES = {Kind.DUE.value: due, Kind.OVERDUE.value: overdue, Kind.MONTH.value: month}
