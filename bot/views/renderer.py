"""Connect a kind of message with its view: the data of a row become the message's model, which the view shows."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from bot.domain.message import Message, Prompt, prompt_kind
from bot.texts.speech import Speech
from bot.views.view import View

M = TypeVar("M", bound=Message)
Render = Callable[[dict[str, Any], Speech], View]


@dataclass(frozen=True, slots=True)
class Renderer:
    """One kind of message, how the data of a row become a view, and the model that they are read into."""

    kind: str
    render: Render
    model: type[Message] | type[Prompt]


def renders(model: type[M], view: Callable[[M, Speech], View]) -> Renderer:
    """Render messages of that model with that view."""
    return Renderer(model.kind, lambda data, say: view(model.model_validate(data), say), model)


def prompts(form: str, view: Callable[[Prompt, Speech], View]) -> Renderer:
    """Render the prompts of the form of that name, whichever its step."""
    return Renderer(
        prompt_kind(form), lambda data, say: view(Prompt.model_validate({**data, "form": form}), say), Prompt
    )
