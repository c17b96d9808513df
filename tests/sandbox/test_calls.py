"""How calls arrive, what is refused before a method runs, and the record of calls."""

import json

import aiohttp
import pytest

from bot.sandbox.methods.table import METHODS
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from tests.sandbox.conftest import Api


async def test_get_me(api: Api) -> None:
    me = await api.call("getMe")
    assert me["id"] == 4242
    assert me["is_bot"] is True
    assert me["username"] == "branch_bot"
    assert me["can_read_all_group_messages"] is False


@pytest.mark.parametrize(
    ("path", "code", "description"),
    [
        ("/bot4242:wrong/getMe", 401, "Unauthorized"),
        ("/botnothing/getMe", 404, "Not Found"),
        ("/bot4242:test-token/dance", 404, "Not Found: method not found"),
    ],
)
async def test_unknown_tokens_and_methods(api: Api, path: str, code: int, description: str) -> None:
    async with api.session.post(api.url + path) as response:
        assert response.status == code
        assert await response.json() == {"ok": False, "error_code": code, "description": description}


async def test_names_of_methods_are_taken_in_any_case(api: Api) -> None:
    assert await api.call("GETME") == await api.call("getme")


async def test_parameters_come_as_json_form_multipart_or_query(api: Api, started: Phone) -> None:
    params = {"chat_id": str(started.id), "text": "好", "protect_content": "true"}
    url = f"{api.base}/sendMessage"
    multipart = aiohttp.MultipartWriter("form-data")
    for name, value in params.items():
        multipart.append(value).set_content_disposition("form-data", name=name)
    requests = [
        api.session.post(url, json={**params, "protect_content": True}),
        api.session.post(url, data=params),
        api.session.post(url, data=multipart),
        api.session.get(url, params=params),
    ]
    for request in requests:
        async with request as response:
            sent = (await response.json())["result"]
            assert (sent["text"], sent["has_protected_content"]) == ("好", True)


async def test_a_body_that_is_not_json_is_refused(api: Api) -> None:
    headers = {"Content-Type": "application/json"}
    async with api.session.post(f"{api.base}/getMe", data="{", headers=headers) as response:
        assert (await response.json())["description"] == "Bad Request: can't parse request JSON object"


async def test_every_call_is_written_down_even_refused_ones(api: Api, telegram: Telegram, started: Phone) -> None:
    telegram.calls.clear()
    markup = {"inline_keyboard": [[{"text": "好", "callback_data": "y"}]]}
    await api.call("sendMessage", chat_id=started.id, text="一", reply_markup=markup)
    await api.error("sendMessage", chat_id=started.id)
    form = aiohttp.FormData({"chat_id": str(started.id)})
    form.add_field("document", b"x", filename="a.txt", content_type="text/plain")
    async with api.session.post(f"{api.base}/sendDocument", data=form) as response:
        assert response.status == 200
    assert telegram.calls == [
        {
            "method": "sendMessage",
            "params": {"chat_id": started.id, "text": "一", "reply_markup": markup},
            "files": [],
        },
        {"method": "sendMessage", "params": {"chat_id": started.id}, "files": []},
        {"method": "sendDocument", "params": {"chat_id": str(started.id)}, "files": ["document"]},
    ]
    assert json.loads(json.dumps(telegram.calls)) == telegram.calls


async def test_a_call_can_be_waited_for(api: Api, telegram: Telegram, started: Phone) -> None:
    with pytest.raises(TimeoutError):
        await telegram.called("sendMessage", timeout=0.01)
    await api.call("sendMessage", chat_id=started.id, text="一")
    assert (await telegram.called("sendMessage"))["params"]["text"] == "一"


async def test_every_method_refuses_what_the_bot_api_does_not_name(api: Api) -> None:
    for method in METHODS.values():
        fault = await api.error(method.name, no_such_thing=1)
        assert fault == f"Bad Request: method {method.name} has no parameter no_such_thing"
