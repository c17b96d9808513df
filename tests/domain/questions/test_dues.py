"""The dues rule of config/dues.toml: exact, by bands, the whole income at its band's rate."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.questions.dues import read

CONFIG = Path(__file__).parents[3] / "config" / "dues.toml"
RULES = read(CONFIG.read_text(encoding="utf-8"))
YUAN = st.decimals(min_value="0.01", max_value="1000000", places=2)


@pytest.mark.parametrize(
    ("income", "dues"),
    [
        ("0", "0.2"),
        ("0.01", "0.00"),
        ("3000", "15.00"),
        ("3000.01", "30.00"),
        ("5000", "50.00"),
        ("5000.01", "75.00"),
        ("10000", "150.00"),
        ("10000.01", "200.00"),
        ("6666.67", "100.00"),
        ("1001", "5.01"),
    ],
)
def test_a_working_member_owes_by_band(income: str, dues: str) -> None:
    assert RULES.owed(Decimal(income), retired=False) == Decimal(dues)


@pytest.mark.parametrize(("income", "dues"), [("0", "0.2"), ("3000", "15.00"), ("5000", "25.00"), ("5000.01", "50.00")])
def test_a_retired_member_owes_by_the_other_bands(income: str, dues: str) -> None:
    assert RULES.owed(Decimal(income), retired=True) == Decimal(dues)


@given(YUAN, YUAN, st.booleans())
def test_more_income_never_means_less_dues(one: Decimal, other: Decimal, retired: bool) -> None:
    low, high = sorted((one, other))
    assert RULES.owed(low, retired=retired) <= RULES.owed(high, retired=retired)


@given(YUAN, st.booleans())
def test_dues_are_the_bands_share_to_half_a_fen(income: Decimal, retired: bool) -> None:
    owed = RULES.owed(income, retired=retired)
    percent = next(band.percent for band in RULES.bands(retired=retired) if band.up_to is None or income <= band.up_to)
    assert abs(owed - income * percent / 100) <= Decimal("0.005")
    assert owed == owed.quantize(Decimal("0.01"))


@given(YUAN)
def test_the_retired_never_owe_more(income: Decimal) -> None:
    assert RULES.owed(income, retired=True) <= RULES.owed(income, retired=False)


@given(st.decimals(max_value="-0.01", min_value="-100000", places=2))
def test_an_income_below_zero_is_refused(income: Decimal) -> None:
    with pytest.raises(ValueError, match="below zero"):
        RULES.owed(income, retired=False)


@pytest.mark.parametrize(
    "bands",
    [
        "working = []",
        "working = [{up_to = 5, percent = 1}]",
        "working = [{up_to = 5, percent = 1}, {up_to = 5, percent = 2}, {percent = 3}]",
        "working = [{up_to = 9, percent = 1}, {up_to = 5, percent = 2}, {percent = 3}]",
        "working = [{percent = 1}, {percent = 2}]",
        "working = [{percent = 0}]",
    ],
)
def test_bands_that_do_not_climb_are_refused(bands: str) -> None:
    with pytest.raises(ValidationError):
        read(f"no_income = 0.2\n{bands}\nretired = [{{percent = 1}}]")
