"""What administrators and the command line are told about the installation itself."""

from collections.abc import Sequence

from bot.domain.installation.message import Parked, ParkedMore, Started
from bot.services.installation.doctor import Check
from bot.services.people.administrator import Administrator
from bot.texts.speech import Speech
from bot.views.renderer import renders
from bot.views.view import View


def started(message: Started, say: Speech) -> View:
    """Tell that the bot is back, after a stop so long that Telegram has dropped the taps made meanwhile."""
    since, until = say.moment(message.since), say.moment(message.until)
    return View(say("lifecycle-started" if message.clean else "lifecycle-started-unclean", since=since, until=until))


def parked(message: Parked, say: Speech) -> View:
    """Tell that an update was set aside."""
    return View(say("lifecycle-parked", number=str(message.update_id), reference=message.reference or "–"))


def parked_more(message: ParkedMore, say: Speech) -> View:
    """Tell how many more updates were set aside in the hour."""
    return View(say("lifecycle-parked-more", more=message.more))


RENDERERS = (renders(Started, started), renders(Parked, parked), renders(ParkedMore, parked_more))


def listed(everyone: Sequence[Administrator], say: Speech) -> str:
    """List administrators, a line each: account, since when, name on the roster; with none, how to become one."""
    return "\n".join(_line(one, say) for one in everyone) or say("operator-no-administrator")


def _line(one: Administrator, say: Speech) -> str:
    since = f"{say.full_day(say.local(one.since).date())} {say.hour(one.since)}"
    name = one.name or say("operator-not-on-roster")
    return say("operator-administrator", account=str(one.account_id), since=since, name=name)


MARKS = {True: "✓", False: "✗", None: "!"}


def line(check: Check, say: Speech) -> str:
    """Word one check of the doctor: ✓ 令牌：有效……"""
    key = f"doctor-{check.name}-{check.code}".replace("_", "-")
    return f"{MARKS[check.ok]} {say(key, **check.facts)}"
