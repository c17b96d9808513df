"""A branch's score of a month: `config/month_score.toml`, checked at start, and its arithmetic."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field, StrictInt, StrictStr, TypeAdapter, model_validator

from bot.domain.errors import DomainError
from bot.domain.grading.scheme import sum_to_hundred, unique
from bot.domain.grading.scheme_part import Frozen, Indicator, Versioned, tenths
from bot.domain.grading.scoring import Deduction, Entered, Sheet, remaining
from bot.domain.installation.audit import canonical, sealed
from bot.domain.period import Month
from bot.domain.unit import Unit, UnitKind

EARLIEST = Month(2000, 1)
LINES: TypeAdapter[dict[str, list[tuple[StrictInt, StrictStr]]]] = TypeAdapter(
    dict[str, list[tuple[StrictInt, StrictStr]]]
)
"""The deductions as `write_lines` stores them."""


class MonthScheme(Versioned):
    """A version of the aspects by which months are scored; it is stored with every score."""

    aspects: Annotated[tuple[Indicator, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _together(self) -> "MonthScheme":
        sum_to_hundred("aspects", (one.weight for one in self.aspects))
        unique("aspects", [one.code for one in self.aspects])
        for one in self.aspects:
            if one.parts or one.ballots:
                raise ValueError(f"aspects: {one.code} is scored as a whole, without parts and ballots")
        return self

    def aspect(self, code: str) -> Indicator:
        """DomainError("month_score_aspect") for a code that is none of them."""
        for one in self.aspects:
            if one.code == code:
                return one
        raise DomainError("month_score_aspect")


class MonthRules(Frozen):
    """The content of the file. `committees`: their branches are scored; `last_month_days`: the last day of a month on
    which the month before may be begun."""

    committees: tuple[Annotated[str, Field(min_length=1, max_length=200)], ...]
    last_month_days: Annotated[int, Field(ge=0, le=28)]
    scheme: MonthScheme

    @model_validator(mode="after")
    def _together(self) -> "MonthRules":
        unique("committees", self.committees)
        return self

    def covers(self, unit: Unit) -> bool:
        """Whether a committee above that branch scores its branches every month."""
        above = unit.place.split("/")[:-1]
        known = {*above, *("/".join(above[:depth]) for depth in range(1, len(above) + 1))}
        return unit.kind is UnitKind.BRANCH and not known.isdisjoint(self.committees)

    def begins(self, month: Month, today: date) -> bool:
        """Whether that month may be scored for the first time today."""
        now = Month.of(today)
        return month == now or (month == now.later(-1) and today.day <= self.last_month_days)


def read(text: str) -> MonthRules:
    """Read the rules from TOML; ValueError when something does not fit."""
    content = tomllib.loads(text, parse_float=Decimal)
    kept = {name: content.pop(name) for name in ("version", "aspects") if name in content}
    return MonthRules.model_validate(content | {"scheme": MonthScheme.model_validate(kept)})


def scheme_from_json(text: str) -> MonthScheme:
    """Read the aspects that are stored with a score; ValueError when the text is no such version."""
    return MonthScheme.model_validate_json(text)


class MonthState(StrEnum):
    """How far the score of a month is. `CHANGED`: it is published, and other deductions wait to be published."""

    NONE = "none"
    DRAFT = "draft"
    PUBLISHED = "published"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class MonthDraft:
    """The deductions that the committee has entered for a unit's month so far. `digest`: of the aspects."""

    id: int
    unit_id: int
    month: Month
    digest: str
    version: int
    lines: Entered


@dataclass(frozen=True, slots=True)
class Publication:
    """A published score; a later one of the same month has the next `number` and a `reason`. `score` in tenths."""

    id: int
    unit_id: int
    month: Month
    number: int
    digest: str
    score: int
    lines: Entered
    reason: str | None
    published_on: date


def sheet(scheme: MonthScheme, entered: Entered) -> Sheet:
    """Score the aspects; one without deductions has full marks.

    DomainError: month_score_aspect, and as `scoring.remaining`.
    """
    for code in entered:
        scheme.aspect(code)
    left = {one.code: remaining(one.code, tenths(one.weight), entered.get(one.code, ())) for one in scheme.aspects}
    return Sheet({code: Fraction(number) for code, number in left.items()})


def state(draft: MonthDraft | None, published: Publication | None) -> MonthState:
    """Tell how far the month is, by what is entered and what was published last."""
    if draft is None:
        return MonthState.NONE
    if published is None:
        return MonthState.DRAFT
    return MonthState.PUBLISHED if taken_off(draft.lines) == taken_off(published.lines) else MonthState.CHANGED


def taken_off(entered: Entered) -> Mapping[str, Sequence[Deduction]]:
    """Return the deductions of the aspects that have any."""
    return {code: tuple(lines) for code, lines in entered.items() if lines}


def write_lines(entered: Entered) -> str:
    """Write deductions as JSON: tenths and reason of each, by aspect."""
    kept = {code: [[line.tenths, line.reason] for line in lines] for code, lines in taken_off(entered).items()}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_lines(text: str) -> Entered:
    """Read what `write_lines` has written; ValueError for anything else."""
    return {code: [Deduction(off, why) for off, why in lines] for code, lines in LINES.validate_json(text).items()}


def record(one: Publication, salt: str) -> dict[str, Any]:
    """Return the audit record's data of a publication: numbers as they are, words sealed."""
    off = taken_off(one.lines)
    words = {"reason": one.reason, "lines": {code: [line.reason for line in lines] for code, lines in off.items()}}
    return {
        "publication": one.id,
        "unit": one.unit_id,
        "month": named(one.month),
        "number": one.number,
        "scheme": one.digest,
        "score": one.score,
        "off": {code: [line.tenths for line in lines] for code, lines in off.items()},
        "why": sealed(salt, canonical(words)),
        "published_on": one.published_on.isoformat(),
    }


def named(month: Month) -> str:
    """Write a month as it is stored: 2026-11."""
    return f"{month.first:%Y-%m}"


def month_named(text: str) -> Month:
    """The inverse of `named`."""
    return Month.of(date.fromisoformat(f"{text}-01"))


def month_numbered(number: int, today: date) -> Month:
    """Read the number of a month from a button.

    DomainError: old_button for a number that no button has, month_score_ahead for a month to come.
    """
    if number > Month.of(today).number:
        raise DomainError("month_score_ahead")
    if number < EARLIEST.number:
        raise DomainError("old_button")
    return Month.numbered(number)
