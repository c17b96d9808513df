"""What is seen of meetings, in both languages: every step of the form, the calendar, the messages."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from bot.domain.attendance.model import Way
from bot.domain.errors import DomainError
from bot.domain.meeting.calling import Calling, Facts, Given, Named, Picker, Step, TypeName, page_of
from bot.domain.meeting.change import Change, Changing, Field, Value, value_of
from bot.domain.meeting.change import Step as ChangeStep
from bot.domain.meeting.draft import Draft, Item, Span
from bot.domain.meeting.message import MeetingCalled, MeetingCancelled, MeetingChanged
from bot.domain.meeting.model import Counts, MeetingState
from bot.domain.meeting.notice import MeetingNotice, NoticeSession
from bot.domain.message import Prompt
from bot.domain.unit import UnitKind
from bot.domain.when.moment import When
from bot.services.meeting.card import Listed, MeetingCard
from bot.texts.speech import Speech, Texts
from bot.views import calendar
from bot.views.meeting import call, card, notice
from bot.views.meeting import change as meeting_change
from bot.views.view import View

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 25, 14, 10, tzinfo=ZONE)
BIG = 2**40
TYPE = TypeName(code="assembly", zh="支部党员大会", en="Members' assembly")
TEXTS = Texts(ZONE, [{"zh": TYPE.zh, "en": TYPE.en}])
SPANS = tuple(Span(starts=NOW + timedelta(days=day), ends=NOW + timedelta(days=day, hours=1)) for day in (1, 2))
AGENDA = (Item(title="学习"), Item(title="发展党员", to_decide=True))
FACTS = Facts(
    unit="东村党支部", kind=UnitKind.BRANCH, type=TYPE, host="甲", recorder="乙", invited=28, voting=27, guests=1,
    busy=("丙",), busy_count=1, day_off=True, holiday="国庆节",
)  # fmt: skip
CALLING = Calling(
    draft=Draft(
        unit_id=1, type="assembly", title="党员大会", place="村部", spans=SPANS, agenda=AGENDA, ways=tuple(Way)
    ),
    types=(TYPE,),
    picker=Picker(now=NOW, month=NOW.date().replace(day=1)),
    choices=page_of([Named(id=BIG + n, name=f"党员{n}", chosen=n == 3) for n in range(30)], 1, "党"),
    places=("村部", "镇礼堂"),
    facts=FACTS,
    several_units=True,
)
NOTICE = MeetingNotice(
    meeting=BIG,
    unit="东村党支部",
    type=TYPE,
    title="党员大会",
    place="村部",
    host="甲",
    recorder="乙",
    parts=tuple(NoticeSession(id=BIG, number=n, starts=one.starts, ends=one.ends) for n, one in enumerate(SPANS, 1)),
    agenda=AGENDA,
    ways=tuple(Way),
)


@pytest.fixture(params=["zh", "en"])
def say(request: pytest.FixtureRequest) -> Speech:
    return TEXTS.speech(request.param)


def buttons(view: View) -> Iterator[InlineKeyboardButton]:
    assert isinstance(view.keyboard, InlineKeyboardMarkup)
    for line in view.keyboard.inline_keyboard:
        assert len(line) <= 8
        yield from line


def fits(view: View) -> None:
    """A text, a way on, and data that Telegram takes (the length is checked where a button is built)."""
    assert view.text.strip()
    assert all(button.text and button.callback_data for button in buttons(view))


def prompt(form: str, step: Step | ChangeStep, given: Given, version: int = 1) -> Prompt:
    return Prompt(form=form, step=step.value, draft=given.model_dump(mode="json"), version=version)


@pytest.mark.parametrize("step", list(Step))
def test_every_step_of_calling_is_shown(step: Step, say: Speech) -> None:
    fits(call.prompt(prompt("meeting", step, CALLING, BIG), say))


@pytest.mark.parametrize("field", list(Field))
@pytest.mark.parametrize("step", list(ChangeStep))
def test_every_step_of_changing_is_shown(step: ChangeStep, field: Field, say: Speech) -> None:
    new = Value(text="新", spans=SPANS[:1], agenda=AGENDA[:1])
    changing = Changing(
        notice=NOTICE,
        version=1,
        change=Change(field=field, old=value_of(NOTICE, field), new=new),
        late=True,
        moved_on=True,
        reason="原因",
        picker=CALLING.picker if field is Field.TIME else None,
        when=When(day=NOW.date(), start=time(9)),
    )
    fits(meeting_change.prompt(prompt("meeting_change", step, changing, BIG), say))


@pytest.mark.parametrize("field", [field for field in Field if field is not Field.CANCEL])
def test_a_change_is_told_old_and_new(field: Field, say: Speech) -> None:
    change = Change(field=field, old=value_of(NOTICE, field), new=Value(text="新", spans=SPANS[:1], agenda=AGENDA[:1]))
    message = MeetingChanged(notice=NOTICE, change=change, reason="", over=False, again=False)
    view = notice.changed(message, say)
    fits(view)
    assert notice.value(field, change.old, say) in view.text
    assert notice.value(field, change.new, say) in view.text
    assert notice.changed(message.model_copy(update={"over": True}), say).keyboard is None
    again = notice.changed(message.model_copy(update={"again": True}), say)
    assert say("meeting-asked-again") in again.text
    assert say("meeting-asked-again") not in view.text


def test_the_invitation_has_a_check_in_for_each_session(say: Speech) -> None:
    view = notice.called(MeetingCalled(**dict(NOTICE)), say)
    fits(view)
    assert [str(button.callback_data).split(":")[0] for button in buttons(view)] == ["my", "la", "ci", "ci"]


def test_a_cancellation_says_why_and_leaves_nothing_to_press(say: Speech) -> None:
    view = notice.cancelled(MeetingCancelled(notice=NOTICE.model_copy(update={"reason": "台风"})), say)
    assert "台风" in view.text
    assert view.keyboard is None


def days(picker: Picker, say: Speech) -> list[calendar.PickDay]:
    flat = [button for line in calendar.keyboard(picker, 1, say) for button in line]
    found = [str(button.callback_data) for button in flat]
    return [calendar.PickDay.unpack(data) for data in found if data.startswith("kd:")]


def test_past_days_are_not_offered(say: Speech) -> None:
    picker = Picker(now=NOW, month=NOW.date().replace(day=1))
    assert [one.day.day for one in days(picker, say)] == [25, 26, 27, 28, 29, 30]
    december = picker.model_copy(update={"month": picker.month.replace(month=12)})
    assert [one.day.day for one in days(december, say)] == list(range(1, 32))


def test_every_day_stands_under_its_weekday(say: Speech) -> None:
    month = NOW.date().replace(month=12, day=1)
    lines = calendar.keyboard(Picker(now=NOW, month=month), 1, say)[2:]
    for line in lines:
        assert len(line) == 7
        for place, button in enumerate(line):
            if str(button.callback_data).startswith("kd:"):
                assert calendar.PickDay.unpack(str(button.callback_data)).day.weekday() == place


def test_months_end_where_meetings_cannot_be_called_any_more(say: Speech) -> None:
    def turns(month: str) -> list[str]:
        first = datetime.fromisoformat(f"{month}-01").date()
        line = calendar.keyboard(Picker(now=NOW, month=first), 1, say)[0]
        found = [str(button.callback_data) for button in line]
        return [calendar.TurnMonth.unpack(data).iso for data in found if data.startswith("km:")]

    assert turns("2026-11") == ["2026-12"]
    assert turns("2026-12") == ["2026-11", "2027-01"]
    assert turns("2028-05") == ["2028-04"]


def test_hours_that_have_passed_are_not_offered_today(say: Speech) -> None:
    today = Picker(now=NOW, month=NOW.date().replace(day=1), day=NOW.date())
    first = calendar.PickHour.unpack(str(calendar.keyboard(today, 1, say)[0][0].callback_data))
    assert first.start == time(14, 30)
    tomorrow = today.model_copy(update={"day": NOW.date() + timedelta(days=1)})
    first = calendar.PickHour.unpack(str(calendar.keyboard(tomorrow, 1, say)[0][0].callback_data))
    assert first.start == time(7)


@pytest.mark.parametrize(
    "read",
    [
        lambda: calendar.PickDay(1, "2026-02-30").day,
        lambda: calendar.TurnMonth(1, "13").month,
        lambda: calendar.PickHour(1, "2026-12-01", 1440).start,
    ],
)
def test_forged_dates_and_hours_are_old_buttons(read: Callable[[], object]) -> None:
    with pytest.raises(DomainError) as caught:
        read()
    assert caught.value.code == "old_button"


def keyboard(view: View) -> list[str]:
    return [str(button.callback_data) for button in buttons(view)]


def test_not_cancelling_after_all_says_so(say: Speech) -> None:
    change = Change(field=Field.CANCEL, old=Value(), new=Value(text="原因"))
    changing = Changing(notice=NOTICE, version=1, change=change, late=False, people=29, reached=4)
    for step in (ChangeStep.VALUE, ChangeStep.CONFIRM):
        view = meeting_change.prompt(prompt("meeting_change", step, changing, 7), say)
        assert keyboard(view)[-1] == "mn:7"
        assert "x" not in keyboard(view)
    assert "4" in view.text
    assert "25" in view.text


def test_a_new_value_is_not_called_the_present_one() -> None:
    say = TEXTS.speech("zh")
    change = Change(field=Field.PLACE, old=Value(text="村部"), new=Value(text="镇礼堂"))
    assert notice.difference(change, say) == ["原来的地点：村部", "地点改为：镇礼堂"]


def test_used_places_are_only_spoken_of_where_there_are_some() -> None:
    say = TEXTS.speech("zh")

    def asked(calling: Calling) -> str:
        return call.prompt(prompt("meeting", Step.PLACE, calling), say).text

    assert "用过的地点" in asked(CALLING)
    assert "用过的地点" not in asked(CALLING.but(places=()))


def test_a_meeting_without_possible_guests_says_how_to_get_some() -> None:
    say = TEXTS.speech("zh")
    view = call.prompt(prompt("meeting", Step.GUESTS, CALLING.but(choices=page_of([], 0))), say)
    assert "“类别”写“群众代表”" in view.text
    assert "会议内容会留着" in view.text


def test_a_title_that_is_the_types_own_is_shown_in_the_readers_language() -> None:
    own = MeetingCalled(**dict(NOTICE))
    called = own.model_copy(update={"title": TYPE.zh})
    assert TYPE.en in notice.called(called, TEXTS.speech("en")).text
    assert TYPE.zh not in notice.called(called, TEXTS.speech("en")).text
    assert TYPE.zh in notice.called(called, TEXTS.speech("zh")).text
    assert "党员大会" in notice.called(own, TEXTS.speech("en")).text
    assert notice.value(Field.TITLE, Value(text=TYPE.zh), TEXTS.speech("en")) == TYPE.en
    assert notice.value(Field.PLACE, Value(text=TYPE.zh), TEXTS.speech("en")) == TYPE.zh


def test_every_card_and_list_leads_back_to_the_main_menu(say: Speech) -> None:
    shown = MeetingCard(NOTICE, Counts(29, 27, 1, 2, 4), None, True, True, True, NOW)
    for view in (card.card(shown, say), card.menu(shown, say), card.published(shown, say)):
        assert keyboard(view)[-1] == "o:home"
    over = replace(shown, notice=NOTICE.model_copy(update={"state": MeetingState.CANCELLED}))
    assert keyboard(card.changed_card(over, say)) == ["o:invite", "o:home"]
    assert keyboard(card.listed(Listed([], NOW, may_call=False), say))[-1] == "o:home"
