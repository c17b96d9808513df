"""A rating that could not open, told to the committee that wanted it."""

from typing import Any

from bot.domain.errors import DomainError
from bot.texts.speech import Speech
from bot.views.callback import rows
from bot.views.menu import home
from bot.views.rating.close import head
from bot.views.view import View, sentence


def told_not_opened(data: dict[str, Any], say: Speech) -> View:
    """`code` and `data` of the error that stood against it."""
    why = sentence(DomainError(data["code"], **data["data"]), say)
    return View("\n\n".join([head(data["unit"], data["title"], say), say("rating-open-not", why=why)]), rows(home(say)))


RENDERERS = {"rating.not_opened": told_not_opened}
