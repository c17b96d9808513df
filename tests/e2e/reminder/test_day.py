"""Reminders as people get them: one message a day at their hour, its buttons, never in quiet hours, done is silent."""

from datetime import timedelta

import pytest

from bot.domain.meeting.draft import Span
from bot.sandbox.phone import Phone
from bot.services.meeting import apply as meeting_apply
from bot.services.meeting import change as meeting_change
from tests.e2e.forgery.town import asks, write
from tests.e2e.reminder.reminding import at, call, daily, data_of, doors, local, setting
from tests.e2e.system import System
from tests.waiting import looks

SECRETARY, MEMBER, OTHER = "P000001", "P000010", "P000011"


@pytest.fixture
async def member(system: System) -> Phone:
    """Of the branch, bound like its secretary and another; jobs run when the test says so.

    It is the month's last days: what the branch has not held is none of these tests' subjects."""
    system.server.scheduler.pause()
    await system.bind(SECRETARY, MEMBER, OTHER)
    await setting(system, SECRETARY, None, "norm")
    await system.open_chats()
    return system.people[MEMBER]


async def test_three_days_one_day_and_half_an_hour_before(system: System, member: Phone) -> None:
    called = await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await at(system, "2026-11-29 08:29")
    assert daily(member) == []
    await at(system, "2026-11-29 08:30")
    [first] = daily(member)
    assert "3 天后（12月2日周三） 15:00 “支部党员大会”，地点：会议室" in first.text
    assert data_of(first)[:2] == [f"my:{called.id}", f"la:{called.id}"]
    await at(system, "2026-11-30 08:30")
    assert len(daily(member)) == 1
    await at(system, "2026-12-01 08:30")
    [_, second] = daily(member)
    assert "明天（12月2日周三）" in second.text
    assert doors(member) == []
    await at(system, "2026-12-02 14:30")
    [door] = doors(member)
    assert "签到" in door.button_texts
    assert "请假" in door.button_texts
    await at(system, "2026-12-02 14:31")
    assert (len(daily(member)), len(doors(member))) == (2, 1)


async def test_on_the_day_on_which_it_is_called_nobody_is_reminded(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    system.clock.moment = local(system, "2026-11-29 07:40")
    await call(system, secretary, "2026-12-02 15:00")
    system.clock.moment = local(system, "2026-11-29 09:00")
    await call(system, secretary, "2026-12-02 18:00")
    await at(system, "2026-11-29 09:01")
    assert daily(member) == []
    await at(system, "2026-12-01 08:30")
    assert daily(member)[0].text.count("明天") == 2


async def test_several_things_of_a_day_are_one_message(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    for starts in ("2026-12-02 09:00", "2026-12-02 15:00", "2026-11-30 15:00"):
        await call(system, secretary, starts)
    await call(system, secretary, "2026-12-06 15:00", "theme_day", agenda=())
    await at(system, "2026-11-29 08:30")
    [message] = daily(member)
    assert message.text.count("支部党员大会") == 3
    assert message.text.index("明天") < message.text.index("09:00") < message.text.rindex("15:00")
    assert "主题" not in message.text
    [own] = daily(secretary)
    assert own.text.index("支部党员大会") < own.text.index("您负责的") < own.text.index("还没有定主题")
    assert len(data_of(own)) <= 10


async def test_a_button_leaves_the_list_to_be_read(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await at(system, "2026-11-29 08:30")
    [message] = daily(member)
    before, mark = message.text, member.mark()
    await member.tap("会来：支部党员大会", message=message)
    await member.wait_for("您已回复：会来", after=mark)
    assert daily(member)[0].text == before


async def test_nothing_but_check_in_goes_out_in_quiet_hours(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 06:00")
    await at(system, "2026-11-29 21:30")
    await at(system, "2026-11-30 07:29")
    assert daily(member) == []
    assert await system.rows("SELECT id FROM outbox WHERE kind = 'reminder.day'") == [], "nor is it handed over"
    await at(system, "2026-11-30 08:30")
    assert len(daily(member)) == 1
    await at(system, "2026-12-02 05:30")
    assert len(doors(member)) == 1


async def test_what_could_not_be_sent_before_the_quiet_hours_is_the_next_days(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await handed_over(system, "2026-11-29 21:29")
    await at(system, "2026-11-29 21:31")
    assert daily(member) == []
    await at(system, "2026-11-30 08:30")
    [message] = daily(member)
    assert "后天（12月2日周三）" in message.text


async def handed_over(system: System, moment: str) -> None:
    """Everybody's messages of that moment are queued, and the first try of each fails."""
    system.clock.moment = local(system, moment)
    await system.server.reminding.plan()
    system.telegram.faults.drop_connection("sendMessage", times=len(system.people))
    await system.server.reminding.sweep()
    async for _ in looks():
        waiting = await system.rows("SELECT last_error FROM outbox WHERE state = 'queued' AND attempts > 0")
        if [row["last_error"] for row in waiting] == ["NetworkError"] * len(system.people):
            return
    raise AssertionError("nothing was tried")


async def test_at_the_hour_that_the_person_has_chosen(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await setting(system, MEMBER, 20 * 60, "")
    await at(system, "2026-11-29 19:59")
    assert (len(daily(system.people[OTHER])), len(daily(member))) == (1, 0)
    await at(system, "2026-11-29 20:00")
    assert len(daily(member)) == 1


async def test_a_kind_that_is_switched_off_is_silent_and_check_in_is_not(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await setting(system, MEMBER, None, "meeting")
    await at(system, "2026-11-29 08:30")
    assert (len(daily(system.people[OTHER])), len(daily(member))) == (1, 0)
    await at(system, "2026-12-02 14:30")
    assert len(doors(member)) == 1


async def test_a_done_thing_is_silent_although_its_message_was_queued(system: System, member: Phone) -> None:
    called = await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await handed_over(system, "2026-11-29 08:30")
    await write(system, "UPDATE meeting SET state = 'cancelled' WHERE id = $1", called.id)
    await at(system, "2026-11-29 08:31")
    assert daily(member) == []
    assert await system.rows("SELECT id FROM outbox WHERE kind = 'reminder.day' AND state <> 'sent'") == []


async def test_leave_asked_is_expected_and_leave_granted_is_not(system: System, member: Phone) -> None:
    secretary, other = system.people[SECRETARY], system.people[OTHER]
    called = await call(system, secretary, "2026-12-07 15:00")
    for phone in (member, other):
        await phone.tap("请假", message=phone.messages()[-1])
        await phone.wait_for("请写一句请假的原因")
        await phone.send("出差")
        await phone.wait_for("已经交给书记")
    [person] = await system.rows("SELECT id FROM person WHERE number = $1", OTHER)
    asked = await secretary.wait_for(lambda one: f"lg:{called.id}:{person['id']}" in data_of(one))
    await secretary.tap("✓ 准假", message=asked)
    await other.wait_for("已获批准")
    await at(system, "2026-12-04 08:30")
    assert daily(other) == []
    [message] = daily(member)
    assert "您已请假，还在等批复" in message.text
    await at(system, "2026-12-07 14:30")
    assert doors(other) == []
    assert "您的请假还没有批复" in doors(member)[0].text


async def test_leave_that_waits_is_said_three_times_on_working_days_until_it_is_answered(
    system: System, member: Phone
) -> None:
    """Asked on Wednesday."""
    secretary = system.people[SECRETARY]
    await call(system, secretary, "2026-12-20 15:00")
    for phone in (member, system.people[OTHER]):
        await phone.tap("请假", message=phone.messages()[-1])
        await phone.wait_for("请写一句请假的原因")
        await phone.send("出差")
        await phone.wait_for("已经交给书记")
    names = [row["name"] for row in await system.rows("SELECT name FROM person WHERE number IN ('P000010', 'P000011')")]
    await at(system, "2026-11-25 20:00")
    assert daily(secretary) == []
    await at(system, "2026-11-26 08:30")
    [first] = daily(secretary)
    assert all(f"{name}向“支部党员大会”" in first.text for name in names)
    await secretary.tap(f"✓ 准假 {names[0]}", message=first)
    await member.wait_for("已获批准")
    await at(system, "2026-11-27 08:30")
    second = daily(secretary)[1]
    assert names[0] not in second.text
    assert names[1] in second.text
    for day in ("11-28", "11-29", "11-30", "12-01", "12-02"):
        await at(system, f"2026-{day} 08:30")
    assert len(daily(secretary)) == 3
    assert await system.rows("SELECT id FROM reminder WHERE kind = 'leave' AND state = 'planned'") == []


async def test_whoever_is_exempt_is_not_reminded(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await write(
        system, "INSERT INTO exemption (person_id, from_on, until_on, reason, given_by, given_at) "
        "SELECT id, '2026-12-02', '2026-12-02', '住院', id, 0 FROM person WHERE number = $1", MEMBER,
    )  # fmt: skip
    await at(system, "2026-11-29 08:30")
    await at(system, "2026-12-02 14:30")
    assert (daily(member), doors(member)) == ([], [])
    assert len(doors(system.people[OTHER])) == 1


async def test_the_topic_is_asked_for_once_and_not_when_it_is_set(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    bare = await call(system, secretary, "2026-12-06 09:00", "theme_day", agenda=())
    await call(system, secretary, "2026-12-06 12:00", "theme_day", agenda=(), title="学习党章")
    filled = await call(system, secretary, "2026-12-06 15:00", "theme_day", agenda=())
    await system.server.reminding.plan()
    await write(system, "INSERT INTO agenda_item (meeting_id, number, title) VALUES ($1, 1, '参观')", filled.id)
    await at(system, "2026-11-29 08:30")
    [message] = daily(secretary)
    assert message.text.count("还没有定主题") == 1
    assert data_of(message)[0] == f"mo:{bare.id}"
    await at(system, "2026-11-30 08:30")
    assert len(daily(secretary)) == 1
    assert daily(member) == []


async def test_tomorrow_again_and_twice_the_same_answer(system: System, member: Phone) -> None:
    await call(system, system.people[SECRETARY], "2026-12-02 15:00")
    await call(system, system.people[SECRETARY], "2026-12-01 08:00")
    await at(system, "2026-11-29 08:30")
    [message] = daily(member)
    answers = []
    for _ in range(2):
        mark = member.mark()
        await member.tap("明天再提醒", message=message)
        answers.append((await member.wait_for("11月30日周一再提醒您", after=mark)).text)
    assert answers[0] == answers[1]
    await at(system, "2026-11-30 08:29")
    assert len(daily(member)) == 1
    await at(system, "2026-11-30 08:30")
    again = daily(member)[1]
    assert "12月1日周二" in again.text
    for _ in range(2):
        mark = member.mark()
        await member.tap("明天再提醒", message=again)
        told = await member.wait_for("等不到明天", after=mark)
        assert "12月1日周二再提醒您" in told.text
        assert "12月1日周二） 08:00" in told.text.partition("等不到明天")[2]
        assert "12月2日周三" not in told.text.partition("等不到明天")[2]
    await at(system, "2026-12-01 08:30")
    assert daily(member)[2].text.count("支部党员大会") == 1
    mark = member.mark()
    await at(system, "2026-12-02 16:30")
    await member.tap("明天再提醒", message=daily(member)[2])
    await member.wait_for("不用再提醒", after=mark)


async def test_whoever_is_there_hears_nothing_at_the_door_and_each_session_has_its_own(
    system: System, member: Phone
) -> None:
    begins = local(system, "2026-12-02 09:00")
    spans = [Span(starts=begins + timedelta(hours=h), ends=begins + timedelta(hours=h + 2)) for h in (0, 4)]
    called = await call(system, system.people[SECRETARY], "2026-12-02 09:00", spans=tuple(spans))
    system.clock.moment = local(system, "2026-12-02 08:40")
    [first, _] = await system.rows("SELECT id FROM session WHERE meeting_id = $1 ORDER BY number", called.id)
    await system.people[OTHER].tap(f"ci:{first['id']}", message=system.people[OTHER].messages()[-1])
    await at(system, "2026-12-02 08:41")
    assert "第 1 场 09:00 就要开始了" in doors(member)[0].text
    assert doors(system.people[OTHER]) == []
    await at(system, "2026-12-02 12:30")
    assert len(doors(system.people[OTHER])) == 1
    assert "第 2 场 13:00" in doors(member)[1].text


async def test_a_meeting_that_moved_is_reminded_of_on_its_new_days(system: System, member: Phone) -> None:
    secretary = system.people[SECRETARY]
    called = await call(system, secretary, "2026-12-02 15:00")
    await system.server.reminding.plan()
    rules = system.server.installation
    await meeting_change.begin(system.server.uow, asks(system, secretary), rules, called.id, "time")
    form = await meeting_change.enter_text(system.server.uow, asks(system, secretary), rules, "12月5日 10:00")
    await meeting_apply.confirm(system.server.uow, asks(system, secretary), rules, form.version)
    await at(system, "2026-11-29 08:30")
    await at(system, "2026-12-01 08:30")
    assert daily(member) == []
    await at(system, "2026-12-02 08:30")
    assert "3 天后（12月5日周六） 10:00" in daily(member)[0].text
    await at(system, "2026-12-02 14:30")
    assert doors(member) == []
    await at(system, "2026-12-05 09:30")
    assert len(doors(member)) == 1
