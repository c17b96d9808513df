"""What people see of check-in, leave and the ledger, in both languages."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from telegram import InlineKeyboardMarkup

from bot.domain.attendance import State, Way
from bot.domain.ledger import Figures, LeaveState, Line, Mark
from bot.domain.unit import Unit, UnitKind
from bot.services.checkin import Offer, Open, Recorded
from bot.services.leave import Asked, Decision, Leave
from bot.services.ledger import Row, Sheet, Span, Table
from bot.settings import load
from bot.texts.speech import Speech, Texts
from bot.views import attendance, checkin, leave, live_count
from bot.views.parcels import render

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
TEXTS = Texts(load(_env_file=None).zone)
UNIT = Unit(1, None, "一支部", UnitKind.BRANCH, "", "一支部", "/1/")


@pytest.fixture(params=["zh", "en"])
def say(request: pytest.FixtureRequest) -> Speech:
    return TEXTS.speech(request.param)


def labels(keyboard: object) -> list[str]:
    assert isinstance(keyboard, InlineKeyboardMarkup)
    return [button.text for row in keyboard.inline_keyboard for button in row]


@pytest.mark.parametrize("state", [State.PRESENT, State.LATE, State.REMOTE])
def test_a_check_in_says_when(say: Speech, state: State) -> None:
    made = checkin.recorded(Recorded("党课", 2, state, Way.PLACE, NOW, again=False, on_leave=True), say)
    assert "14:00" in made.text
    assert "2" in made.text
    assert made.fresh
    assert len(made.text.splitlines()) >= 3


def test_marked_absent_is_not_called_checked_in(say: Speech) -> None:
    made = checkin.recorded(Recorded("党课", None, State.ABSENT, Way.BUTTON, NOW, again=True, on_leave=False), say)
    assert ("缺席" if say.language == "zh" else "absent") in made.text


def test_what_is_open_and_what_is_next(say: Speech) -> None:
    later = Open(7, "党课", None, NOW, NOW + timedelta(hours=2), False)
    assert "14:00" in checkin.offer(Offer((), later), say).text
    assert checkin.offer(Offer((), None), say).keyboard is None
    both = checkin.offer(Offer((later, later._replace(marked=True)), None), say)
    assert [label.startswith("✓") for label in labels(both.keyboard)] == [False, True]


def leave_of(state: LeaveState) -> Leave:
    return Leave(1, 2, "党员", "生病", state, NOW, 3, "书记", NOW, "党课", NOW, 1)


@pytest.mark.parametrize("state", LeaveState)
@pytest.mark.parametrize("again", [True, False])
def test_every_state_of_leave_has_its_words(say: Speech, state: LeaveState, again: bool) -> None:
    assert "党员" in leave.decided(Decision(leave_of(state), again), say).text
    assert "党课" in leave.asked(Asked(leave_of(state)), say).text


def test_whoever_cannot_be_answered_is_told(say: Speech) -> None:
    told, untold = (leave.asked(Asked(leave_of(LeaveState.ASKED), number), say).text for number in (1, 0))
    assert told != untold


def live(**changed: Any) -> dict[str, Any]:
    zero = dict.fromkeys(("present", "late", "remote", "leave", "exempt", "guests", "coming", "waiting", "session"), 0)
    data = {"meeting": 1, "title": "大会", "starts": 0, "expected": 30, "attended": 20, "by_hand": 3, "missing": None}
    return {**zero, **data, "quorum": [14, 25, 13, 0], **changed}


def test_the_live_count(say: Speech) -> None:
    text = live_count.live(live(), say).text
    assert "15%" in text
    assert "13" in text
    short = live_count.live(live(quorum=[10, 25, 13, 3], attended=0, by_hand=0), say).text
    assert "3" in short


def test_a_long_list_of_missing_fits_a_message(say: Speech) -> None:
    text = live_count.live(live(missing=["欧阳建国立春"] * 1000), say).text
    assert len(text) < 4096
    assert "920" in text


def line(leave_state: LeaveState | None = None, *states: State | None, way: Way = Way.BUTTON) -> Line:
    ended = NOW - timedelta(hours=1)
    marks = tuple(Mark(n, n, ended, state, way if state else None, NOW) for n, state in enumerate(states, 1))
    return Line(
        1, "大会", NOW - timedelta(hours=9), ended, 1, "张三", 1, None, True, False, False, False, leave_state, marks
    )


@pytest.mark.parametrize(
    ("one", "zh"),
    [
        (line(None, State.PRESENT, None, State.LATE), "迟到 2/3"),
        (line(LeaveState.ASKED, None), "缺席（请假未批）"),
        (line(LeaveState.REFUSED, None), "缺席（请假未准）"),
        (line(LeaveState.GRANTED, None), "请假"),
        (line(None, State.PRESENT, way=Way.BY_HAND), "到会（代签）"),
    ],
)
def test_a_line_of_the_ledger(one: Line, zh: str) -> None:
    sheet = Sheet(1, "大会", NOW, NOW, (one,), Figures(), correctable=False, page=0, pages=1)
    assert attendance.standing(one, sheet, TEXTS.speech("zh")) == zh
    assert attendance.standing(one, sheet, TEXTS.speech("en"))


@pytest.mark.parametrize("below", [True, False])
def test_a_table_turns_its_months_and_pages(say: Speech, below: bool) -> None:
    rows = (Row(5, "张三", Figures(expected=3, present=2, absent=1)),)
    made = attendance.table(Table(UNIT, Span(2026, 12), rows, rows[0].figures, 3, 1, 3), say, below=below)
    assert "67%" in made.text
    assert any("2027" in label for label in labels(made.keyboard))
    assert ("张三" in labels(made.keyboard)) is not below


@pytest.mark.parametrize(
    ("kind", "data", "wanted"),
    [
        ("attendance.away", {"name": "张三", "unit": "一支部", "months": 3, "since": "2026-08-01", "at": 0}, "2026"),
        ("attendance.exempted", {"until": date(2027, 2, 24).isoformat(), "reason": "病", "by": "书记"}, "病"),
        (
            "attendance.corrected",
            {"title": "大会", "starts": 0, "old": None, "new": "late", "reason": "证明", "by": "书记"},
            "证明",
        ),
    ],
)
def test_what_is_told_later(say: Speech, kind: str, data: dict[str, Any], wanted: str) -> None:
    assert wanted in render(kind, data, say).text
