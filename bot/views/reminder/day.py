"""The day's message: what one has to do, then what one looks after, a line each with the button that does it."""

from collections.abc import Sequence
from datetime import date

from telegram import InlineKeyboardButton, MaybeInaccessibleMessage, Message

from bot.domain.errors import DomainError
from bot.domain.reminder.line import (
    DayLine,
    EndingLine,
    GradingLine,
    ItemLine,
    LeaveLine,
    MeetingLine,
    MonthLine,
    NormLine,
    RatingLine,
    TopicLine,
)
from bot.domain.reminder.message import CheckinReminder, DayReminder
from bot.services.reminder.day import PutOff
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, rows
from bot.views.menu import home
from bot.views.reminder import grading, item, meeting, norm, rating, term
from bot.views.reminder.line import RenderedLine
from bot.views.reminder.page import Settings
from bot.views.renderer import renders
from bot.views.view import View

MOST = 8
"""Buttons that do something about a line; what comes first has them."""


class Later(Callback, prefix="rz"):
    """Remind me tomorrow: what is still due of the message of that local day."""

    iso: str

    @property
    def day(self) -> date:
        """DomainError("old_button") for what is no day."""
        try:
            return date.fromisoformat(self.iso)
        except ValueError:
            raise DomainError("old_button") from None


def day(message: DayReminder, say: Speech) -> View:
    """Own lines first, then the duties."""
    if message.day is None:
        return View(say("reminder-nothing-left"))
    own = [line_view(one, say) for one in message.lines if not one.duty]
    duties = [line_view(one, say) for one in message.lines if one.duty]
    parts = [_part("reminder-own", own, say), _part("reminder-duties", duties, say)]
    later = button(say("reminder-later"), Later(message.day.isoformat()))
    end = [later, button(say("reminder-settings"), Settings())]
    return View("\n\n".join(part for part in parts if part), rows(*_buttons([*own, *duties]), end))


def line_view(line: DayLine, say: Speech) -> RenderedLine:
    """A line in words, with its buttons."""
    match line:
        case ItemLine():
            return item.item(line, say)
        case MonthLine():
            return item.month(line, say)
        case MeetingLine():
            return meeting.coming(line, say)
        case TopicLine():
            return meeting.topic(line, say)
        case LeaveLine():
            return meeting.waiting(line, say)
        case NormLine():
            return norm.norms(line, say)
        case EndingLine():
            return term.ending(line, say)
        case RatingLine():
            return rating.closing(line, say)
        case GradingLine():
            return grading.ending(line, say)


def _part(key: str, lines: Sequence[RenderedLine], say: Speech) -> str:
    return "\n".join([say(key), *(say("reminder-line", text=one.text) for one in lines)]) if lines else ""


def _buttons(lines: Sequence[RenderedLine]) -> list[list[InlineKeyboardButton]]:
    """A line's buttons stay together; the first lines' go first."""
    found: list[list[InlineKeyboardButton]] = []
    left = MOST
    for one in lines:
        if len(one.buttons) <= left:
            found += grid(list(one.buttons), 2)
            left -= len(one.buttons)
    return found


def put_off(result: PutOff, say: Speech) -> View:
    """A message of its own: the list stays where it is."""
    text = [say("reminder-put-off", day=say.day(result.until))] if result.count else []
    if result.too_late:
        lines = [line_view(one, say).text for one in result.too_late]
        text += [say("reminder-too-late"), *(say("reminder-line", text=one) for one in lines)]
    if not text:
        text = [say("reminder-nothing-left")]
    return View("\n".join(text), rows(home(say)), fresh=True)


def stays(message: MaybeInaccessibleMessage | None) -> bool:
    """Whether that is a day's message: a tap on one of its lines leaves the others to be read."""
    if not isinstance(message, Message) or message.reply_markup is None:
        return False
    data = [one.callback_data for line in message.reply_markup.inline_keyboard for one in line]
    return any(isinstance(one, str) and one.startswith(f"{Later.prefix}:") for one in data)


RENDERERS = (renders(DayReminder, day), renders(CheckinReminder, meeting.check_in))
