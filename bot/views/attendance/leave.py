"""Leave: asked, granted, refused."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from telegram import InlineKeyboardButton

from bot.domain.attendance.ledger import LeaveState
from bot.domain.clock import from_ms
from bot.services.attendance.leave import STANDS, Ahead, Asked, Decision, Leave, Overview, Withdrawn
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Ask(Callback, prefix="la"):
    """Begin asking for leave from a meeting."""

    meeting: int


@dataclass(frozen=True, slots=True)
class Grant(Callback, prefix="lg"):
    meeting: int
    person: int


@dataclass(frozen=True, slots=True)
class Refuse(Callback, prefix="lr"):
    meeting: int
    person: int


@dataclass(frozen=True, slots=True)
class Withdraw(Callback, prefix="lw"):
    """The asker comes after all."""

    meeting: int


@dataclass(frozen=True, slots=True)
class Page(Callback, prefix="lp"):
    """Further meetings ahead; `number` counts from 0."""

    number: int


def overview(result: Overview, say: Speech) -> View:
    """What waits for the reader's answer first, then the reader's own next meetings."""
    texts, lines = [], []
    if result.waiting:
        texts.append(say("leave-waiting", count=str(len(result.waiting))))
        texts += [_waiting(one, say) for one in result.waiting]
        lines += [_answers(one.meeting_id, one.person_id, say, one.name) for one in result.waiting]
    texts.append(say("leave-which" if result.ahead else "leave-nothing-ahead"))
    lines += [[_own(one, result.now, say)] for one in result.ahead]
    return View("\n".join(texts), rows(*lines, _turn(result, say), home(say)))


def _own(one: Ahead, now: datetime, say: Speech) -> InlineKeyboardButton:
    """Ask for leave, or withdraw it; the year is named where it is not the present one."""
    on = say.local(one.starts).date()
    day = say.day(on) if on.year == say.local(now).year else say.full_day(on)
    if one.leave in STANDS:
        return button(say("leave-withdraw-from", day=day, title=one.title), Withdraw(one.meeting_id))
    return button(say("leave-from", day=day, title=one.title), Ask(one.meeting_id))


def _turn(result: Overview, say: Speech) -> list[InlineKeyboardButton]:
    if result.page == 0:
        return [button(say("leave-more"), Page(1))] if result.more else []
    return pager(result.page, result.more, Page, say)


def asked(result: Asked, say: Speech) -> View:
    """What the asker sees."""
    leave = result.leave
    if result.told is None:
        key = f"leave-is-{leave.state.value}"
    else:
        key = "leave-is-asked" if result.told else "leave-nobody-to-ask"
    return View(say(key, **_facts(leave, say)), rows([_withdraw(leave.meeting_id, say)], home(say)), fresh=True)


def withdrawn(result: Withdrawn, say: Speech) -> View:
    leave = result.leave
    if result.here is not None:
        return View(say("leave-is-over-here", title=leave.title, here=say.moment(result.here)), rows(home(say)))
    return View(say(f"leave-is-{leave.state.value}", **_facts(leave, say)), rows(home(say)))


def decided(result: Decision, say: Speech) -> View:
    """What whoever decides sees; a second tap shows who was first."""
    leave = result.leave
    key = {
        LeaveState.GRANTED: "leave-you-granted",
        LeaveState.REFUSED: "leave-you-refused",
        LeaveState.WITHDRAWN: "leave-they-withdrew",
        LeaveState.ASKED: "leave-asked",
    }[leave.state]
    if result.again and leave.state in (LeaveState.GRANTED, LeaveState.REFUSED):
        key = "leave-was-granted" if leave.state is LeaveState.GRANTED else "leave-was-refused"
    text = say(key, **_facts(leave, say))
    return View(text, rows(home(say)), toast=text)


def prompt(data: dict[str, Any], say: Speech) -> View:
    draft = data["draft"]
    text = say("leave-why", title=draft["title"], at=say.moment(from_ms(draft["starts"])))
    return View(text, rows([form.cancel_button(say)]))


def asked_of_you(data: dict[str, Any], say: Speech) -> View:
    return View(say("leave-asked", **_of(data, say)), rows(_answers(data["meeting"], data["person"], say)))


def answered(data: dict[str, Any], say: Speech) -> View:
    granted = data["state"] == LeaveState.GRANTED
    text = say("leave-is-granted" if granted else "leave-is-refused", **_of(data, say))
    return View(text, rows([_withdraw(data["meeting"], say)]) if granted else None)


def they_withdrew(data: dict[str, Any], say: Speech) -> View:
    return View(say("leave-they-withdrew", **_of(data, say)))


def _waiting(one: Leave, say: Speech) -> str:
    return say("leave-line", **_facts(one, say))


def _answers(meeting: int, person: int, say: Speech, name: str = "") -> list[InlineKeyboardButton]:
    grant, refuse = say("leave-grant"), say("leave-refuse")
    tail = f" {name}" if name else ""
    return [button(grant + tail, Grant(meeting, person)), button(refuse + tail, Refuse(meeting, person))]


def _withdraw(meeting: int, say: Speech) -> InlineKeyboardButton:
    return button(say("leave-withdraw"), Withdraw(meeting))


def _facts(leave: Leave, say: Speech) -> dict[str, object]:
    return _words(leave.name, leave.title, leave.starts, leave.reason, leave.decider, say)


def _of(data: dict[str, Any], say: Speech) -> dict[str, object]:
    return _words(data["name"], data["title"], from_ms(data["starts"]), data["reason"], data["decider"], say)


def _words(name: str, title: str, starts: datetime, reason: str, decider: str | None, say: Speech) -> dict[str, object]:
    by = decider or say("leave-administrator")
    return {"name": name, "title": title, "at": say.moment(starts), "reason": reason, "by": by}


RENDERERS = {
    "form.leave": prompt,
    "leave.asked": asked_of_you,
    "leave.decided": answered,
    "leave.withdrawn": they_withdrew,
}
