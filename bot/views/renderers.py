"""List which view renders which kind of message."""

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType
from typing import Any

from bot.texts.speech import Speech
from bot.views import attendance, grading, installation, meeting, people, rating, rectification, reminder
from bot.views.renderer import Renderer
from bot.views.view import View


def gather(*tables: Sequence[Renderer]) -> Mapping[str, Renderer]:
    """Index renderers by kind. ValueError for a kind that two views render."""
    found: dict[str, Renderer] = {}
    for one in chain.from_iterable(tables):
        if one.kind in found:
            raise ValueError(f"two views render messages of the kind {one.kind}")
        found[one.kind] = one
    return MappingProxyType(found)


RENDERERS = gather(
    attendance.RENDERERS,
    grading.RENDERERS,
    installation.RENDERERS,
    meeting.RENDERERS,
    people.RENDERERS,
    rating.RENDERERS,
    rectification.RENDERERS,
    reminder.RENDERERS,
)


def render(kind: str, data: dict[str, Any], say: Speech) -> View:
    """Render a message. KeyError for a kind that no view renders."""
    return RENDERERS[kind].render(data, say)
