"""The live count of a meeting, as it is shown."""

from bot.domain.attendance.message import LiveCount
from bot.texts.speech import Speech
from bot.views.attendance import checkin
from bot.views.attendance.by_hand import Hand
from bot.views.callback import Callback, button, rows
from bot.views.renderer import renders
from bot.views.view import View

NAMES = 80
"""So many missing are named; the others are counted."""


class Live(Callback, prefix="lc"):
    """Send the live count of a meeting."""

    meeting: int


class SheetOf(Callback, prefix="aq"):
    """Send the attendance at a meeting as a message of its own, so that the live count stays."""

    meeting: int


def live(count: LiveCount, say: Speech) -> View:
    """The figures of a running meeting."""
    lines = [
        checkin.session_title(count.title, count.session or None, say),
        say("live-attended", expected=str(count.expected), attended=str(count.attended)),
        say("live-states", present=str(count.present), late=str(count.late), remote=str(count.remote)),
        say("live-others", leave=str(count.leave), waiting=str(count.waiting), coming=str(count.coming)),
    ]
    if count.by_hand:
        percent = str((200 * count.by_hand + count.attended) // (2 * count.attended))
        lines.append(say("live-by-hand", by_hand=str(count.by_hand), percent=percent))
    if count.guests:
        lines.append(say("live-guests", guests=str(count.guests)))
    if count.exempt:
        lines.append(say("live-exempt", exempt=str(count.exempt)))
    if count.quorum is not None:
        lines.append(_quorum(count.quorum, say))
    if count.missing:
        lines.append(_missing(list(count.missing), say))
    by_hand = [] if count.missing is None else [button(say("live-by-hand-button"), Hand(count.meeting))]
    keyboard = rows([*by_hand, button(say("live-sheet-button"), SheetOf(count.meeting))])
    return View("\n".join(lines), keyboard)


def _quorum(quorum: tuple[int, int, int, int], say: Speech) -> str:
    attending, expected, enough, missing = quorum
    key = "live-quorum-missing" if missing or not expected else "live-quorum-reached"
    return say(key, attending=str(attending), expected=str(expected), enough=str(enough), missing=str(missing))


def _missing(names: list[str], say: Speech) -> str:
    text = say("live-missing", names=say.list(names[:NAMES]))
    rest = len(names) - NAMES
    return f"{text} {say('live-missing-more', count=str(rest))}" if rest > 0 else text


RENDERERS = (renders(LiveCount, live),)
