"""A rating taken back or sent back before it opens."""

from dataclasses import dataclass

from bot.domain.rating.message import RatingWithdrawn
from bot.services.rating.withdraw import Withdrawal
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.rating.close import head
from bot.views.rating.page import Show
from bot.views.renderer import renders
from bot.views.view import View


@dataclass(frozen=True, slots=True)
class Yes(Callback, prefix="pv"):
    rating: int


def page(found: Withdrawal, say: Speech) -> View:
    which = "back" if found.back else "own"
    lines = [head(found.unit, found.rating.title, say)]
    if found.done:
        return View("\n\n".join([*lines, say(f"rating-withdraw-{which}-done")]), rows(home(say)))
    lines.append(say(f"rating-withdraw-{which}-sure"))
    keep = button(say("rating-withdraw-keep"), Show(found.rating.id))
    return View("\n\n".join(lines), rows([button(say(f"rating-withdraw-{which}-yes"), Yes(found.rating.id))], [keep]))


def told(message: RatingWithdrawn, say: Speech) -> View:
    lines = [head(message.unit, message.title, say), say(f"rating-withdraw-told-{'back' if message.back else 'own'}")]
    return View("\n\n".join(lines), rows(home(say)))


RENDERERS = (renders(RatingWithdrawn, told),)
