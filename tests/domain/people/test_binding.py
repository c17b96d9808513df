"""Links and numbers: what opens, what refuses, what counts as the same number."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.people.binding import Invite, InviteKind, invite_link, link_refusal, spellings, token_hash, wait_until

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
    found = link_refusal(invite, NOW)
    assert (found.code if found else None) == code


@pytest.mark.parametrize("shared", ["+8613812345678", "8613812345678", "+86 138 1234 5678", "(+86) 138-1234-5678"])
def test_a_mainland_number_is_looked_for_with_and_without_its_country(shared: str) -> None:
    assert spellings(shared) == ("13812345678", "+8613812345678")


@pytest.mark.parametrize(
    ("shared", "expected"),
    [
        ("+13105551234", ("+13105551234",)),
        ("13105551234", ("+13105551234",)),
        ("+44 20 7946 0000", ("+442079460000",)),
        ("+861381234567", ("+861381234567",)),
        ("+86138123456789", ("+86138123456789",)),
        ("+8621123456789", ("+8621123456789",)),
        ("10086", ("+10086",)),
        ("", ()),
        ("没有", ()),
    ],
)
def test_any_other_number_is_looked_for_whole(shared: str, expected: tuple[str, ...]) -> None:
    assert spellings(shared) == expected


@given(st.integers(13_000_000_000, 19_999_999_999))
def test_eleven_digits_are_never_taken_for_a_mainland_number(number: int) -> None:
    assert set(spellings(f"+{number}")).isdisjoint(spellings(f"+86{number}"))


def test_only_a_hash_is_kept_and_the_link_fits_telegram() -> None:
    assert token_hash("token") != "token"
    assert len(token_hash("token")) == 64
    assert invite_link("some_bot", "abc") == "https://t.me/some_bot?start=abc"


def test_after_enough_wrong_links_one_waits_until_the_oldest_of_them_is_an_hour_old() -> None:
    wrong = [NOW - timedelta(minutes=minutes) for minutes in (50, 30, 10)]
    assert wait_until(wrong, 4) is None
    assert wait_until([], 1) is None
    assert wait_until(wrong, 3) == NOW + timedelta(minutes=10)
    assert wait_until(wrong, 2) == NOW + timedelta(minutes=30)
