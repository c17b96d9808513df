"""The day's message: what one has to do, then what one looks after, a line each with the button that does it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from telegram import InlineKeyboardButton, MaybeInaccessibleMessage, Message

from bot.domain.errors import DomainError
from bot.services.reminder.sweep import PutOff
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, grid, rows
from bot.views.menu import home
from bot.views.reminder import grading, item, meeting, rating, unit
from bot.views.reminder.line import Render, Said
from bot.views.reminder.page import Settings
from bot.views.view import View

MOST = 8
"""Buttons that do something about a line; what comes first has them."""
LINES: Mapping[str, Render] = {
    **meeting.LINES,
    **item.LINES,
    **unit.LINES,
    **rating.LINES,
    **grading.LINES,
}


@dataclass(frozen=True, slots=True)
class Later(Callback, prefix="rz"):
    """Remind me tomorrow: what is still due of the message of that local day (ISO)."""

    day: str

    def on(self) -> date:
        """DomainError("old_button") for what is no day."""
        try:
            return date.fromisoformat(self.day)
        except ValueError:
            raise DomainError("old_button") from None


def day(data: dict[str, Any], say: Speech) -> View:
    """Own lines first, then the duties."""
    said = [(line, LINES[line["kind"]](line, say)) for line in data["lines"]]
    own = [one for line, one in said if not line.get("duty")]
    duties = [one for line, one in said if line.get("duty")]
    parts = [_part("reminder-own", own, say), _part("reminder-duties", duties, say)]
    end = [button(say("reminder-later"), Later(data["day"])), button(say("reminder-settings"), Settings())]
    return View("\n\n".join(part for part in parts if part), rows(*_buttons([*own, *duties]), end))


def _part(key: str, lines: Sequence[Said], say: Speech) -> str:
    return "\n".join([say(key), *(say("reminder-line", text=one.text) for one in lines)]) if lines else ""


def _buttons(lines: Sequence[Said]) -> list[list[InlineKeyboardButton]]:
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
        said = [LINES[line["kind"]](line, say).text for line in result.too_late]
        text += [say("reminder-too-late"), *(say("reminder-line", text=one) for one in said)]
    if not text:
        text = [say("reminder-nothing-left")]
    return View("\n".join(text), rows(home(say)), fresh=True)


def stays(message: MaybeInaccessibleMessage | None) -> bool:
    """Whether that is a day's message: a tap on one of its lines leaves the others to be read."""
    if not isinstance(message, Message) or message.reply_markup is None:
        return False
    data = [one.callback_data for line in message.reply_markup.inline_keyboard for one in line]
    return any(isinstance(one, str) and one.startswith(f"{Later.prefix}:") for one in data)


RENDERERS = {"reminder.day": day, **meeting.RENDERERS}
