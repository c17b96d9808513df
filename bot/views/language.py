"""Views for choosing a language."""

from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View


class Choose(Callback, prefix="ln"):
    """Choose a language; `code` is zh or en."""

    code: str


def choices(say: Speech) -> View:
    """Offer each language by its own name, so that everyone finds theirs."""
    return View(
        say("language-choose"), rows([button("中文", Choose("zh")), button("English", Choose("en"))], home(say))
    )


def chosen(say: Speech) -> View:
    """Confirm the choice."""
    return View(say("language-chosen"), rows(home(say)))
