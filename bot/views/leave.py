"""Leave: asked, granted, refused."""

from dataclasses import dataclass

from bot.views.callback import Callback


@dataclass(frozen=True, slots=True)
class Ask(Callback, prefix="la"):
    """Begin asking for leave from a meeting."""

    meeting: int
