"""Another supervisor or teller of a rating that runs: told in the same words to all."""

from bot.domain.rating.message import RatingReplaced
from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.rating.close import head
from bot.views.rating.page import Show
from bot.views.renderer import renders
from bot.views.view import View


def told(message: RatingReplaced, say: Speech) -> View:
    changed = say(f"rating-replace-{message.role.value}{'-same' if message.same else ''}", name=message.name)
    look = button(say("rating-look"), Show(message.rating))
    return View("\n\n".join([head(message.unit, message.title, say), changed]), rows([look]))


RENDERERS = (renders(RatingReplaced, told),)
