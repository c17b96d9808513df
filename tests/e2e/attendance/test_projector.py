"""The projector page over HTTP: one link for one browser, a code that lives half a minute, numbers and no names."""

from datetime import timedelta

import aiohttp
import pytest

from bot.domain.attendance import projector
from bot.domain.attendance.model import Way
from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.domain.request import Request
from bot.sandbox.phone import Phone
from tests.e2e.stage import BOT_NAME, Stage
from tests.world.publishing import publish_draft


async def assembly(stage: Stage) -> Stage:
    """One that begins in ten minutes and lasts an hour; its secretary and two members have phones."""
    await stage.bind("P000001", "P000002", "P000010")
    await stage.open_chats()
    starts = stage.clock.now() + timedelta(minutes=10)
    [unit] = await stage.rows("SELECT id FROM unit WHERE kind = 'branch'")
    draft = Draft(
        unit_id=unit["id"],
        type="assembly",
        title="党员大会",
        place="会议室",
        spans=(Span(starts=starts, ends=starts + timedelta(hours=1)),),
        audience=AudienceKind.UNIT,
        ways=(Way.BUTTON, Way.QR),
    )
    asking = Request(1, stage.people["P000001"].id, stage.clock.now(), stage.settings.zone)
    await publish_draft(stage.server.uow, asking, stage.server.installation.meetings, draft)
    return stage


@pytest.fixture
async def called(stage: Stage) -> Stage:
    return await assembly(stage)


async def link(stage: Stage) -> str:
    """The secretary asks for the page; its address."""
    secretary = stage.people["P000001"]
    mark = secretary.mark()
    await secretary.send("/meeting")
    listed = await secretary.wait_for("党员大会", after=mark)
    await secretary.tap("详情" if "详情" in str(listed.button_texts) else listed.button_texts[0], message=listed)
    await secretary.tap("会场二维码")
    text = (await secretary.wait_for("/board/", after=mark)).text
    path = text.partition("/board/")[2].split()[0]
    return f"http://127.0.0.1:{stage.server.web.port}/board/{path}"


async def state(session: aiohttp.ClientSession, stage: Stage) -> dict[str, object]:
    async with session.get(f"http://127.0.0.1:{stage.server.web.port}/board/state") as answer:
        assert answer.status == 200
        found: dict[str, object] = await answer.json()
        return found


def browser() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def payload(stage: Stage) -> str:
    """What the code on the screen says now."""
    [row] = await stage.rows("SELECT id, meeting_id FROM session")
    secret = stage.settings.secret_key.get_secret_value().encode()
    return projector.payload(secret, row["meeting_id"], row["id"], stage.clock.now())


async def scan(phone: Phone, code: str, answer: str) -> None:
    """Scan and wait for an answer with those words."""
    mark = phone.mark()
    await phone.open_link(f"https://t.me/{BOT_NAME}?start={code}")
    await phone.wait_for(answer, after=mark)


async def test_the_link_opens_once_and_the_page_needs_its_cookie(called: Stage) -> None:
    address = await link(called)
    base = f"http://127.0.0.1:{called.server.web.port}"
    async with browser() as first, browser() as second:
        async with second.head(address) as answer:
            assert answer.status == 405
        async with first.get(address) as answer:
            assert answer.status == 200
            assert str(answer.url) == f"{base}/board"
            assert "党员大会" in await answer.text()
        [cookie] = list(first.cookie_jar)
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        for path in (address, f"{base}/board", f"{base}/board/state", f"{base}/board/invented"):
            async with second.get(path) as answer:
                assert answer.status == 404
        async with first.get(address) as answer:
            assert answer.status == 404


async def test_it_shows_numbers_and_a_code_but_no_names(called: Stage) -> None:
    async with browser() as one:
        await (await one.get(await link(called))).read()
        before = await state(one, called)
        assert (before["present"], before["expected"]) == (0, 29)
        await scan(called.people["P000010"], await payload(called), "签到成功")
        after = await state(one, called)
        assert after["present"] == 1
        names = {row["name"] for row in await called.rows("SELECT name FROM person")}
        assert not any(name in str(after) for name in names)
        called.clock.forward(seconds=15)
        assert (await state(one, called))["qr"] != after["qr"]


async def test_a_photo_of_the_code_is_dead_half_a_minute_later(called: Stage) -> None:
    code = await payload(called)
    called.clock.forward(seconds=31)
    await scan(called.people["P000010"], code, "二维码")
    assert await called.rows("SELECT 1 AS one FROM attendance") == []
    await scan(called.people["P000010"], await payload(called), "签到成功")


async def test_a_member_gets_no_link(called: Stage) -> None:
    member, [row] = called.people["P000010"], await called.rows("SELECT id FROM meeting")
    mark = member.mark()
    await member.send("/meeting")
    shown = await member.wait_for("党员大会", after=mark)
    assert not any("二维码" in text for text in shown.button_texts)
    assert row["id"]
    assert await called.rows("SELECT 1 AS one FROM board_link") == []


async def test_the_page_says_a_types_own_name_in_the_servers_language(called: Stage) -> None:
    async with called.server.uow.begin() as work:
        await work.execute("UPDATE meeting SET title = $1", "Members' assembly")
        await work.commit()
    async with browser() as session, session.get(await link(called)) as answer:
        page = await answer.text()
    assert "支部党员大会" in page
    assert "Members" not in page
