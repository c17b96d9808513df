"""The parts of a grading scheme. Points have one decimal, percents two: exact, never binary floats."""

import hashlib
import json
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator


def _exact(step: str, words: str) -> AfterValidator:
    """One writing for one number, so that 10 and 10.0 give the same digest."""

    def fitting(value: Decimal) -> Decimal:
        even = value.quantize(Decimal(step))
        if even != value:
            raise ValueError(f"{value} has more than {words}")
        return even

    return AfterValidator(fitting)


Code = Annotated[str, Field(pattern=r"^[a-z][a-z_]{1,23}$")]
Words = Annotated[str, Field(min_length=1, max_length=80)]
Points = Annotated[Decimal, Field(ge=0, le=100), _exact("0.1", "one decimal")]
Worth = Annotated[Decimal, Field(gt=0, le=100), _exact("0.1", "one decimal")]
Percent = Annotated[Decimal, Field(ge=0, le=100), _exact("0.01", "two decimals")]
Weight = Annotated[Decimal, Field(gt=0, le=100), _exact("0.01", "two decimals")]


def tenths(points: Decimal) -> int:
    """Points as they are stored: 92.6 -> 926."""
    return int(points * 10)


class Frozen(BaseModel):
    """A part of a configured scheme; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Versioned(Frozen):
    """A model that is stored verbatim with each result, addressed by its digest."""

    version: Annotated[int, Field(ge=1)]

    def as_json(self) -> str:
        """Write it as JSON, the same text for the same content."""
        content = self.model_dump(mode="json", exclude_defaults=True)
        return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """The SHA-256 of the content, 64 hexadecimal digits."""
        return hashlib.sha256(self.as_json().encode()).hexdigest()


class Named(Frozen):
    """A part with a code and its name in each language."""

    code: Code
    zh: Words
    en: Words

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh


class Step(StrEnum):
    """The seven steps of a grading round, in their order."""

    SURVEY = "survey"
    SELF_ASSESSMENT = "self_assessment"
    RATING = "rating"
    ASSESSMENT = "assessment"
    DECISION = "decision"
    NOTICE = "notice"
    FINAL = "final"


class Voters(StrEnum):
    """Whose ballots are meant: everybody's, or one group's where the counts may be split."""

    ALL = "all"
    MEMBERS = "members"
    MASSES = "masses"
    SERVICE_USERS = "service_users"


class Band(Frozen):
    """The scores of a grade: from `at_least` to under `below`; without `below` up to and including 100."""

    grade: str
    at_least: Points
    below: Points | None = None

    def holds(self, score: int) -> bool:
        """`score` in tenths."""
        return tenths(self.at_least) <= score and (self.below is None or score < tenths(self.below))


class Credit(Frozen):
    """The percent that a ballot counts by its answer; an answer that is not named counts nothing."""

    voters: Voters
    credit: dict[str, Percent]

    def share(self, counts: Mapping[str, int]) -> Fraction:
        """Return the credited share, from 0 to 1, exact; `counts`: valid ballots by answer, at least one."""
        credited = sum((Fraction(self.credit.get(answer, 0)) * number for answer, number in counts.items()), Fraction())
        return credited / 100 / sum(counts.values())


class Part(Named):
    """A part of an indicator, scored by itself."""

    maximum: Worth


class Indicator(Named):
    """An indicator, scored by hand as a whole, by hand in its parts, or by the ballots alone."""

    weight: Worth
    parts: tuple[Part, ...] = ()
    ballots: Credit | None = None

    @model_validator(mode="after")
    def _together(self) -> "Indicator":
        if self.parts and self.ballots:
            raise ValueError("an indicator that the ballots score has no parts")
        total = sum((part.maximum for part in self.parts), Decimal())
        if self.parts and total != self.weight:
            raise ValueError(f"its parts sum to {total}, not to its weight {self.weight}")
        return self

    @property
    def leaves(self) -> Mapping[str, int]:
        """The leaves, that is, its parts or itself, with the maximum of each in tenths."""
        if self.parts:
            return {part.code: tenths(part.maximum) for part in self.parts}
        return {self.code: tenths(self.weight)}


class Assessor(Named):
    """One of several that assess a unit. `source`: the committee's sheet, the unit's own, or ballots."""

    weight: Weight
    source: Literal["assessment", "self_assessment", "ballots"]
    ballots: Credit | None = None

    @model_validator(mode="after")
    def _together(self) -> "Assessor":
        if (self.source == "ballots") != (self.ballots is not None):
            raise ValueError("`ballots` belongs to an assessor with source = ballots, and to no other")
        return self


class Share(Frozen):
    """A condition: these answers are at least so many percent of the valid ballots, or fewer than so many."""

    voters: Voters
    answers: Annotated[tuple[str, ...], Field(min_length=1)]
    at_least: Weight | None = None
    below: Weight | None = None

    @model_validator(mode="after")
    def _together(self) -> "Share":
        if (self.at_least is None) == (self.below is None):
            raise ValueError("a share says either at_least or below")
        return self

    def holds(self, share: Fraction) -> bool:
        """`share` from 0 to 1."""
        if self.at_least is not None and share * 100 < Fraction(self.at_least):
            return False
        return self.below is None or share * 100 < Fraction(self.below)


class Rule(Named):
    """A rule that limits the grade to `most`, or to the last one (`no_rise`).

    Without `share` the committee states, with evidence, that it holds.
    """

    most: str | None = None
    no_rise: bool = False
    overridable: bool = False
    share: Share | None = None

    @model_validator(mode="after")
    def _together(self) -> "Rule":
        if (self.most is None) != self.no_rise:
            raise ValueError("a rule says either most or no_rise")
        return self


class Quota(Frozen):
    """A grade that at most so many percent of a committee's graded units should have."""

    grade: str
    percent: Percent
