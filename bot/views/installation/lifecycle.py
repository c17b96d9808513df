"""What administrators are told about the house itself."""

from collections.abc import Sequence
from typing import Any

from bot.domain.clock import from_ms
from bot.services.installation.doctor import Check
from bot.services.people.administrator import Administrator
from bot.texts.speech import Speech
from bot.views.view import View


def started(data: dict[str, Any], say: Speech) -> View:
    """After a stop so long that Telegram has dropped the taps made meanwhile."""
    since, until = say.moment(from_ms(data["since"])), say.moment(from_ms(data["until"]))
    return View(say("house-started" if data["clean"] else "house-started-unclean", since=since, until=until))


def parked(data: dict[str, Any], say: Speech) -> View:
    return View(say("house-parked", number=str(data["update_id"]), reference=data["reference"] or "–"))


def parked_more(data: dict[str, Any], say: Speech) -> View:
    return View(say("house-parked-more", more=data["more"]))


RENDERERS = {"house.started": started, "house.parked": parked, "house.parked_more": parked_more}


def listed(everyone: Sequence[Administrator], say: Speech) -> str:
    """A line each: account, since when, name on the roster. With nobody: how to become one."""
    return "\n".join(_line(one, say) for one in everyone) or say("operator-no-administrator")


def _line(one: Administrator, say: Speech) -> str:
    since = f"{say.full_day(say.local(one.since).date())} {say.hour(one.since)}"
    name = one.name or say("operator-not-on-roster")
    return say("operator-administrator", account=str(one.account_id), since=since, name=name)


MARKS = {True: "✓", False: "✗", None: "!"}


def line(check: Check, say: Speech) -> str:
    """✓ 令牌：有效……"""
    key = f"doctor-{check.name}-{check.code}".replace("_", "-")
    return f"{MARKS[check.ok]} {say(key, **check.facts)}"
