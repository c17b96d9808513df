"""A rating that could not open, told to the committee that wanted it."""

from bot.domain.errors import DomainError
from bot.domain.rating.message import RatingNotOpened
from bot.texts.speech import Speech
from bot.views.callback import rows
from bot.views.menu import home
from bot.views.rating.close import head
from bot.views.renderer import renders
from bot.views.view import View, sentence


def told_not_opened(message: RatingNotOpened, say: Speech) -> View:
    why = sentence(DomainError(message.code, **message.error_data), say)
    return View("\n\n".join([head(message.unit, message.title, say), say("rating-open-not", why=why)]), rows(home(say)))


RENDERERS = (renders(RatingNotOpened, told_not_opened),)
