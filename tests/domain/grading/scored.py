"""The schemes in `config/grading`, a sheet filled in under one of them, and what is refused of it."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.grading import schemes
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Voters
from bot.domain.grading.scoring import Ballots, Deduction, Entered

FOLDER = Path(__file__).parents[3] / "config" / "grading"
SCHEMES = schemes.read({path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.toml")})
REFERENCE, OFFICE, FIVE, TWO = (SCHEMES.of(sector) for sector in ("村", "机关", "窗口单位", "离退休"))
ALL_GOOD: Ballots = {Voters.ALL: {"good": 20}}


def sheet(scheme: Scheme, **taken: int) -> Entered:
    """Full marks less what is named, in tenths."""
    leaves = [code for one in scheme.indicators if one.ballots is None for code in one.leaves]
    return {code: [Deduction(taken[code], "记录不全")] if code in taken else [] for code in leaves}


def refused(code: str, call: Callable[..., object], *given_to_it: object) -> Mapping[str, object]:
    with pytest.raises(DomainError) as error:
        call(*given_to_it)
    assert error.value.code == code
    return error.value.data
