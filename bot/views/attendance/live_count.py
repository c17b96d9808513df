"""The live count: a message that follows a meeting."""

from dataclasses import dataclass
from typing import Any

from bot.texts.speech import Speech
from bot.views.attendance import checkin
from bot.views.attendance.by_hand import Hand
from bot.views.callback import Callback, button, rows
from bot.views.view import View

NAMES = 80
"""So many missing are named; the others are counted."""


@dataclass(frozen=True, slots=True)
class Live(Callback, prefix="lc"):
    """Send the live count of a meeting."""

    meeting: int


@dataclass(frozen=True, slots=True)
class SheetOf(Callback, prefix="aq"):
    """Who is there and who is not, as a message of its own: this one goes on following."""

    meeting: int


def live(data: dict[str, Any], say: Speech) -> View:
    lines = [
        checkin.occasion(data["title"], data["session"] or None, say),
        say("live-attended", expected=str(data["expected"]), attended=str(data["attended"])),
        say("live-states", present=str(data["present"]), late=str(data["late"]), remote=str(data["remote"])),
        say("live-others", leave=str(data["leave"]), waiting=str(data["waiting"]), coming=str(data["coming"])),
    ]
    if data["by_hand"]:
        percent = str((200 * data["by_hand"] + data["attended"]) // (2 * data["attended"]))
        lines.append(say("live-by-hand", by_hand=str(data["by_hand"]), percent=percent))
    if data["guests"]:
        lines.append(say("live-guests", guests=str(data["guests"])))
    if data["exempt"]:
        lines.append(say("live-exempt", exempt=str(data["exempt"])))
    if data["quorum"] is not None:
        lines.append(_quorum(data["quorum"], say))
    if data["missing"]:
        lines.append(_missing(data["missing"], say))
    by_hand = [] if data["missing"] is None else [button(say("live-by-hand-button"), Hand(data["meeting"]))]
    keyboard = rows([*by_hand, button(say("live-sheet-button"), SheetOf(data["meeting"]))])
    return View("\n".join(lines), keyboard)


def _quorum(quorum: list[int], say: Speech) -> str:
    attending, expected, enough, missing = quorum
    key = "live-quorum-missing" if missing or not expected else "live-quorum-reached"
    return say(key, attending=str(attending), expected=str(expected), enough=str(enough), missing=str(missing))


def _missing(names: list[str], say: Speech) -> str:
    text = say("live-missing", names=say.list(names[:NAMES]))
    rest = len(names) - NAMES
    return f"{text} {say('live-missing-more', count=str(rest))}" if rest > 0 else text


RENDERERS = {"attendance.live": live}
