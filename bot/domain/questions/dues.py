"""The rule of dues that a member owes a month, in exact decimals, rounded once, half up, to fen."""

import tomllib
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

FEN = Decimal("0.01")


class Frozen(BaseModel):
    """A part of the rule file: frozen, and without unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Band(Frozen):
    """A band of incomes up to and including `up_to` yuan, None: without end; `percent` of the whole income is owed."""

    up_to: Annotated[Decimal, Field(gt=0)] | None = None
    percent: Annotated[Decimal, Field(gt=0, le=100)]


def _climbing(bands: tuple[Band, ...]) -> tuple[Band, ...]:
    ends = [band.up_to for band in bands]
    closed = [end for end in ends[:-1] if end is not None]
    if not bands or ends[-1] is not None or len(closed) != len(ends) - 1 or closed != sorted(set(closed)):
        raise ValueError("bands must climb, and the last one alone has no up_to")
    return bands


Bands = Annotated[tuple[Band, ...], AfterValidator(_climbing)]


class DuesRules(Frozen):
    """The rule file `config/dues.toml`; `no_income` in yuan."""

    no_income: Annotated[Decimal, Field(ge=0)]
    working: Bands
    retired: Bands

    def bands(self, *, retired: bool) -> tuple[Band, ...]:
        """The bands of the retired, or of the others."""
        return self.retired if retired else self.working

    def owed(self, income: Decimal, *, retired: bool) -> Decimal:
        """Compute the yuan owed a month.

        `income`: a month's after tax (for the retired: pension), in yuan. ValueError below zero.
        """
        if income < 0:
            raise ValueError("an income below zero")
        if income == 0:
            return self.no_income
        bands = self.bands(retired=retired)
        band = next(band for band in bands if band.up_to is None or income <= band.up_to)
        return (income * band.percent / 100).quantize(FEN, ROUND_HALF_UP)


def read(text: str) -> DuesRules:
    """Read the rules from TOML text; ValueError names what does not fit."""
    return DuesRules.model_validate(tomllib.loads(text, parse_float=Decimal))
