"""The big screen beside the phones, and scanning it."""

import io
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
import segno
from aiohttp import web
from playwright.async_api import expect

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api
from tests.sandbox.page.browser import PhonesPage
from tests.sandbox.page.conftest import Bot

ROOM = "https://t.me/branch_bot?start=room"
FORMS = {
    "/board/svg": "<div data-qr>{svg}</div>",
    "/board/image": '<img data-qr src="/screen/qr.png">',
    "/board/nothing": "<p>还没有开始</p>",
}


async def _page(request: web.Request) -> web.Response:
    svg = io.BytesIO()
    segno.make(ROOM).save(svg, kind="svg", xmldecl=False, scale=3)
    body = FORMS[request.path].format(svg=svg.getvalue().decode())
    return web.Response(text=f"<!doctype html><title>大屏幕</title>{body}", content_type="text/html")


async def _image(request: web.Request) -> web.Response:
    png = io.BytesIO()
    segno.make(ROOM).save(png, kind="png", scale=3)
    return web.Response(body=png.getvalue(), content_type="image/png")


@pytest_asyncio.fixture(autouse=True, loop_scope="session")
async def projector(telegram: Telegram) -> AsyncIterator[None]:
    app = web.Application()
    app.router.add_get("/qr.png", _image)
    for path in FORMS:
        app.router.add_get(path, _page)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    telegram.screen = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield
    await runner.cleanup()


async def show(phones: PhonesPage, api: Api, phone: Phone, path: str) -> None:
    """Open a page of the projector by a button in the phone's chat."""
    url = f"{api.url}/screen{path}"
    markup = {"inline_keyboard": [[{"text": "打开大屏幕", "url": url}]]}
    await api.call("sendMessage", chat_id=phone.id, text="会议开始", reply_markup=markup)
    await phones.of(phone).locator(f'[data-url="{url}"]').click()
    await phones.page.frame_locator("#screen iframe").locator("body > :last-child").wait_for()


@pytest.mark.parametrize("form", ["svg", "image"])
async def test_one_phone_opens_the_screen_and_another_scans_it(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone, li: Phone, form: str
) -> None:
    await show(phones, api, started, f"/board/{form}")
    await expect(phones.page.locator("#screen h2")).to_be_focused()
    await phones.of(li).locator(".scan").click()
    heard = (await bot.hear())["message"]
    assert (heard["from"]["id"], heard["text"]) == (li.id, "/start room")
    await expect(phones.of(li).locator(".toast")).to_contain_text(ROOM)
    await phones.page.locator(".screen-close").click()
    await expect(phones.page.locator("#screen")).to_be_hidden()
    await expect(phones.of(started).locator("a.key")).to_be_focused()


async def test_without_a_screen_the_newest_photo_is_offered(phones: PhonesPage, bot: Bot, started: Phone) -> None:
    png = io.BytesIO()
    segno.make(ROOM).save(png, kind="png", scale=2)
    await started.send_photo(png.getvalue())
    assert "photo" in (await bot.hear())["message"]
    await phones.of(started).locator(".photo").wait_for()
    await phones.of(started).locator(".scan").click()
    await phones.page.locator("dialog.scan-source [value=photo]").click()
    assert (await bot.hear())["message"]["text"] == "/start room"


async def test_a_code_on_another_phone_is_scanned_from_there(
    phones: PhonesPage, bot: Bot, started: Phone, li: Phone
) -> None:
    png = io.BytesIO()
    segno.make(ROOM).save(png, kind="png", scale=2)
    await started.send_photo(png.getvalue())
    assert "photo" in (await bot.hear())["message"]
    await phones.of(started).locator(".photo").wait_for()
    await phones.of(li).locator(".scan").click()
    dialog = phones.page.locator("dialog.scan-source")
    await expect(dialog.locator("[value=photo]")).to_have_count(0)
    await dialog.get_by_role("button", name="王芳手机上最新的图片").click()
    heard = (await bot.hear())["message"]
    assert (heard["from"]["id"], heard["text"]) == (li.id, "/start room")


async def test_a_screen_without_a_code_asks_for_a_picture_file(
    phones: PhonesPage, api: Api, bot: Bot, started: Phone
) -> None:
    await show(phones, api, started, "/board/nothing")
    await phones.of(started).locator(".scan").click()
    await expect(phones.page.locator("dialog.scan-source")).to_contain_text("大屏幕上没有看到二维码")
    png = io.BytesIO()
    segno.make(ROOM).save(png, kind="png", scale=2)
    async with phones.page.expect_file_chooser() as chooser:
        await phones.page.locator("dialog.scan-source [value=file]").click()
    await (await chooser.value).set_files({"name": "code.png", "mimeType": "image/png", "buffer": png.getvalue()})
    assert (await bot.hear())["message"]["text"] == "/start room"
