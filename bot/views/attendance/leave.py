"""Leave, as it is shown: asked for, granted, refused, withdrawn."""

from datetime import datetime

from telegram import InlineKeyboardButton

from bot.domain.attendance.leave import STANDS, Leave, LeaveState, UpcomingMeeting
from bot.domain.attendance.message import LeaveAsked, LeaveDecided, LeaveDraft, LeaveMessage, LeaveWithdrawn
from bot.domain.message import Prompt
from bot.services.attendance.leave import NAME, Asked, Decision, Overview, Withdrawn
from bot.texts.speech import Speech
from bot.views import form
from bot.views.callback import Callback, button, pager, rows
from bot.views.menu import home
from bot.views.renderer import prompts, renders
from bot.views.view import View

STATE_OF_OWN = {
    LeaveState.ASKED: "leave-asker-asked",
    LeaveState.GRANTED: "leave-asker-granted",
    LeaveState.REFUSED: "leave-asker-refused",
    LeaveState.WITHDRAWN: "leave-asker-withdrawn",
}
"""What the asker reads of their own leave, by its state."""


class Ask(Callback, prefix="la"):
    """Ask for leave from a meeting."""

    meeting: int


class Grant(Callback, prefix="lg"):
    """Grant a person leave from a meeting."""

    meeting: int
    person: int


class Refuse(Callback, prefix="lr"):
    """Refuse a person leave from a meeting."""

    meeting: int
    person: int


class Withdraw(Callback, prefix="lw"):
    """Withdraw one's own leave."""

    meeting: int


class Page(Callback, prefix="lp"):
    """Show further meetings; `page` counts from 0."""

    page: int


def overview(result: Overview, say: Speech) -> View:
    """The leaves that wait for the reader's decision, then the reader's own next meetings."""
    texts, lines = [], []
    if result.waiting:
        texts.append(say("leave-waiting", count=str(len(result.waiting))))
        texts += [_waiting(one, say) for one in result.waiting]
        lines += [_answers(one.meeting_id, one.person_id, say, one.name) for one in result.waiting]
    texts.append(say("leave-which" if result.ahead else "leave-nothing-ahead"))
    lines += [[_own(one, result.now, say)] for one in result.ahead]
    return View("\n".join(texts), rows(*lines, _turn(result, say), home(say)))


def _own(one: UpcomingMeeting, now: datetime, say: Speech) -> InlineKeyboardButton:
    """The button that asks for leave or withdraws it; with the year where it is not the present one."""
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
    """The leave, as the asker sees it."""
    leave = result.leave
    if result.told is None:
        key = STATE_OF_OWN[leave.state]
    else:
        key = "leave-asker-asked" if result.told else "leave-nobody-to-ask"
    return View(say(key, **_facts(leave, say)), rows([_withdraw(leave.meeting_id, say)], home(say)), fresh=True)


def withdrawn(result: Withdrawn, say: Speech) -> View:
    """The withdrawn leave, as the asker sees it."""
    leave = result.leave
    if result.here is not None:
        return View(say("leave-asker-over-here", title=leave.title, here=say.moment(result.here)), rows(home(say)))
    return View(say(STATE_OF_OWN[leave.state], **_facts(leave, say)), rows(home(say)))


def decided(result: Decision, say: Speech) -> View:
    """The leave, as the person who decides sees it; a second tap shows who decided first."""
    leave = result.leave
    key = {
        LeaveState.GRANTED: "leave-decider-granted",
        LeaveState.REFUSED: "leave-decider-refused",
        LeaveState.WITHDRAWN: "leave-they-withdrew",
        LeaveState.ASKED: "leave-asked",
    }[leave.state]
    if result.again and leave.state in (LeaveState.GRANTED, LeaveState.REFUSED):
        key = "leave-decided-before-granted" if leave.state is LeaveState.GRANTED else "leave-decided-before-refused"
    text = say(key, **_facts(leave, say))
    return View(text, rows(home(say)), toast=text)


def prompt(asked: Prompt, say: Speech) -> View:
    """Asks why the person wants leave."""
    draft = LeaveDraft.model_validate(asked.draft)
    text = say("leave-why", title=draft.title, at=say.moment(draft.starts))
    return form.ask(text, say)


def asked_of_you(leave: LeaveAsked, say: Speech) -> View:
    """Asks a person who may decide for the decision."""
    return View(say("leave-asked", **_facts(leave, say)), rows(_answers(leave.meeting, leave.person, say)))


def answered(leave: LeaveDecided, say: Speech) -> View:
    """Tells the asker of the decision."""
    granted = leave.state is LeaveState.GRANTED
    text = say("leave-asker-granted" if granted else "leave-asker-refused", **_facts(leave, say))
    return View(text, rows([_withdraw(leave.meeting, say)]) if granted else None)


def they_withdrew(leave: LeaveWithdrawn, say: Speech) -> View:
    """Tells those who decide of a withdrawal."""
    return View(say("leave-they-withdrew", **_facts(leave, say)))


def _waiting(one: Leave, say: Speech) -> str:
    return say("leave-line", **_facts(one, say))


def _answers(meeting: int, person: int, say: Speech, name: str = "") -> list[InlineKeyboardButton]:
    grant, refuse = say("leave-grant"), say("leave-refuse")
    tail = f" {name}" if name else ""
    return [button(grant + tail, Grant(meeting, person)), button(refuse + tail, Refuse(meeting, person))]


def _withdraw(meeting: int, say: Speech) -> InlineKeyboardButton:
    return button(say("leave-withdraw"), Withdraw(meeting))


def _facts(leave: Leave | LeaveMessage, say: Speech) -> dict[str, object]:
    by = leave.decider or say("leave-administrator")
    at = say.moment(leave.starts)
    return {"name": leave.name, "title": leave.title, "at": at, "reason": leave.reason, "by": by}


RENDERERS = (
    prompts(NAME, prompt),
    renders(LeaveAsked, asked_of_you),
    renders(LeaveDecided, answered),
    renders(LeaveWithdrawn, they_withdrew),
)
