"""Reminders of rectification items, a line each: due, overdue, and month by month."""

from bot.domain.reminder.line import ItemLine, MonthLine, Scope
from bot.domain.reminder.model import Kind
from bot.texts.speech import Speech
from bot.views.callback import button
from bot.views.menu import Open
from bot.views.rectification.items import LABEL, OpenItem, short
from bot.views.reminder.line import RenderedLine, day_in_words, written_day


def item(line: ItemLine, say: Speech) -> RenderedLine:
    """An item that is due or overdue; its owner is named to everybody else."""
    key = f"reminder-{line.kind.value}-{'own' if line.own else 'other'}"
    facts = {"problem": short(line.problem), "owner": line.owner, "unit": line.unit}
    if line.kind is Kind.OVERDUE:
        text = say(key, days=line.days, day=written_day(line.due, line.today, say), **facts)
    else:
        text = say(key, day=day_in_words(line.due, line.today, say), **facts)
    label = say("reminder-button-item", problem=short(line.problem, LABEL))
    return RenderedLine(text, (button(label, OpenItem(line.item)),))


def month(line: MonthLine, say: Speech) -> RenderedLine:
    """Of the counts, those that are not 0."""
    counts = {
        "open": line.open,
        "waiting": line.waiting,
        "overdue": line.overdue,
        "due": line.due,
        "signed-off": line.signed_off,
        "put-off": line.put_off,
    }
    parts = [say(f"reminder-month-{name}", count=count) for name, count in counts.items() if count]
    head = say(f"reminder-month-{line.scope.value}", unit=line.unit, units=line.units)
    text = say("reminder-month", head=head, parts=say.list(parts))
    if line.scope is not Scope.BELOW and line.named:
        named = [
            say("reminder-month-item", problem=short(one.problem), day=written_day(one.due, line.today, say))
            for one in line.named
        ]
        text = say("reminder-month-named", text=text, items=say.list(named))
    return RenderedLine(text, (button(say("reminder-button-ledger", unit=line.unit), Open("rectify")),))
