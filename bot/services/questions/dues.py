"""The rule of dues, as it is explained."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from bot.domain.questions.dues import Band, DuesRules, read


@dataclass(frozen=True, slots=True)
class Scale:
    """The bands of working or of retired members; `example` is a (monthly income, dues), in yuan."""

    retired: bool
    bands: tuple[Band, ...]
    example: tuple[Decimal, Decimal]


@dataclass(frozen=True, slots=True)
class DuesRule:
    """The whole rule. `scales`: the asker's own first; `no_income` in yuan."""

    scales: tuple[Scale, ...]
    no_income: Decimal


@cache
def rules(config_dir: Path) -> DuesRules:
    """Read `dues.toml` of that folder, once; OSError or ValueError when it is missing or does not fit."""
    return read((config_dir / "dues.toml").read_text(encoding="utf-8"))


def rule(known: DuesRules, *, retired_first: bool) -> DuesRule:
    """Explain both scales, each with an example."""
    return DuesRule(tuple(_scale(known, retired) for retired in (retired_first, not retired_first)), known.no_income)


def _scale(known: DuesRules, retired: bool) -> Scale:
    bands = known.bands(retired=retired)
    income = bands[0].up_to or Decimal(1000)
    return Scale(retired, bands, (income, known.owed(income, retired=retired)))
