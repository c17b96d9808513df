"""Changing or cancelling a meeting, as it is shown: the new value, the reason, the confirmation."""

from telegram import InlineKeyboardButton

from bot.domain.meeting.calling import Calling
from bot.domain.meeting.change import Changing, Field, Step
from bot.domain.message import Prompt
from bot.services.meeting.changing import NAME
from bot.services.meeting.guest import Guests as Offered
from bot.texts.speech import Speech
from bot.views import calendar, pick
from bot.views.callback import Callback, button, grid, rows
from bot.views.form import ask, cancel_button
from bot.views.meeting import fields, notice
from bot.views.meeting import lines as meeting_lines
from bot.views.meeting.call import ask_when
from bot.views.meeting.card import Guests, Show
from bot.views.meeting.fields import Back
from bot.views.menu import home
from bot.views.renderer import prompts
from bot.views.view import View


class Confirm(Callback, prefix="mx"):
    """Apply the change or the cancellation, and tell everyone."""

    version: int


class Keep(Callback, prefix="mn"):
    """Leave the form without cancelling."""

    version: int


class InviteGuest(Callback, prefix="mi"):
    """Invite an outside participant; `page`: the page of the list."""

    meeting: int
    person: int
    page: int


def prompt(asked: Prompt, say: Speech) -> View:
    """The question of the form's present step."""
    step, version, changing = Step(asked.step), asked.version, Changing.model_validate(asked.draft)
    if step is Step.CONFIRM:
        return confirm(changing, version, say)
    if step is Step.REASON:
        return ask(say("meeting-ask-reason"), say)
    return value(changing, version, say)


def value(changing: Changing, version: int, say: Speech) -> View:
    """Asks for the new value."""
    change = changing.change
    lead = say(f"meeting-change-{change.field.value}", title=changing.notice.title)
    if change.field is Field.CANCEL:
        return View(lead, rows([_leave(changing, version, say)]))
    now = say("meeting-is-now-still", value=notice.value(change.field, change.old, say))
    lines = pick.places(changing.places, version)
    if changing.picker is not None:
        asked = Calling(when=changing.when, picker=changing.picker)
        lead += "\n" + ask_when(asked, say)
        lines = calendar.keyboard(changing.picker, version, say)
    if change.field is Field.WAYS:
        lines = [*fields.ways(change.new.ways, version, say), [button(say("meeting-done"), Back(version))]]
    if changing.choices.items:
        lines = pick.people(changing.choices, version, say)
    return ask(f"{lead}\n{now}", say, *lines)


def confirm(changing: Changing, version: int, say: Speech) -> View:
    """Asks for the confirmation: what is told to how many, with warnings about the new time."""
    change, title = changing.change, changing.notice.title
    told = say("meeting-will-tell", told=changing.reached, unbound=changing.people - changing.reached)
    lines = [say("meeting-moved-on"), "", *meeting_lines.notice(changing.notice, say), ""] if changing.moved_on else []
    if change.field is Field.CANCEL:
        lines += [say("meeting-confirm-cancel", title=title), told]
        lines += [say("meeting-line-reason", reason=change.new.text)]
        yes = say("meeting-button-cancel-yes")
    else:
        lines += [say("meeting-confirm-change", title=title), told]
        lines += notice.difference(change, say)
        lines += [say("meeting-will-ask-again")] if changing.asks_again else []
        lines += [say("meeting-line-reason", reason=changing.reason)] if changing.reason else []
        yes = say("meeting-button-change-yes")
    lines += meeting_lines.warnings(changing.busy, changing.busy_count, changing.holiday, say, day_off=changing.day_off)
    return View("\n".join(lines), rows([button(yes, Confirm(version))], [_leave(changing, version, say)]))


def _leave(changing: Changing, version: int, say: Speech) -> InlineKeyboardButton:
    """The button that leaves the form; for a cancellation it says that the meeting stays."""
    if changing.change.field is Field.CANCEL:
        return button(say("meeting-button-keep"), Keep(version))
    return cancel_button(say)


def guests(offered: Offered, say: Speech) -> View:
    """The roster's outside participants, those invited marked."""
    one, choices = offered.meeting, offered.choices
    buttons = [
        button(say("meeting-chosen-mark", name=guest.name), Guests(one.id, choices.page))
        if guest.chosen
        else button(guest.name, InviteGuest(one.id, guest.id, choices.page))
        for guest in choices.items
    ]
    turning = []
    if choices.page > 0:
        turning.append(button(say("meeting-page-earlier"), Guests(one.id, choices.page - 1)))
    if choices.page + 1 < choices.pages:
        turning.append(button(say("meeting-page-later"), Guests(one.id, choices.page + 1)))
    text = say("meeting-guests", title=one.title) if buttons else say("meeting-ask-guests-none")
    invited = "meeting-guest-invited" if offered.told else "meeting-guest-unbound"
    toast = say(invited, name=offered.added) if offered.added else None
    back = [button(say("meeting-button-back"), Show(one.id))]
    lead = f"{toast}\n\n" if toast and not offered.told else ""  # stays to be read: somebody has to tell them
    return View(lead + text, rows(*grid(buttons, 2), turning, back, home(say)), toast=toast)


RENDERERS = (prompts(NAME, prompt),)
