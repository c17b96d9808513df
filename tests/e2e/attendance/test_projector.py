"""The projector page over HTTP: one link for one browser, a code that lives half a minute, numbers and no names."""

from datetime import timedelta

import aiohttp
import pytest

from bot.domain.attendance import projector
from bot.domain.attendance.model import Way
from bot.domain.meeting.draft import AudienceKind, Draft, Span
from bot.domain.request import Request
from bot.sandbox.phone import Phone
from tests.e2e.system import BOT_NAME, System
from tests.world.publishing import publish_draft


async def assembly(system: System) -> System:
    """One that begins in ten minutes and lasts an hour; its secretary and two members have phones."""
    await system.bind("P000001", "P000002", "P000010")
    await system.open_chats()
    starts = system.clock.now() + timedelta(minutes=10)
    [unit] = await system.rows("SELECT id FROM unit WHERE kind = 'branch'")
    draft = Draft(
        unit_id=unit["id"],
        type="assembly",
        title="党员大会",
        place="会议室",
        spans=(Span(starts=starts, ends=starts + timedelta(hours=1)),),
        audience=AudienceKind.UNIT,
        ways=(Way.BUTTON, Way.QR),
    )
    asking = Request(1, system.people["P000001"].id, system.clock.now(), system.settings.zone)
    await publish_draft(system.server.uow, asking, system.server.installation.meetings, draft)
    return system


@pytest.fixture
async def called(system: System) -> System:
    return await assembly(system)


async def link(system: System) -> str:
    """The secretary asks for the page; its address."""
    secretary = system.people["P000001"]
    mark = secretary.mark()
    await secretary.send("/meeting")
    listed = await secretary.wait_for("党员大会", after=mark)
    await secretary.tap("详情" if "详情" in str(listed.button_texts) else listed.button_texts[0], message=listed)
    await secretary.tap("会场二维码")
    text = (await secretary.wait_for("/board/", after=mark)).text
    path = text.partition("/board/")[2].split()[0]
    return f"http://127.0.0.1:{system.server.web.port}/board/{path}"


async def state(session: aiohttp.ClientSession, system: System) -> dict[str, object]:
    async with session.get(f"http://127.0.0.1:{system.server.web.port}/board/state") as answer:
        assert answer.status == 200
        found: dict[str, object] = await answer.json()
        return found


def browser() -> aiohttp.ClientSession:
    return aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))


async def payload(system: System) -> str:
    """What the code on the screen says now."""
    [row] = await system.rows("SELECT id, meeting_id FROM session")
    secret = system.settings.secret_key.get_secret_value().encode()
    return projector.payload(secret, row["meeting_id"], row["id"], system.clock.now())


async def scan(phone: Phone, code: str, answer: str) -> None:
    """Scan and wait for an answer with those words."""
    mark = phone.mark()
    await phone.open_link(f"https://t.me/{BOT_NAME}?start={code}")
    await phone.wait_for(answer, after=mark)


async def test_the_link_opens_once_and_the_page_needs_its_cookie(called: System) -> None:
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


async def test_it_shows_numbers_and_a_code_but_no_names(called: System) -> None:
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


async def test_a_photo_of_the_code_is_dead_half_a_minute_later(called: System) -> None:
    code = await payload(called)
    called.clock.forward(seconds=31)
    await scan(called.people["P000010"], code, "二维码")
    assert await called.rows("SELECT 1 AS one FROM attendance") == []
    await scan(called.people["P000010"], await payload(called), "签到成功")


async def test_a_member_gets_no_link(called: System) -> None:
    member, [row] = called.people["P000010"], await called.rows("SELECT id FROM meeting")
    mark = member.mark()
    await member.send("/meeting")
    shown = await member.wait_for("党员大会", after=mark)
    assert not any("二维码" in text for text in shown.button_texts)
    assert row["id"]
    assert await called.rows("SELECT 1 AS one FROM board_link") == []


async def test_the_page_says_a_types_own_name_in_the_servers_language(called: System) -> None:
    async with called.server.uow.begin() as work:
        await work.execute("UPDATE meeting SET title = $1", "Members' assembly")
        await work.commit()
    async with browser() as session, session.get(await link(called)) as answer:
        page = await answer.text()
    assert "支部党员大会" in page
    assert "Members" not in page
