"""Checking in, as it is shown: what was recorded, what there is to choose, what is open."""

from bot.domain.attendance.model import State, Way
from bot.services.attendance.checkin import Choice, Offer, OpenSession, Outside, Recorded
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View


class CheckIn(Callback, prefix="ci"):
    """Check in to that session."""

    session: int


class As(Callback, prefix="cw"):
    """Check in from the room (button) or remotely, for those who may do either."""

    session: int
    way: str


def answer(result: Recorded | Choice | Offer, say: Speech) -> View:
    """The result of a check-in, whichever it is."""
    if isinstance(result, Recorded):
        return recorded(result, say)
    return choice(result, say) if isinstance(result, Choice) else offer(result, say)


def recorded(result: Recorded, say: Speech) -> View:
    """The recorded check-in, in a message of its own, so that the invitation keeps its buttons."""
    what, at = session_title(result.title, result.session, say), say.moment(result.at)
    if result.again:
        key = "checkin-marked-absent" if result.state is State.ABSENT else "checkin-again"
        text = say(key, what=what, at=at, state=state(result.state, say))
        return View(text, rows(home(say)), toast=say("checkin-toast-again"), fresh=True)
    lines = [say(f"checkin-{result.state.value}", what=what, at=at)]
    if result.way is Way.PLACE:
        lines.append(say("checkin-by-place"))
    if result.on_leave:
        lines.append(say("checkin-despite-leave"))
    return View("\n".join(lines), rows(home(say)), toast=say("checkin-toast"), fresh=True)


def placed(result: Recorded | Outside, say: Speech) -> View:
    """The answer to a shared position."""
    if isinstance(result, Recorded):
        return recorded(result, say)
    return View(say("checkin-outside", title=result.title), rows(home(say)), fresh=True)


def choice(result: Choice, say: Speech) -> View:
    """Asks whether the person is in the room or remote."""
    here = button(say("checkin-here"), As(result.session_id, Way.BUTTON.value))
    remote = button(say("checkin-remotely"), As(result.session_id, Way.REMOTE.value))
    return View(say("checkin-where", title=result.title), rows([here, remote]), fresh=True)


def offer(result: Offer, say: Speech) -> View:
    """The sessions that are open, or the next one."""
    if result.open:
        buttons = [[button(_label(one, say), CheckIn(one.session_id))] for one in result.open]
        return View(say("checkin-which"), rows(*buttons, home(say)))
    if result.next is None:
        return View(say("checkin-none"), rows(home(say)))
    what = session_title(result.next.title, result.next.number, say)
    return View(say("checkin-next", what=what, opens=say.moment(result.next.opens)), rows(home(say)))


def session_title(title: str, number: int | None, say: Speech) -> str:
    """A meeting's title, with the session's number where it has several."""
    if number is None:
        return say("checkin-meeting", title=title)
    return say("checkin-session", title=title, number=str(number))


def state(one: State | None, say: Speech) -> str:
    """The word for a state; None: still expected."""
    return say(f"attendance-{one.value if one else 'expected'}")


def _label(one: OpenSession, say: Speech) -> str:
    label = f"{session_title(one.title, one.number, say)} {say.hour(one.closes)}"
    return f"✓ {label}" if one.marked else label
