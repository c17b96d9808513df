"""Norms: periods of the calendar, and what a unit has held, planned and owes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.meeting.norm import CountedMeeting, Holders, Per, Period, Standing, standings
from bot.domain.meeting.rules import read

RULES = read((Path(__file__).parents[3] / "config" / "meetings.toml").read_text(encoding="utf-8"))
NOVEMBER, QUARTER, YEAR = (Period.of(per, date(2026, 11, 25)) for per in Per)
BRANCH = Holders(1, (11, 12), committee=3)
DATES = st.dates(date(2000, 1, 1), date(2099, 12, 31))


@given(st.sampled_from(Per), DATES)
def test_periods_cover_the_calendar_without_gaps(per: Per, day: date) -> None:
    period = Period.of(per, day)
    assert period.has(day)
    assert period.next().first == period.last + timedelta(days=1)
    assert period.next().before() == period == period.before().next()
    assert Period.named(period.name) == period
    assert Period.of(per, period.first) == Period.of(per, period.last) == period


@pytest.mark.parametrize(
    ("per", "day", "name", "first", "last"),
    [
        (Per.MONTH, "2028-02-29", "2028-02", "2028-02-01", "2028-02-29"),
        (Per.MONTH, "2026-12-31", "2026-12", "2026-12-01", "2026-12-31"),
        (Per.QUARTER, "2026-11-25", "2026-Q4", "2026-10-01", "2026-12-31"),
        (Per.QUARTER, "2027-01-01", "2027-Q1", "2027-01-01", "2027-03-31"),
        (Per.YEAR, "2026-01-01", "2026", "2026-01-01", "2026-12-31"),
    ],
)
def test_a_period_is_named(per: Per, day: str, name: str, first: str, last: str) -> None:
    period = Period.of(per, date.fromisoformat(day))
    assert (period.name, period.first.isoformat(), period.last.isoformat()) == (name, first, last)


def found(*met: CountedMeeting, holders: Holders = BRANCH) -> dict[tuple[str, int], Standing]:
    every = standings(RULES, holders, met, (NOVEMBER, QUARTER, YEAR))
    return {(one.type, one.unit_id): one for one in every}


def held(kind: str, unit: int = 1, day: date = date(2026, 11, 5)) -> CountedMeeting:
    return CountedMeeting(unit, kind, day, held=True, ahead=False)


def ahead(kind: str, unit: int = 1, day: date = date(2026, 11, 28)) -> CountedMeeting:
    return CountedMeeting(unit, kind, day, held=False, ahead=True)


def test_what_is_held_is_not_owed_and_what_is_planned_is_not_missing_from_the_plan() -> None:
    one = found(held("committee"), ahead("theme_day"))
    committee, theme_day = one["committee", 1], one["theme_day", 1]
    assert (committee.held, committee.missing, committee.owed) == (1, 0, 0)
    assert (theme_day.held, theme_day.missing, theme_day.owed, theme_day.planned) == (0, 1, 0, (date(2026, 11, 28),))


def test_a_meeting_nobody_came_to_counts_for_nothing() -> None:
    assert found(CountedMeeting(1, "theme_day", date(2026, 11, 5), held=False, ahead=False))["theme_day", 1].owed == 1


def test_each_group_owes_its_own() -> None:
    one = found(held("group", 11))
    assert (one["group", 11].owed, one["group", 12].owed) == (0, 1)
    assert ("group", 1) not in one
    assert ("group", 1) not in found(holders=Holders(1, (), committee=3))


def test_a_branch_without_a_committee_owes_no_committee_meeting() -> None:
    assert ("committee", 1) not in found(holders=Holders(1, (), committee=1))


@pytest.mark.parametrize(
    ("kind", "day", "owed"),
    [
        ("theme_day", "2026-10-31", 1),
        ("theme_day", "2026-12-01", 1),
        ("assembly", "2026-10-01", 0),
        ("assembly", "2026-09-30", 1),
        ("life", "2026-01-01", 0),
        ("life", "2025-12-31", 1),
    ],
)
def test_only_what_lies_in_the_period_counts(kind: str, day: str, owed: int) -> None:
    assert found(held(kind, day=date.fromisoformat(day)))[kind, 1].owed == owed


def test_more_than_the_norm_owes_nothing() -> None:
    assert found(held("committee"), held("committee"), ahead("committee"))["committee", 1].owed == 0
