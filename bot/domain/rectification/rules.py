"""The rules of rectification items: `config/rectify.toml`, checked at start."""

import tomllib
from datetime import date, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.rectification.model import Horizon

Words = Annotated[str, Field(min_length=1, max_length=20)]


class Frozen(BaseModel):
    """A part of the file, which cannot change and has no unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EvidenceRules(Frozen):
    """The limits on evidence. `endings` of file names, in small letters with their dot."""

    endings: tuple[Annotated[str, Field(pattern=r"^\.[a-z0-9]{1,8}$")], ...]
    most_megabytes: Annotated[int, Field(ge=1, le=20)]
    most_pieces: Annotated[int, Field(ge=1, le=100)]


class RectificationRules(Frozen):
    """The content of the file; ValueError names what does not fit."""

    categories: tuple[Words, ...]
    sources: tuple[Words, ...]
    attached_grades: frozenset[str]
    near_days: Annotated[int, Field(ge=1)]
    mid_days: Annotated[int, Field(ge=1)]
    evidence: EvidenceRules

    @model_validator(mode="after")
    def _together(self) -> "RectificationRules":
        if self.near_days >= self.mid_days:
            raise ValueError("near_days must be less than mid_days")
        return self

    def horizon(self, starts: date, due: date) -> Horizon:
        """The horizon that follows from the two days."""
        if due - starts <= timedelta(days=self.near_days):
            return Horizon.NEAR
        return Horizon.MID if due - starts <= timedelta(days=self.mid_days) else Horizon.LONG


def read(text: str) -> RectificationRules:
    """Parse the rules from TOML text."""
    return RectificationRules.model_validate(tomllib.loads(text))
