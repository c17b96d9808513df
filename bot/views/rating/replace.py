"""Another supervisor or teller of a rating that runs: told in the same words to all."""

from typing import Any

from bot.texts.speech import Speech
from bot.views.callback import button, rows
from bot.views.rating.close import head
from bot.views.rating.page import Show
from bot.views.view import View


def told(data: dict[str, Any], say: Speech) -> View:
    """`same`: the person is the same, with another account."""
    changed = say(f"rating-replace-{data['role']}{'-same' if data['same'] else ''}", name=data["name"])
    look = button(say("rating-look"), Show(data["rating"]))
    return View("\n\n".join([head(data["unit"], data["title"], say), changed]), rows([look]))


RENDERERS = {"rating.replaced": told}
