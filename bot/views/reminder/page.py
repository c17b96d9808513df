"""/reminders: one's own, the settings, and what the secretary sees of the unit."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

from telegram import InlineKeyboardButton

from bot.domain.message import Prompt
from bot.domain.reminder.line import Scope
from bot.domain.reminder.message import HourDraft
from bot.domain.reminder.model import Kind
from bot.services.reminder import page as reminder_page
from bot.services.reminder import setting
from bot.services.reminder.page import Entry, Mine, WhoIsLost
from bot.texts.speech import Speech
from bot.views import form
from bot.views.attendance.ledger import Norms
from bot.views.callback import Callback, button, grid, pager, rows
from bot.views.menu import home
from bot.views.people import invite
from bot.views.renderer import prompts
from bot.views.view import View


class Page(Callback, prefix="rp"):
    """What one will be reminded of."""


class Settings(Callback, prefix="rs"):
    """The hour, and what is switched off."""


class Hour(Callback, prefix="rh"):
    """The day's message comes at this minute of the day."""

    minute: int


class Typed(Callback, prefix="rt"):
    """Type the hour."""


class Mute(Callback, prefix="rm"):
    """Switch a kind off (`on` 0) or on."""

    kind: str
    on: int


class Reset(Callback, prefix="rd"):
    """Everything as it is for everybody."""


class OfUnit(Callback, prefix="ru"):
    """The reminders of a unit's people."""

    unit: int
    page: int


class Unreached(Callback, prefix="rx"):
    """Whom in the unit nothing reaches."""

    unit: int
    page: int


def mine(found: Mine, say: Speech) -> View:
    """The own ones of the next days, with the ways on."""
    lines = _by_day(found.entries, say, counted=False)
    text = [say("reminders-own" if lines else "reminders-own-none"), *lines]
    if found.more:
        text.append(say("reminders-more", count=found.more))
    text.append(say("reminders-hour", hour=f"{found.hour:%H:%M}"))
    if found.muted:
        text.append(say("reminders-muted", kinds=say.list([kind_name(kind, say) for kind in found.muted])))
    units = [[button(say("reminders-of-unit", unit=unit.name), OfUnit(unit.id, 0))] for unit in found.units]
    every = dict.fromkeys((*found.units, *found.above))
    norms = [[button(say("norm-button", unit=unit.name), Norms(unit.id))] for unit in every]
    return View("\n".join(text), rows([_to_settings(say)], *units, *norms, home(say)))


def settings(found: setting.Settings, say: Speech) -> View:
    """The hour to tap, and each kind that can be switched off."""
    now = f"{found.hour:%H:%M}"
    text = say("reminders-settings", hour=now, stays=say.list([kind_name(kind, say) for kind in found.stays]))
    hours = [_hour(minute, now, say) for minute in found.offered]
    kinds = [_switch(kind, say, on=on) for kind, on in found.kinds]
    last = [button(say("reminders-typed"), Typed()), button(say("reminders-reset"), Reset())]
    back = [button(say("reminders-back"), Page())]
    return View(text, rows(*grid(hours, 4), *grid(kinds, 2), last, back))


def of_unit(found: reminder_page.OfUnit, say: Speech) -> View:
    """Day by day: what goes out, and to how many; and how many hear nothing."""
    lines = _by_day(found.entries, say, counted=True)
    text = [say("reminders-unit" if lines else "reminders-unit-none", unit=found.unit.name), *lines]
    lost = found.lost.unbound + found.lost.blocked
    text.append(say("reminders-lost" if lost else "reminders-lost-none", count=lost))
    turn = pager(found.page, found.more, lambda page: OfUnit(found.unit.id, page), say)
    who = [button(say("reminders-who"), Unreached(found.unit.id, 0))] if lost else []
    norms = [button(say("norm-button", unit=found.unit.name), Norms(found.unit.id))]
    return View("\n".join(text), rows(turn, who, norms, [button(say("reminders-back"), Page())]))


def unreached(found: WhoIsLost, say: Speech) -> View:
    """Who never bound an account, each with a link to make; who has blocked the bot, each with the card."""
    counts = {"unbound": found.lost.unbound, "blocked": found.lost.blocked}
    if not found.people:
        return View(say("reminders-lost-none", count=0), rows([button(say("reminders-back"), Page())]))
    text = [say("reminders-who-lost", unit=found.unit.name, **counts)]
    blocked = [one.name for one in found.people if one.blocked]
    unbound = [one.name for one in found.people if not one.blocked]
    text += [say("reminders-blocked", names=say.list(blocked))] if blocked else []
    text += [say("reminders-unbound", names=say.list(unbound))] if unbound else []
    buttons = [_remedy(one.id, one.name, say, blocked=one.blocked) for one in found.people]
    turn = pager(found.page, found.more, lambda page: Unreached(found.unit.id, page), say)
    every = [button(say("menu-open-invite"), invite.People(found.unit.id, 0, 0))] if found.lost.unbound else []
    back = [button(say("reminders-back"), OfUnit(found.unit.id, 0))]
    return View("\n".join(text), rows(*grid(buttons, 2), turn, every, back))


def prompt(asked: Prompt, say: Speech) -> View:
    """The question for the hour."""
    draft = HourDraft.model_validate(asked.draft)
    text = say("reminders-hour-prompt", first=draft.first, last=draft.last)
    return form.ask(text, say)


def kind_name(kind: Kind, say: Speech) -> str:
    """The name of a kind of reminders."""
    return say(f"reminder-kind-{kind.value}")


def _by_day(entries: Sequence[Entry], say: Speech, *, counted: bool) -> list[str]:
    """A line with day and hour, then what comes then."""
    lines = []
    for at, together in groupby(entries, key=lambda one: one.at):
        lines.append(say("reminders-when", when=say.moment(at)))
        lines += [_entry(one, say, counted=counted) for one in together]
    return lines


def _entry(one: Entry, say: Speech, *, counted: bool) -> str:
    if one.what:
        key = "overdue-unless" if one.unless_done else one.kind.value
        facts = {"days": _days(one), "due": _due(one, say), "scope": _scope(one, counted=counted)}
        text = say(f"reminder-entry-{key}", what=one.what, **facts)
    else:
        text = say("reminder-entry-elsewhere", kind=kind_name(one.kind, say))
    return say("reminders-entry-people", entry=text, people=one.people) if counted else say("reminder-line", text=text)


def _days(one: Entry) -> int:
    """Before or after what the reminder is about; 0 where that does not tell one from another."""
    mark = {Kind.MEETING: "/", Kind.OVERDUE: "+"}.get(one.kind)
    last = one.occasion.rpartition(mark)[2] if mark else ""
    return int(last) if last.isdigit() else 0


def _due(one: Entry, say: Speech) -> str:
    """The day on which an item is due, with its year where that is another; empty for what is no item's."""
    if one.kind not in (Kind.DUE, Kind.OVERDUE):
        return ""
    due = date.fromisoformat(one.occasion[: len("2026-11-29")])
    return say.day(due) if due.year == say.local(one.at).year else say.full_day(due)


def _scope(one: Entry, *, counted: bool) -> str:
    """Whose items a month's sums are of; `counted`: as somebody else reads it."""
    scope = one.occasion.rpartition("/")[2] if one.kind is Kind.MONTH else ""
    return "owners" if scope == Scope.OWN and counted else scope


def _hour(minute: int, now: str, say: Speech) -> InlineKeyboardButton:
    at = f"{minute // 60:02}:{minute % 60:02}"
    return button(say("reminders-chosen", what=at) if at == now else at, Hour(minute))


def _switch(kind: Kind, say: Speech, *, on: bool) -> InlineKeyboardButton:
    return button(
        say("reminders-on" if on else "reminders-off", kind=kind_name(kind, say)), Mute(kind.value, int(not on))
    )


def _remedy(person: int, name: str, say: Speech, *, blocked: bool) -> InlineKeyboardButton:
    if blocked:
        return button(say("reminders-card", name=name), invite.Bound(person))
    return button(say("reminders-link", name=name), invite.Make(person))


def _to_settings(say: Speech) -> InlineKeyboardButton:
    return button(say("reminder-settings"), Settings())


RENDERERS = (prompts(setting.NAME, prompt),)
