"""Meeting types and norms, read from `config/meetings.toml` and checked at start."""

import tomllib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.attendance.model import Way
from bot.domain.attendance.quorum import Quorum


class Frozen(BaseModel):
    """A model that cannot be changed and has no unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class MeetingType(Frozen):
    """A type of meeting. `also`: other names for it, in any language."""

    code: Annotated[str, Field(pattern=r"^[a-z_]{2,16}$")]
    zh: str
    en: str
    audience: Literal["branch", "committee", "group", "chosen"]
    minutes: Annotated[int, Field(ge=10, le=1440)]
    ways: tuple[Way, ...]
    quorum: bool
    also: tuple[Annotated[str, Field(min_length=2)], ...] = ()

    def name(self, language: str) -> str:
        """The name in that language."""
        return self.en if language == "en" else self.zh


class Norm(Frozen):
    """How many meetings of a type a unit has to hold in each period."""

    type: str
    per: Literal["month", "quarter", "year"]
    times: Annotated[int, Field(ge=1, le=60)]


class MeetingRules(Frozen):
    """The contents of `config/meetings.toml`. ValueError names what is wrong with them."""

    quorum: Quorum
    type: tuple[MeetingType, ...]
    norm: tuple[Norm, ...] = ()

    @model_validator(mode="after")
    def _known(self) -> "MeetingRules":
        codes = [one.code for one in self.type]
        if len(set(codes)) != len(codes):
            raise ValueError("two meeting types have the same code")
        unknown = {norm.type for norm in self.norm} - set(codes)
        if unknown:
            raise ValueError(f"a norm names an unknown meeting type: {', '.join(sorted(unknown))}")
        return self

    def names(self) -> list[dict[str, str]]:
        """The names of each type, by language."""
        return [{"zh": one.zh, "en": one.en} for one in self.type]

    def get(self, code: str) -> MeetingType:
        """The type with that code. KeyError for an unknown one."""
        return {one.code: one for one in self.type}[code]


def read(text: str) -> MeetingRules:
    """The rules in a TOML text."""
    return MeetingRules.model_validate(tomllib.loads(text))
