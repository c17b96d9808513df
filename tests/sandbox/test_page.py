"""The page of phones over HTTP: what it reads, hears and does."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api, keyboard, picture
from tests.sandbox.test_phone import code


async def act(api: Api, phone: Phone, action: str, **body: Any) -> dict[str, Any]:
    """One action of the page that must succeed."""
    answer = await try_to(api, phone, action, **body)
    assert answer["ok"], answer
    return answer


async def try_to(api: Api, phone: Phone, action: str, **body: Any) -> dict[str, Any]:
    async with api.session.post(f"{api.url}/phones/{phone.id}/{action}", json=body) as response:
        answer: dict[str, Any] = await response.json()
        assert response.status == (200 if answer["ok"] else 400)
        return answer


async def phones(api: Api) -> dict[str, Any]:
    async with api.session.get(f"{api.url}/phones") as response:
        found: dict[str, Any] = await response.json()
        return found


@asynccontextmanager
async def events(api: Api) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
    """The page's stream of events, from now on."""
    async with api.session.get(f"{api.url}/phones/events") as response:
        assert response.content_type == "text/event-stream"
        assert await response.content.readline() == b"retry: 1000\n"
        yield _read(response)


async def _read(response: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    async for line in response.content:
        if line.startswith(b"data: "):
            yield json.loads(line.removeprefix(b"data: "))


async def next_of(stream: AsyncIterator[dict[str, Any]], kind: str) -> dict[str, Any]:
    async with asyncio.timeout(5):
        while (event := await anext(stream))["type"] != kind:
            pass
    return event


async def test_the_page_and_its_files_are_served(api: Api) -> None:
    async with api.session.get(f"{api.url}/") as response:
        assert response.status == 200
        assert response.content_type == "text/html"
    async with api.session.get(f"{api.url}/page/index.html") as response:
        assert response.status == 200
    for outside in ("/page/..%2Fserver.py", "/page/nothing.js"):
        async with api.session.get(api.url + outside) as response:
            assert response.status == 404


async def test_phones_with_their_chats(api: Api, telegram: Telegram, started: Phone, li: Phone) -> None:
    group = telegram.add_group("第一支部", [started, li])
    group.add_bot()
    await api.call("sendMessage", chat_id=started.id, text="理由?", reply_markup={"force_reply": True})
    await api.call("sendMessage", chat_id=started.id, text="选", reply_markup={"keyboard": [["好"]]})
    await api.call("setMyCommands", commands=[{"command": "me", "description": "我"}])
    seen = await phones(api)
    assert seen["now"] == 1_790_000_000_000
    assert seen["zone"] is None
    assert seen["bots"] == [{"id": 4242, "username": "branch_bot", "first_name": "支部助手"}]
    mine, other = seen["phones"]
    assert mine["user"]["phone"] == "8613900000001"
    assert mine["note"] == "书记"
    private, shared = mine["chats"]
    assert (private["id"], private["type"], private["title"]) == (started.id, "private", "支部助手")
    assert (private["bot_id"], private["bot_username"]) == (4242, "branch_bot")
    assert (private["started"], private["blocked"], private["typing"]) == (True, False, False)
    assert private["reply_keyboard"] == {"keyboard": [[{"text": "好"}]]}
    assert private["force_reply"] == private["messages"][1]["message_id"]
    assert private["commands"] == [{"command": "me", "description": "我"}]
    assert [message.get("out", False) for message in private["messages"]] == [True, False, False]
    assert (shared["id"], shared["type"], shared["title"]) == (group.id, "supergroup", "第一支部")
    assert other["chats"][0]["started"] is False


async def test_changes_are_told_as_they_happen(api: Api, telegram: Telegram, started: Phone) -> None:
    async with events(api) as stream:
        await api.call("sendMessage", chat_id=started.id, text="会", reply_markup=keyboard([("签到", "c")]))
        event = await next_of(stream, "chat")
        assert event["user_id"] == started.id
        assert event["chat"]["messages"][-1]["text"] == "会"
        started.press("签到")
        tap_id = (await api.updates())[-1]["callback_query"]["id"]
        await api.call("answerCallbackQuery", callback_query_id=tap_id, text="好了", show_alert=True)
        expected = {"user_id": started.id, "chat_id": started.id, "text": "好了", "alert": True}
        assert await next_of(stream, "toast") == {"type": "toast", **expected}
        telegram.add_user("赵")
        await next_of(stream, "phones")
        await api.call("setMyCommands", commands=[{"command": "me", "description": "我"}])
        event = await next_of(stream, "chat")
        assert event["chat"]["commands"] == [{"command": "me", "description": "我"}]


async def test_everyone_in_a_group_is_told(api: Api, telegram: Telegram, wang: Phone, li: Phone) -> None:
    group = telegram.add_group("第一支部", [wang, li])
    async with events(api) as stream:
        await wang.send("大家好", chat=group)
        told = [await next_of(stream, "chat"), await next_of(stream, "chat")]
    assert {event["user_id"] for event in told} == {wang.id, li.id}
    assert [event["chat"]["messages"][-1].get("out", False) for event in told] == [True, False]


async def test_stopping_ends_the_streams(api: Api, telegram: Telegram) -> None:
    async with events(api) as stream:
        async with asyncio.timeout(5):
            await telegram.stop()
        with pytest.raises(StopAsyncIteration):
            await anext(stream)


async def test_every_action_of_the_page(api: Api, telegram: Telegram, wang: Phone, li: Phone) -> None:
    chat = {"chat_id": wang.id}
    await act(api, wang, "start", **chat, payload="abc")
    await api.call("sendMessage", chat_id=wang.id, text="会", reply_markup=keyboard([("签到", "c")]))
    sent = wang.messages()[-1]
    answer = await act(api, wang, "send", **chat, text="好", reply_to_message_id=sent.id)
    await act(api, wang, "tap", **chat, message_id=sent.id, data="c")
    await act(api, wang, "contact", **chat)
    await act(api, wang, "contact", **chat, of=li.id)
    await act(api, wang, "location", **chat, latitude=30.1, longitude=120.2, live=True)
    await act(api, wang, "sticker", **chat)
    await act(api, wang, "voice", **chat)
    await act(api, wang, "forward", **chat, from_message_id=answer["message_id"])
    updates = await api.updates()
    messages = [update["message"] for update in updates if "message" in update]
    assert messages[0]["text"] == "/start abc"
    assert messages[1]["reply_to_message"]["message_id"] == sent.id
    assert updates[2]["callback_query"]["data"] == "c"
    assert [message["contact"]["user_id"] for message in messages[2:4]] == [wang.id, li.id]
    assert messages[4]["location"]["live_period"] == 900
    assert "sticker" in messages[5]
    assert "voice" in messages[6]
    assert messages[7]["forward_origin"]["sender_user"]["id"] == wang.id


async def test_blocking_links_and_codes_on_the_page(api: Api, wang: Phone) -> None:
    assert await act(api, wang, "open", url="https://t.me/branch_bot?start=x") == {"ok": True, "chat_id": wang.id}
    image = base64.b64encode(code("https://t.me/branch_bot?start=room")).decode()
    scanned = await act(api, wang, "scan", image=f"data:image/png;base64,{image}")
    assert scanned["url"] == "https://t.me/branch_bot?start=room"
    await act(api, wang, "block", chat_id=wang.id)
    await act(api, wang, "unblock", chat_id=wang.id)
    updates = await api.updates()
    assert [update.get("message", {}).get("text") for update in updates] == ["/start x", "/start room", None, None]


async def test_files_of_the_page(api: Api, started: Phone) -> None:
    for way in ("document", "photo"):
        form = aiohttp.FormData({"chat_id": str(started.id), "as": way}, quote_fields=False)
        form.add_field("file", picture(), filename="图.png", content_type="image/png")
        async with api.session.post(f"{api.url}/phones/{started.id}/file", data=form) as response:
            assert (await response.json())["ok"]
    document, photo = [update["message"] for update in await api.updates()]
    assert document["document"]["file_name"] == "图.png"
    async with api.session.get(f"{api.url}/phones/files/{photo['photo'][-1]['file_id']}") as response:
        assert await response.read() == picture()
        assert response.headers["X-Content-Type-Options"] == "nosniff"
    async with api.session.get(f"{api.url}/phones/files/nothing") as response:
        assert response.status == 404


@pytest.mark.parametrize(
    ("action", "body"),
    [
        ("send", {"text": " "}),
        ("send", {"text": "x", "chat_id": -5}),
        ("send", {"text": "x", "reply_to_message_id": 99}),
        ("tap", {"message_id": 1, "data": "made-up"}),
        ("tap", {"data": "x"}),
        ("contact", {"of": 5}),
        ("location", {"latitude": 1}),
        ("forward", {"from_message_id": 99}),
        ("open", {"url": "https://example.org"}),
        ("scan", {"image": "%%%"}),
        ("scan", {"image": base64.b64encode(picture()).decode()}),
        ("file", {}),
        ("dance", {}),
    ],
)
async def test_what_a_phone_cannot_do(api: Api, started: Phone, action: str, body: dict[str, Any]) -> None:
    before = await api.updates()
    answer = await try_to(api, started, action, **{"chat_id": started.id, **body})
    assert answer["error"]
    assert await api.updates() == before


async def test_a_tap_of_the_page_names_the_buttons_data(api: Api, started: Phone) -> None:
    sent = await api.call("sendMessage", chat_id=started.id, text="会", reply_markup=keyboard([("签到", "c")]))
    where = {"chat_id": started.id, "message_id": sent["message_id"]}
    assert not (await try_to(api, started, "tap", **where, data="签到"))["ok"]
    assert await api.updates() == []
    await act(api, started, "tap", **where, data="c")
