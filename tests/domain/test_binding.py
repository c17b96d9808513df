"""Links and numbers: what opens, what refuses, what counts as the same number."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.binding import Invite, InviteKind, digits, kept, link, refusal, same_number, spellings, wait_until

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
GOOD = Invite(InviteKind.PERSON, 7, NOW + timedelta(hours=72))


@pytest.mark.parametrize(
    ("invite", "code"),
    [
        (None, "link_unknown"),
        (GOOD, None),
        (Invite(InviteKind.PERSON, 7, NOW + timedelta(milliseconds=1)), None),
        (Invite(InviteKind.PERSON, 7, NOW), "link_expired"),
        (Invite(InviteKind.PERSON, 7, NOW + timedelta(hours=1), used_by=5), "link_used"),
        (Invite(InviteKind.PERSON, 7, NOW + timedelta(hours=1), revoked=True), "link_revoked"),
        (Invite(InviteKind.PERSON, 7, NOW - timedelta(hours=1), used_by=5), "link_used"),
        (Invite(InviteKind.PERSON, 7, NOW - timedelta(hours=1), revoked=True), "link_revoked"),
        (Invite(InviteKind.ADMINISTRATOR, None, NOW + timedelta(hours=1)), None),
    ],
)
def test_a_link_opens_once_until_it_expires_or_is_replaced(invite: Invite | None, code: str | None) -> None:
    found = refusal(invite, NOW)
    assert (found.code if found else None) == code


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "+8613812345678",
        "8613812345678",
        "008613812345678",
        "+86 138 1234 5678",
        "138-1234-5678",
        "(+86) 138.1234.5678",
    ],
)
def test_a_mainland_number_is_the_same_however_it_is_written(written: str) -> None:
    assert digits(written) == "13812345678"
    assert same_number(written, "+8613812345678")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13812345678", "13812345679"),
        ("+8613812345678", "+113812345678"),
        ("", ""),
        (None, "13812345678"),
        ("没有", "没有"),
        ("+442079460000", "2079460000"),
    ],
)
def test_what_is_not_the_same_number_does_not_match(one: str | None, other: str) -> None:
    assert not same_number(one, other)


def test_a_foreign_number_keeps_its_country() -> None:
    assert digits("+44 20 7946 0000") == "442079460000" == digits("0044 20 7946 0000")


@given(st.integers(13_000_000_000, 19_999_999_999), st.sampled_from(["", "+86", "86", "0086", "+86 "]))
def test_every_spelling_that_a_roster_keeps_is_looked_for(number: int, prefix: str) -> None:
    assert {str(number), f"+86{number}"} <= set(spellings(digits(f"{prefix}{number}")))


def test_a_foreign_number_is_looked_for_as_the_roster_writes_it() -> None:
    assert "+442079460000" in spellings(digits("+44 20 7946 0000"))


def test_only_a_hash_is_kept_and_the_link_fits_telegram() -> None:
    assert kept("token") != "token"
    assert len(kept("token")) == 64
    assert link("some_bot", "abc") == "https://t.me/some_bot?start=abc"


def test_after_enough_wrong_links_one_waits_until_the_oldest_of_them_is_an_hour_old() -> None:
    wrong = [NOW - timedelta(minutes=minutes) for minutes in (50, 30, 10)]
    assert wait_until(wrong, 4) is None
    assert wait_until([], 1) is None
    assert wait_until(wrong, 3) == NOW + timedelta(minutes=10)
    assert wait_until(wrong, 2) == NOW + timedelta(minutes=30)
