"""A committee's numbers for secret ratings: `config/rating.toml`, checked at start."""

import tomllib
from fractions import Fraction
from math import ceil, floor
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from bot.domain.grading.scheme_part import Named

LEAST = 5
"""Ballots below which nothing is counted or split, whatever a committee wishes."""


class Frozen(BaseModel):
    """The base of models that never change and refuse unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Majority(Named):
    """A share of the whole electorate that carries a motion: more than `above`, or at least `at_least`, written 2/3."""

    above: Fraction | None = None
    at_least: Fraction | None = None

    @model_validator(mode="after")
    def _together(self) -> "Majority":
        if (self.above is None) == (self.at_least is None):
            raise ValueError("a majority says either above or at_least")
        if not 0 < (self.above or self.at_least or 0) <= 1:
            raise ValueError("a majority is a share between 0 and 1")
        return self

    def reached(self, yes: int, entitled: int) -> bool:
        """Whether so many votes in favour carry the motion; `entitled` is above 0."""
        return yes >= self.needed(entitled)

    def needed(self, entitled: int) -> int:
        """Return the fewest votes in favour that carry the motion."""
        if self.above is not None:
            return floor(self.above * entitled) + 1
        return ceil((self.at_least or 1) * entitled)


class RatingRules(Frozen):
    """The rules of a committee's ratings. ValueError names what does not fit."""

    least: Annotated[int, Field(ge=LEAST)]
    recent_days: Annotated[int, Field(ge=0, le=365)]
    refresh_minutes: Annotated[int, Field(ge=10, le=240)]
    rerun_days: Annotated[int, Field(ge=0, le=730)]
    void_after_days: Annotated[int, Field(ge=7, le=365)]
    person: Annotated[tuple[Named, ...], Field(min_length=2, max_length=9)]
    majorities: Annotated[tuple[Majority, ...], Field(min_length=1)]

    def majority(self, code: str) -> Majority | None:
        return next((one for one in self.majorities if one.code == code), None)


def read(text: str) -> RatingRules:
    """Read the rules from TOML text."""
    return RatingRules.model_validate(tomllib.loads(text))
