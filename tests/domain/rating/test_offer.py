"""The closing times that are offered, and how many votes a motion needs."""

from datetime import datetime
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import DomainError
from bot.domain.rating.prepare import Offer, at_offer, offers
from bot.domain.rating.rules import Majority

ZONE = ZoneInfo("Asia/Shanghai")


def at(day: int, hour: int, minute: int, second: int = 0) -> datetime:
    return datetime(2026, 12, day, hour, minute, second, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(1, 9, 0, 7), [("soon", at(1, 9, 30)), ("tonight", at(1, 22, 0)), ("tomorrow", at(2, 18, 0))]),
        (at(1, 21, 30), [("soon", at(1, 22, 0)), ("tomorrow", at(2, 18, 0))]),
        (at(1, 23, 45), [("soon", at(2, 0, 15)), ("tomorrow", at(2, 18, 0))]),
    ],
)
def test_no_time_that_is_past_is_offered(now: datetime, expected: list[tuple[str, datetime]]) -> None:
    assert [(one.name, at_offer(Offer(one.id), now)) for one in offers(now).items] == expected


def test_a_button_that_waited_too_long_is_refused() -> None:
    with pytest.raises(DomainError, match="rating_too_late"):
        at_offer(Offer.TONIGHT, at(1, 22, 0))


@pytest.mark.parametrize(
    ("share", "entitled", "needed"),
    [({"above": "1/2"}, 37, 19), ({"above": "1/2"}, 36, 19), ({"at_least": "2/3"}, 9, 6), ({"at_least": "2/3"}, 10, 7)],
)
def test_the_fewest_votes_that_carry_a_motion(share: dict[str, str], entitled: int, needed: int) -> None:
    majority = Majority(code="some", zh="x", en="x", **{name: Fraction(one) for name, one in share.items()})
    assert majority.needed(entitled) == needed
    assert majority.reached(needed, entitled)
    assert not majority.reached(needed - 1, entitled)
