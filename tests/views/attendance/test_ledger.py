"""What people see of check-in, leave and the ledger, in both languages."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.domain.attendance.leave import Leave, LeaveState, UpcomingMeeting
from bot.domain.attendance.ledger import Figures, Line, Mark, Span
from bot.domain.attendance.message import LiveCount
from bot.domain.attendance.model import State, Way
from bot.domain.unit import Unit, UnitKind
from bot.services.attendance.checkin import Offer, OpenSession, Recorded
from bot.services.attendance.exemption import GivenExemption, UnitExemptions
from bot.services.attendance.figures import Mine
from bot.services.attendance.leave import Asked, Decision, Overview, Withdrawn
from bot.services.attendance.ledger import MeetingFigures, Meetings, Menu, OfPerson, Row, Sheet, Table
from bot.services.grading.grade import UnitGrades
from bot.settings import load
from bot.texts.speech import Speech, Texts
from bot.views import language
from bot.views.attendance import checkin, exemption, leave, ledger, live_count
from bot.views.grading import grade
from bot.views.people import roster
from bot.views.renderers import render
from bot.views.view import View
from tests.views.keyboard import labels

NOW = datetime(2026, 11, 25, 6, 0, tzinfo=UTC)
TEXTS = Texts(load(_env_file=None).zone)
UNIT = Unit(1, None, "一支部", UnitKind.BRANCH, "", "一支部", "/1/")


@pytest.fixture(params=["zh", "en"])
def say(request: pytest.FixtureRequest) -> Speech:
    return TEXTS.speech(request.param)


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
    later = OpenSession(7, "党课", None, NOW, NOW + timedelta(hours=2), False)
    assert "14:00" in checkin.offer(Offer((), later), say).text
    assert labels(checkin.offer(Offer((), None), say)) == [say("menu-open-home")]
    both = checkin.offer(Offer((later, later._replace(marked=True)), None), say)
    assert [label.startswith("✓") for label in labels(both)] == [False, True, False]


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


def live(**changed: Any) -> LiveCount:
    zero = dict.fromkeys(("present", "late", "remote", "leave", "exempt", "guests", "coming", "waiting", "session"), 0)
    data = {"meeting": 1, "title": "大会", "starts": 0, "expected": 30, "attended": 20, "by_hand": 3, "missing": None}
    return LiveCount.model_validate({**zero, **data, "quorum": [14, 25, 13, 0], **changed})


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
    assert ledger.standing(one, sheet, TEXTS.speech("zh")) == zh
    assert ledger.standing(one, sheet, TEXTS.speech("en"))


@pytest.mark.parametrize("below", [True, False])
def test_a_table_turns_its_months_and_pages(say: Speech, below: bool) -> None:
    rows = (Row(5, "张三", Figures(expected=3, present=2, absent=1)),)
    made = ledger.table(Table(UNIT, Span(2026, 12), rows, rows[0].figures, 3, 1, 3), say, below=below)
    assert "67%" in made.text
    assert any("2027" in label for label in labels(made))
    assert ("张三" in labels(made)) is not below


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


def test_a_running_meeting_has_no_rate(say: Speech) -> None:
    six = Figures(expected=29, present=6)
    sheet = Sheet(1, "大会", NOW, NOW, (), six, correctable=False, page=0, pages=1, running=True)
    assert "%" not in ledger.sheet(sheet, say).text
    assert "29" in ledger.sheet(sheet, say).text
    held = Meetings(
        UNIT, (MeetingFigures(1, "大会", NOW, six, running=True), MeetingFigures(2, "党课", NOW, six)), 0, False
    )
    first, second, *_ = labels(ledger.meetings(held, say))
    assert first.endswith(("进行中 6/29", "under way 6/29"))
    assert not second.endswith(("进行中 6/29", "under way 6/29"))


def test_nobody_expected_is_not_nought_per_cent(say: Speech) -> None:
    nothing = Figures()
    table = Table(UNIT, Span(2026), (Row(5, "张三", nothing),), nothing, 0, 0, 1)
    year = OfPerson(5, "张三", 2026, NOW, (), nothing, 0, 1)
    for made in (
        ledger.table(table, say, below=False),
        ledger.of_person(year, say),
        ledger.mine(Mine("张三", 2026, nothing), say),
    ):
        assert "%" not in made.text
        assert "0/0" not in made.text


NOTHING = Overview((), (), NOW, 0, False)
LEAVES: dict[str, Callable[[Speech], View]] = {
    "checkin": lambda say: checkin.offer(Offer((), None), say),
    "checkin next": lambda say: checkin.offer(Offer((), OpenSession(7, "党课", None, NOW, NOW, False)), say),
    "checked in": lambda say: checkin.recorded(Recorded("党课", None, State.PRESENT, Way.QR, NOW, False, False), say),
    "leave": lambda say: leave.overview(NOTHING, say),
    "leave asked": lambda say: leave.asked(Asked(leave_of(LeaveState.ASKED), 1), say),
    "leave decided": lambda say: leave.decided(Decision(leave_of(LeaveState.GRANTED), again=False), say),
    "leave withdrawn": lambda say: leave.withdrawn(Withdrawn(leave_of(LeaveState.WITHDRAWN), None), say),
    "ledger": lambda say: ledger.menu(Menu("张三", 2026, 11, Figures(), (), frozenset(), ()), say),
    "ledger meetings": lambda say: ledger.meetings(Meetings(UNIT, (), 0, False), say),
    "ledger sheet": lambda say: ledger.sheet(Sheet(1, "大会", NOW, NOW, (), None, False, 0, 1), say),
    "ledger table": lambda say: ledger.table(Table(UNIT, Span(2026), (), Figures(), 0, 0, 1), say, below=True),
    "ledger person": lambda say: ledger.of_person(OfPerson(5, "张三", 2026, NOW, (), Figures(), 0, 1), say),
    "exemption": lambda say: exemption.of_unit(UnitExemptions(UNIT, (), (), 0, False), say),
    "exempt": lambda say: exemption.given(GivenExemption("张三", NOW.date(), NOW.date(), "病"), say),
    "language": language.choices,
    "grade": lambda say: grade.current(UnitGrades(UNIT, [], NOW.date()), say),
    "grades": lambda say: grade.history(UnitGrades(UNIT, [], NOW.date()), say),
    "roster": roster.how,
    "no import": lambda say: roster.declined(say, in_time=True),
}


@pytest.mark.parametrize("name", LEAVES)
def test_every_screen_leads_back_to_the_main_menu(say: Speech, name: str) -> None:
    made = LEAVES[name](say)
    assert labels(made)[-1] == say("menu-open-home")


def test_another_years_meeting_names_its_year_and_three_are_followed_by_more(say: Speech) -> None:
    ahead = (
        UpcomingMeeting(1, "党课", NOW, None),
        UpcomingMeeting(2, "大会", NOW + timedelta(days=90), LeaveState.ASKED),
    )
    first, second, more, _ = labels(leave.overview(Overview(ahead, (), NOW, 0, True), say))
    assert "2026" not in first
    assert "2027" in second
    assert more == say("leave-more")
    assert labels(leave.overview(Overview(ahead, (), NOW, 1, True), say))[2:] == [
        say("menu-earlier"),
        say("menu-later"),
        say("menu-open-home"),
    ]


def test_withdrawing_once_there_says_that_one_is_checked_in(say: Speech) -> None:
    text = leave.withdrawn(Withdrawn(leave_of(LeaveState.WITHDRAWN), NOW), say).text
    assert ("已签到" if say.language == "zh" else "checked in") in text
    assert "请按时参加" not in text
    assert "Please come" not in text


def test_a_number_that_nobody_knows_says_what_to_do(say: Speech) -> None:
    made = render("binding.refused", {"reason": "number_unknown", "called": "路人", "account": 7}, say)
    assert say("binding-number-unknown-what") in made.text
    assert labels(made) == [say("menu-open-invite")]


def test_a_confirmed_account_is_shown_to_what_was_announced_before(say: Speech) -> None:
    made = render("binding.confirmed", {"name": "张三", "unit": "一支部"}, say)
    assert labels(made) == [say("menu-open-meeting"), say("menu-open-home")]
    owes = render("binding.confirmed", {"name": "张三", "unit": "一支部", "items": 2}, say)
    assert say("start-owed", count=2) in owes.text
    assert labels(owes) == [say("menu-open-meeting"), say("menu-open-rectify"), say("menu-open-home")]


HOUR_THEN_WORD = re.compile(r"\d\d:\d\d[\u4e00-\u9fff]")


def test_an_hour_and_the_word_after_it_stand_apart() -> None:
    say = TEXTS.speech("zh")
    at = say.moment(NOW)
    for text in (
        say("invite-made", name="张三", unit="一支部", until=at, link="https://t.me/b?start=x"),
        say("checkin-next", what="“党课”", opens=at),
        say("error-not-open-yet", opens=at),
        say("error-closed", closes=at),
        say("error-not-begun", starts=at),
        say("error-too-many-wrong-links", until=at),
        say("binding-card", name="张三", unit="一支部", since=at, way="专属链接"),
    ):
        assert at in text
        assert not HOUR_THEN_WORD.search(text)
