"""The hour and the kinds that someone may choose."""

from datetime import time
from pathlib import Path

import pytest

from bot.domain.errors import DomainError
from bot.domain.reminder.model import Kind
from bot.domain.reminder.rules import read
from bot.domain.reminder.setting import concerning, offered, require_mutable, typed, usable

RULES = read((Path(__file__).parents[3] / "config" / "reminders.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("text", "minute"),
    [("9点", 540), ("早上八点半", 510), ("8:30", 510), ("9", 540), ("晚上8点", 1200), ("20:00", 1200), ("9 am", 540),
     ("下午三点", 900), ("上午9：15", 555), ("7:30", 450)],
)  # fmt: skip
def test_hours_as_people_type_them(text: str, minute: int) -> None:
    assert typed(text) == minute


@pytest.mark.parametrize("text", ["", "随便", "早上", "25", "明天9点", "9点10点11点", "x" * 500])
def test_what_is_no_hour_is_refused(text: str) -> None:
    with pytest.raises(DomainError) as error:
        typed(text)
    assert error.value.code == "reminder_hour_unread"


@pytest.mark.parametrize(("minute", "code"), [
    (0, "reminder_hour_quiet"), (449, "reminder_hour_quiet"), (1290, "reminder_hour_quiet"),
    (1439, "reminder_hour_quiet"), (-1, "old_button"), (1440, "old_button"), (2**60, "old_button"),
])  # fmt: skip
def test_an_hour_that_nothing_goes_out_at_is_refused(minute: int, code: str) -> None:
    with pytest.raises(DomainError) as error:
        usable(minute, RULES)
    assert error.value.code == code


def test_every_hour_that_has_a_button_can_be_chosen() -> None:
    every = offered(RULES, RULES.hour)
    assert [usable(minute, RULES) for minute in every] == every
    assert every == [450, 480, 510, 540, 720, 1080, 1200]
    later = RULES.model_copy(update={"quiet_until": RULES.hour})
    assert offered(later, RULES.hour)[0] == 510


def test_an_hour_that_was_typed_has_its_button() -> None:
    assert offered(RULES, time(9, 15)) == [450, 480, 510, 540, 555, 720, 1080, 1200]


@pytest.mark.parametrize("kind", [Kind.CHECKIN, Kind.OVERDUE, Kind.LEAVE])
def test_what_matters_too_much_is_never_switched_off(kind: Kind) -> None:
    with pytest.raises(DomainError) as error:
        require_mutable(kind, RULES)
    assert error.value.code == "reminder_stays"
    assert kind not in concerning(RULES, duties=True)


def test_members_choose_among_what_they_hear_of() -> None:
    assert concerning(RULES, duties=False) == [Kind.MEETING, Kind.DUE, Kind.MONTH]
    assert set(concerning(RULES, duties=True)) == RULES.mutable
