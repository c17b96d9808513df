"""Until when a post is held: set by whoever gives posts, taken back, and held until that day."""

import json
from datetime import date

import pytest

from bot.domain.errors import DomainError
from bot.services import conversation
from bot.services.people import post, post_term
from bot.services.people.post import Change, UnitPosts
from bot.storage.connection import Database
from bot.views.people import post as post_view
from bot.views.people import post_term as view
from bot.views.renderers import render
from tests.services.attendance.attendance_branch import ACCOUNTS, Branch, branch
from tests.services.reminder.reminder_stage import TEXTS


@pytest.fixture
async def house(database: Database) -> Branch:
    return await branch(database)


async def id_of(house: Branch) -> int:
    [row] = await house.hall.rows("SELECT id FROM post WHERE person_id = $1", house.deputy)
    return int(row["id"])


async def begin(house: Branch, by: int | None = None) -> int:
    hall, asked = house.hall, house.hall.ask(by or house.above)
    await post_term.begin(hall.uow, asked, await id_of(house))
    return (await conversation.current(hall.uow, asked)).version


async def say(house: Branch, text: str) -> Change:
    hall, version = house.hall, await begin(house)
    return await post_term.say(hall.uow, hall.ask(house.above), version, text)


async def ended(house: Branch) -> str | None:
    [row] = await house.hall.rows("SELECT ended_on FROM post WHERE person_id = $1", house.deputy)
    return str(row["ended_on"]) if row["ended_on"] is not None else None


async def test_until_a_day_that_day_included(house: Branch) -> None:
    change = await say(house, "2027年6月30日")
    assert await ended(house) == "2027-07-01"
    assert "任期至2027年6月30日（含当天）" in view.done(change, TEXTS.speech("zh")).text
    records = await house.hall.rows("SELECT kind FROM audit")
    assert [row["kind"] for row in records] == ["post.term_set"]
    assert [row["subject"] for row in await house.hall.rows("SELECT subject FROM reminder_stale")] == ["all"]
    shown = await post.of_unit(house.hall.uow, house.hall.ask(house.above), house.unit)
    assert isinstance(shown, UnitPosts)
    assert "副书记（2020年1月1日起，任期至2027年6月30日）" in post_view.of_unit(shown, TEXTS.speech("zh")).text
    assert (await conversation.current(house.hall.uow, house.hall.ask(house.above))).name == ""


async def told(house: Branch) -> list[str]:
    rows = await house.hall.rows("SELECT chat_id, data FROM outbox WHERE kind = 'post.term' ORDER BY id")
    assert {row["chat_id"] for row in rows} <= {ACCOUNTS + house.deputy}
    return [render("post.term", json.loads(row["data"]), TEXTS.speech("zh")).text for row in rows]


async def test_the_holder_is_told_once(house: Branch) -> None:
    await say(house, "2027年6月30日")
    [text] = await told(house)
    assert "副书记，任期定到2027年6月30日（含当天）" in text
    house.hall.clock.forward(minutes=5)
    await say(house, "2027年6月30日")
    assert await told(house) == [text], "the same day once more is no news"
    version = await begin(house)
    await post_term.clear(house.hall.uow, house.hall.ask(house.above), version)
    assert "任期已取消" in (await told(house))[1]


async def test_held_on_the_last_day_and_not_on_the_next(house: Branch) -> None:
    await say(house, "明天")
    hall = house.hall
    for days, there in ((1, True), (1, False)):
        hall.clock.forward(days=days)
        shown = await post.of_unit(hall.uow, hall.ask(house.above), house.unit)
        assert (house.deputy in {one.post.person_id for one in shown.held}) is there


async def test_taken_back(house: Branch) -> None:
    await say(house, "明年底")
    assert await ended(house) == "2028-01-01"
    hall, version = house.hall, await begin(house)
    change = await post_term.clear(hall.uow, hall.ask(house.above), version)
    assert await ended(house) is None
    assert "继续担任" in view.done(change, TEXTS.speech("zh")).text


@pytest.mark.parametrize(("text", "code"), [
    ("昨天", "term_past"), ("今天", "term_past"), ("2060年1月1日", "term_too_far"), ("随便", "day_unreadable"),
    ("2027年2月30日", "when_impossible"),
])  # fmt: skip
async def test_a_day_that_cannot_be(house: Branch, text: str, code: str) -> None:
    with pytest.raises(DomainError) as error:
        await say(house, text)
    assert error.value.code == code
    assert await ended(house) is None
    assert TEXTS.speech("zh").has(f"error-{code.replace('_', '-')}")


async def test_only_those_who_give_posts(house: Branch) -> None:
    for forger in (house.secretary, house.deputy, house.members[0], house.stranger):
        with pytest.raises(DomainError) as error:
            await begin(house, forger)
        assert error.value.code == "not_allowed"
    version = await begin(house)
    hall = house.hall
    await hall.run("UPDATE post SET ended_on = $2 WHERE person_id = $1", house.above, date(2026, 11, 1).isoformat())
    with pytest.raises(DomainError) as error:
        await post_term.say(hall.uow, hall.ask(house.above), version, "明年6月30日")
    assert error.value.code == "not_allowed"
    assert await ended(house) is None
