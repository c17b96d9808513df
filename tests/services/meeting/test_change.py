"""Changing a meeting that people know of, field by field, by one or by two at once; on both databases."""

from datetime import date, time

import pytest

from bot.domain.clock import from_ms
from bot.domain.meeting.change import Changing, Step
from bot.services.conversation import Form
from bot.services.meeting import card, change
from tests.clock import local
from tests.services.meeting.changing import EVERY_FIELD, begin, call, coming, confirm, give_reason, say
from tests.services.meeting.town import GUEST, LEADER, MEMBER, NO_HOLIDAYS, ORGANISER, OUTSIDER, SECRETARY
from tests.world import ACCOUNTS, World
from tests.world.messages import messages
from tests.world.record import audit_entries


async def test_a_new_place_is_told_old_and_new(town: World) -> None:
    made = await call(town)
    await begin(town, made, "place")
    shown = await confirm(town, await say(town, "镇礼堂"))
    assert shown is not None
    assert shown.notice.place == "镇礼堂"
    sent = await messages(town, "meeting.changed")
    assert len(sent) == 5
    assert sent[0].data["change"]["old"]["text"] == "村部"
    assert sent[0].data["change"]["new"]["text"] == "镇礼堂"
    assert await audit_entries(town) == []


async def test_a_new_time_moves_the_session(town: World) -> None:
    made = await call(town)
    before = (await town.rows("SELECT id FROM session"))[0]["id"]
    await begin(town, made, "time")
    form = await say(town, "12月5日 9:00")
    changing = Changing.model_validate(form.draft)
    assert changing.day_off
    await confirm(town, form)
    row = (await town.rows("SELECT id, starts, ends FROM session"))[0]
    assert (row["id"], from_ms(row["starts"]), from_ms(row["ends"])) == (
        before,
        local("2026-12-05 09:00"),
        local("2026-12-05 10:30"),
    )
    changed = (await town.rows("SELECT starts, version FROM meeting"))[0]
    assert (from_ms(changed["starts"]), changed["version"]) == (local("2026-12-05 09:00"), 2)


async def test_the_hour_alone_keeps_the_day_and_sessions_keep_their_distance(town: World) -> None:
    made = await call(town, "09:00-11:00", "14:00-16:00")
    await begin(town, made, "time")
    await confirm(town, await say(town, "上午十点"))
    rows = await town.rows("SELECT starts, ends FROM session ORDER BY number")
    assert [from_ms(row["starts"]) for row in rows] == [local("2026-12-02 10:00"), local("2026-12-02 15:00")]
    assert from_ms(rows[1]["ends"]) == local("2026-12-02 17:00")


async def test_a_new_time_can_be_tapped(town: World) -> None:
    made = await call(town)
    form = await begin(town, made, "time")
    day = date(2026, 12, 8)
    form = await town.act(SECRETARY, change.turn_month, NO_HOLIDAYS, form.version, day)
    form = await town.act(SECRETARY, change.pick_day, NO_HOLIDAYS, form.version, day)
    form = await town.act(SECRETARY, change.pick_hour, NO_HOLIDAYS, form.version, day, time(19, 30))
    shown = await confirm(town, form)
    assert shown is not None
    assert shown.notice.starts == local("2026-12-08 19:30")


async def test_host_recorder_agenda_and_title(town: World) -> None:
    made = await call(town)
    form = await begin(town, made, "host")
    await town.refused(
        "not_allowed",
        town.act(SECRETARY, change.person, NO_HOLIDAYS, form.version, OUTSIDER),
    )
    form = await town.act(SECRETARY, change.person, NO_HOLIDAYS, form.version, ORGANISER)
    await confirm(town, form)
    form = await begin(town, made, "recorder")
    form = await say(town, "己")
    form = await town.act(SECRETARY, change.person, NO_HOLIDAYS, form.version, LEADER)
    await confirm(town, form)
    await begin(town, made, "agenda")
    await confirm(town, await say(town, "学习\n表决事项（表决）"))
    await begin(town, made, "agenda")
    await confirm(town, await say(town, "只有一项"))
    await begin(town, made, "title")
    shown = await confirm(town, await say(town, "新标题"))
    assert shown is not None
    one = shown.notice
    assert (one.title, one.host, one.recorder) == ("新标题", "乙委员", "己组长")
    assert [item.title for item in one.agenda] == ["只有一项"]
    assert len(await messages(town, "meeting.changed")) == 5 * 5


async def test_the_same_value_changes_nothing(town: World) -> None:
    made = await call(town)
    await begin(town, made, "place")
    await town.refused("nothing_changes", say(town, "村部"))
    assert await messages(town, "meeting.changed") == []


async def test_a_second_press_tells_nobody_again(town: World) -> None:
    made = await call(town)
    await begin(town, made, "place")
    form = await say(town, "镇礼堂")
    await confirm(town, form)
    again = await confirm(town, form)
    assert again is not None
    assert again.notice.place == "镇礼堂"
    assert len(await messages(town, "meeting.changed")) == 5


async def test_of_two_at_once_the_second_sees_the_newest_and_decides_again(town: World) -> None:
    made = await call(town)
    await begin(town, made, "place", SECRETARY)
    first = await say(town, "镇礼堂", SECRETARY)
    await begin(town, made, "place", ORGANISER)
    second = await say(town, "小学操场", ORGANISER)
    assert await confirm(town, first, SECRETARY) is not None
    assert await confirm(town, second, ORGANISER) is None
    assert (await town.rows("SELECT place FROM meeting"))[0]["place"] == "镇礼堂"
    row = (
        await town.rows("SELECT step, version, draft FROM conversation WHERE account_id = $1", ORGANISER + ACCOUNTS)
    )[0]
    asked = Changing.model_validate_json(row["draft"])
    assert (row["step"], asked.moved_on, asked.change.old.text) == (Step.CONFIRM, True, "镇礼堂")
    shown = await confirm(town, Form("meeting_change", row["step"], row["version"], {}), ORGANISER)
    assert shown is not None
    assert shown.notice.place == "小学操场"


@pytest.mark.parametrize("field", EVERY_FIELD)
async def test_only_those_who_call_meetings_there_may_change_them(town: World, field: str) -> None:
    made = await call(town)
    for person in (MEMBER, OUTSIDER, LEADER, GUEST):
        await town.refused("not_allowed", begin(town, made, field, person))
    await town.refused("old_button", begin(town, made, "unit_id"))


async def test_a_post_that_has_ended_no_longer_confirms(town: World) -> None:
    made = await call(town)
    await begin(town, made, "place")
    form = await say(town, "镇礼堂")
    await town.run("UPDATE post SET ended_on = '2026-11-25' WHERE person_id = $1", SECRETARY)
    await town.refused("not_allowed", confirm(town, form))
    assert (await town.rows("SELECT place FROM meeting"))[0]["place"] == "村部"


async def test_a_new_time_asks_everyone_again(town: World) -> None:
    made = await call(town)
    for person in (MEMBER, ORGANISER):
        await town.act(person, card.come, NO_HOLIDAYS.meetings, made.id)
    await begin(town, made, "place")
    await confirm(town, await say(town, "镇礼堂"))
    assert await coming(town) == 2, "another place is no other time"
    await begin(town, made, "time")
    shown = await confirm(town, await say(town, "12月5日 9:00"))
    assert shown is not None
    assert (await coming(town), shown.counts.coming) == (0, 0)
    assert [one.data["again"] for one in await messages(town, "meeting.changed")] == [False] * 5 + [True] * 5
    assert (await town.act(MEMBER, card.come, NO_HOLIDAYS.meetings, made.id)).counts.coming == 1


async def test_a_time_corrected_after_the_start_asks_nobody_again(town: World) -> None:
    made = await call(town)
    await town.act(MEMBER, card.come, NO_HOLIDAYS.meetings, made.id)
    town.clock.moment = local("2026-12-02 15:10")
    await begin(town, made, "time")
    await say(town, "12月2日 14:50")
    await confirm(town, await give_reason(town, "提前开始"))
    assert await coming(town) == 1
    assert [one.data["again"] for one in await messages(town, "meeting.changed")] == [False] * 5
