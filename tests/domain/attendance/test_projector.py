"""The changing code of the projector page."""

import re
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.attendance.projector import INTERVAL_SECONDS, Scanned, accepts, changes_at, code, payload, read_payload
from bot.domain.errors import DomainError

SECRET = b"a secret of thirty-two bytes ...."
SHOWN = datetime(2026, 12, 5, 6, 0, 0, tzinfo=UTC)
ALLOWED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-"

ids = st.integers(1, 36**10 - 1)
secrets = st.binary(min_size=16, max_size=64)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
intervals = st.integers(1, 120)


def refused(secret: bytes, text: str, meeting_id: int, now: datetime, interval: int = INTERVAL_SECONDS) -> str | None:
    """The code of the refusal, or None where the payload is accepted."""
    try:
        accepts(secret, text, meeting_id, now, interval)
    except DomainError as refusal:
        return refusal.code
    return None


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(-1, "code_not_valid"), (0, None), (14.9, None), (15, None), (29.9, None), (30, "code_not_valid")],
)
def test_a_photo_is_dead_half_a_minute_later(seconds: float, expected: str | None) -> None:
    text = payload(SECRET, 7, 41, SHOWN)
    assert refused(SECRET, text, 7, SHOWN + timedelta(seconds=seconds)) == expected


def test_the_payload_names_the_session() -> None:
    text = payload(SECRET, 7, 41, SHOWN)
    assert text == f"c15-{code(SECRET, 7, 41, SHOWN)}"
    assert read_payload(text) == Scanned(41, code(SECRET, 7, 41, SHOWN))
    assert accepts(SECRET, text, 7, SHOWN) == 41


@pytest.mark.parametrize(
    "text",
    [
        "",
        "c",
        "c15",
        "c15-",
        "c15-AAAAAAAAAAAAAAAAA",
        "c15-AAAAAAAAAAAAAAAA\n",
        "c0-AAAAAAAAAAAAAAAA",
        "c10000000000-AAAAAAAAAAAAAAAA",
        "czzzzzzzzzzzzz-AAAAAAAAAAAAAAAA",
        "c15-AAAAAAAAAAAAAAA",
        "x15-AAAAAAAAAAAAAAAA",
    ],
)
def test_other_links_are_no_code(text: str) -> None:
    assert read_payload(text) is None
    assert refused(SECRET, text, 7, SHOWN) == "code_unreadable"


def test_the_code_changes_at_the_end_of_its_interval() -> None:
    moment = SHOWN + timedelta(seconds=7.5)
    change = changes_at(moment)
    assert change == SHOWN + timedelta(seconds=INTERVAL_SECONDS)
    assert code(SECRET, 7, 41, change - timedelta(microseconds=1)) == code(SECRET, 7, 41, moment)
    assert code(SECRET, 7, 41, change) != code(SECRET, 7, 41, moment)


def test_the_zone_of_the_clock_does_not_matter() -> None:
    assert code(SECRET, 7, 41, SHOWN.astimezone(ZoneInfo("Asia/Shanghai"))) == code(SECRET, 7, 41, SHOWN)


def test_naive_moments_and_ids_that_are_none_are_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        code(SECRET, 7, 41, SHOWN.replace(tzinfo=None))
    with pytest.raises(ValueError, match="positive"):
        payload(SECRET, 7, 0, SHOWN)


@given(secrets, ids, ids, moments, intervals, st.data())
def test_accepted_in_its_own_and_the_next_interval_only(
    secret: bytes, meeting_id: int, session_id: int, shown: datetime, interval: int, data: st.DataObject
) -> None:
    text = payload(secret, meeting_id, session_id, shown, interval)
    begins = changes_at(shown, interval) - timedelta(seconds=interval)
    offset = data.draw(st.floats(-3 * interval, 5 * interval), label="seconds from the interval's beginning")
    now = begins + timedelta(seconds=offset)
    valid = begins <= now < begins + timedelta(seconds=2 * interval)
    assert refused(secret, text, meeting_id, now, interval) == (None if valid else "code_not_valid")


@given(secrets, ids, ids, moments, ids)
def test_refused_for_another_meeting_or_session(
    secret: bytes, meeting_id: int, session_id: int, shown: datetime, other: int
) -> None:
    text = payload(secret, meeting_id, session_id, shown)
    if other != meeting_id:
        assert refused(secret, text, other, shown) == "code_not_valid"
    if other != session_id:
        moved = payload(secret, meeting_id, other, shown).split("-")[0] + "-" + text.split("-", 1)[1]
        assert refused(secret, moved, meeting_id, shown) == "code_not_valid"


@given(secrets, secrets, moments)
def test_refused_under_another_secret(secret: bytes, other: bytes, shown: datetime) -> None:
    # HMAC fills a short key up with zero bytes, so keys that differ in those alone are one key.
    if secret.rstrip(b"\0") != other.rstrip(b"\0"):
        assert refused(other, payload(secret, 7, 41, shown), 7, shown) is not None


@given(ids, moments, st.data())
def test_any_changed_character_is_refused(session_id: int, shown: datetime, data: st.DataObject) -> None:
    text = payload(SECRET, 7, session_id, shown)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(
        st.sampled_from(ALLOWED).filter(lambda sign: sign != text[place]) | st.characters(min_codepoint=128)
    )
    assert refused(SECRET, text[:place] + other + text[place + 1 :], 7, shown) is not None


@given(secrets, ids, ids, moments)
def test_it_fits_a_start_link(secret: bytes, meeting_id: int, session_id: int, shown: datetime) -> None:
    text = payload(secret, meeting_id, session_id, shown)
    assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", text)
    assert read_payload(text) == Scanned(session_id, code(secret, meeting_id, session_id, shown))


@given(st.text(), moments)
def test_no_payload_raises_anything_else(text: str, now: datetime) -> None:
    assert refused(SECRET, text, 7, now) in {"code_unreadable", "code_not_valid"}
