"""Types of meetings and norms as data: `config/meetings.toml`, checked at start."""

import tomllib
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.attendance.model import Way
from bot.domain.attendance.quorum import Quorum


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class MeetingType(Frozen):
    """`also`: what else people call it, in any language."""

    code: Annotated[str, Field(pattern=r"^[a-z_]{2,16}$")]
    zh: str
    en: str
    audience: Literal["branch", "committee", "group", "chosen"]
    minutes: Annotated[int, Field(ge=10, le=1440)]
    ways: tuple[Way, ...]
    quorum: bool
    also: tuple[Annotated[str, Field(min_length=2)], ...] = ()

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Norm(Frozen):
    type: str
    per: Literal["month", "quarter", "year"]
    times: Annotated[int, Field(ge=1, le=60)]


class MeetingRules(Frozen):
    """What `config/meetings.toml` says; ValueError names what does not fit."""

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
        """What each type is called, by language."""
        return [{"zh": one.zh, "en": one.en} for one in self.type]

    def get(self, code: str) -> MeetingType:
        """KeyError for a type that the configuration does not have."""
        return {one.code: one for one in self.type}[code]


def read(text: str) -> MeetingRules:
    """From TOML text."""
    return MeetingRules.model_validate(tomllib.loads(text))
