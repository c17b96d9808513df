"""Which view renders which kind of outbox row."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.texts.speech import Speech
from bot.views.view import View

Render = Callable[[dict[str, Any], Speech], View]


def render(kind: str, data: dict[str, Any], say: Speech) -> View:
    """KeyError for a kind that no view knows."""
    return table()[kind](data, say)


def table() -> Mapping[str, Render]:
    return {}
