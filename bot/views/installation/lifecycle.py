"""What administrators are told about the house itself."""

from typing import Any

from bot.domain.clock import from_ms
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


PARCELS = {"house.started": started, "house.parked": parked, "house.parked_more": parked_more}
