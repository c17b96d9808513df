"""The link to the projector page, and the code as a picture in chat."""

import io

import segno

from bot.services.attendance.projector import Opened, Shown
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.view import View


class Open(Callback, prefix="bo"):
    """Make a one-time link to the projector page of a meeting."""

    meeting: int


class Picture(Callback, prefix="bp"):
    """Send the present code as a picture."""

    meeting: int


def link(opened: Opened, address: str, interval: int, say: Speech) -> View:
    """The one-time link, with when it expires."""
    until = say.hour(opened.expires)
    text = say("board-link", title=opened.meeting.title, until=until, address=address, seconds=interval)
    return View(text, rows([button(say("board-picture"), Picture(opened.meeting.id))]), fresh=True, protected=True)


def picture(shown: Shown, target: str, say: Speech) -> View:
    """The code as a picture; `target` is the link that it holds."""
    file = io.BytesIO()
    segno.make(target, error="m").save(file, kind="png", scale=12, border=3)
    caption = say("board-caption", title=shown.meeting.title, until=seconds(shown, say))
    again = rows([button(say("board-picture-again"), Picture(shown.meeting.id))])
    return View(caption, again, picture=file.getvalue(), fresh=True, protected=True)


def seconds(shown: Shown, say: Speech) -> str:
    """The time of day at which the code changes."""
    return say.local(shown.changes_at).strftime("%H:%M:%S")


def svg(target: str) -> str:
    """The code as an inline picture for the page."""
    return segno.make(target, error="m").svg_inline(border=2, omitsize=True, dark="#000", light="#fff")
