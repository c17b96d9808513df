"""The base of messages that the bot starts: one frozen model for each kind, stored as JSON until it is sent."""

import json
from collections.abc import Iterator
from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from bot.domain.clock import from_ms, to_ms


def _of_ms(value: object) -> object:
    return from_ms(value) if isinstance(value, int) else value


Moment = Annotated[AwareDatetime, BeforeValidator(_of_ms), PlainSerializer(to_ms, return_type=int, when_used="json")]
"""A moment that is stored in JSON as milliseconds since the epoch, UTC."""


class Stored(BaseModel):
    """A model that a row stores as JSON: a message, or the draft of a form. Its errors never quote the values."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True, populate_by_name=True)

    def data(self) -> dict[str, Any]:
        """Return the fields as JSON has them, without those that were not given."""
        return self.model_dump(mode="json", by_alias=True, exclude_unset=True)

    def as_json(self) -> str:
        return json.dumps(self.data(), ensure_ascii=False, sort_keys=True)


class Message(Stored):
    """A message that the bot starts. A subclass names its kind; one without a kind is the base of several.

    A field that rows store as `kind` has another name here: `Annotated[…, Field(alias="kind")]`.
    """

    kind: ClassVar[str] = ""

    def __init_subclass__(cls, kind: str = "", **options: Any) -> None:
        """Register the kind; TypeError for one that another class has."""
        super().__init_subclass__(**options)
        if kind and any(other.kind == kind for other in message_classes()):
            raise TypeError(f"two classes of messages have the kind {kind}")
        cls.kind = kind


class Prompt(Stored):
    """The question of a step of a form, with what was given so far; its buttons carry `version`."""

    form: str = Field(exclude=True)
    step: str
    draft: dict[str, Any]
    version: int

    @property
    def kind(self) -> str:
        return prompt_kind(self.form)


def prompt_kind(form: str) -> str:
    """Return the kind of the prompts of a form."""
    return f"form.{form}"


def message_classes(base: type[Message] = Message) -> Iterator[type[Message]]:
    """Return every imported class that has a kind."""
    for one in base.__subclasses__():
        if one.kind:
            yield one
        yield from message_classes(one)
