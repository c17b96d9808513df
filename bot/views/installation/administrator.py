"""Who runs the installation, for a terminal."""

from collections.abc import Sequence

from bot.services.people.administrator import Administrator
from bot.texts.speech import Speech


def listed(everyone: Sequence[Administrator], say: Speech) -> str:
    """A line each: account, since when, name on the roster. With nobody: how to become one."""
    return "\n".join(_line(one, say) for one in everyone) or say("operator-no-administrator")


def _line(one: Administrator, say: Speech) -> str:
    since = f"{say.full_day(say.local(one.since).date())} {say.hour(one.since)}"
    name = one.name or say("operator-not-on-roster")
    return say("operator-administrator", account=str(one.account_id), since=since, name=name)
