"""Documents, photos and albums in both directions, getFile and download."""

import io
from typing import Any

import aiohttp
import pytest

from bot.sandbox.phone import Phone
from tests.sandbox.conftest import Api, picture


async def upload(api: Api, method: str, chat_id: int, field: str, name: str, data: bytes, **more: str) -> Any:
    form = aiohttp.FormData({"chat_id": str(chat_id), **more}, quote_fields=False)
    form.add_field(field, io.BytesIO(data), filename=name, content_type="application/octet-stream")
    async with api.session.post(f"{api.base}/{method}", data=form) as response:
        return await response.json()


async def fetch(api: Api, file_id: str) -> bytes:
    found = await api.call("getFile", file_id=file_id)
    async with api.session.get(f"{api.base.replace('/bot', '/file/bot', 1)}/{found['file_path']}") as response:
        assert response.status == 200
        data = await response.read()
    assert len(data) == found["file_size"]
    return data


async def test_a_document_from_the_bot(api: Api, started: Phone) -> None:
    body = await upload(api, "sendDocument", started.id, "document", "名册.xlsx", b"PK12", caption="名册")
    document = body["result"]["document"]
    assert document["file_name"] == "名册.xlsx"
    assert body["result"]["caption"] == "名册"
    assert await started.download(started.messages()[-1]) == b"PK12"
    assert await fetch(api, document["file_id"]) == b"PK12"
    again = await api.call("sendDocument", chat_id=started.id, document=document["file_id"])
    assert again["document"] == document


async def test_a_photo_from_the_bot(api: Api, started: Phone) -> None:
    body = await upload(api, "sendPhoto", started.id, "photo", "qr.png", picture(300, 200))
    small, large = body["result"]["photo"]
    assert (large["width"], large["height"]) == (300, 200)
    assert small["width"] <= 90
    assert await started.download(started.messages()[-1]) == picture(300, 200)


@pytest.mark.parametrize(
    ("data", "description"),
    [
        (b"not a picture", "Bad Request: IMAGE_PROCESS_FAILED"),
        (picture(2100, 100), "Bad Request: PHOTO_INVALID_DIMENSIONS"),
        (b"", "Bad Request: file must be non-empty"),
    ],
)
async def test_what_is_no_photo_is_refused(api: Api, started: Phone, data: bytes, description: str) -> None:
    body = await upload(api, "sendPhoto", started.id, "photo", "x.png", data)
    assert body["description"] == description


async def test_too_much_is_refused(api: Api, started: Phone) -> None:
    big = b"x" * (50 * 1024 * 1024 + 1)
    body = await upload(api, "sendDocument", started.id, "document", "x.bin", big)
    assert (body["error_code"], body["description"]) == (413, "Request Entity Too Large")
    message = await started.send_document("x.bin", big[: 20 * 1024 * 1024 + 1])
    fault = await api.error("getFile", file_id=message.raw["document"]["file_id"])
    assert fault == "Bad Request: file is too big"


@pytest.mark.parametrize(
    ("params", "description"),
    [
        ({}, "Bad Request: there is no document in the request"),
        ({"document": "made-up"}, "Bad Request: wrong file identifier/HTTP URL specified"),
        ({"document": "attach://gone"}, "Bad Request: file must be non-empty"),
        ({"document": "https://example.org/a"}, "Bad Request: failed to get HTTP URL content"),
    ],
)
async def test_a_document_that_is_not_there(api: Api, started: Phone, params: dict[str, str], description: str) -> None:
    assert await api.error("sendDocument", chat_id=started.id, **params) == description


async def test_a_long_caption_is_refused(api: Api, started: Phone) -> None:
    body = await upload(api, "sendDocument", started.id, "document", "a", b"x", caption="党" * 1025)
    assert body["description"] == "Bad Request: message caption is too long"


async def test_a_document_from_a_person(api: Api, started: Phone) -> None:
    await started.send_document("名册.csv", b"a,b", "text/csv", caption="名册")
    [update] = await api.updates()
    document = update["message"]["document"]
    assert (document["file_name"], document["mime_type"]) == ("名册.csv", "text/csv")
    assert await fetch(api, document["file_id"]) == b"a,b"


async def test_a_photo_from_a_person_has_its_largest_size_last(api: Api, started: Phone) -> None:
    await started.send_photo(picture(), caption="整改后")
    [update] = await api.updates()
    assert await fetch(api, update["message"]["photo"][-1]["file_id"]) == picture()
    assert update["message"]["caption"] == "整改后"


async def test_an_album_is_several_messages_of_one_group(api: Api, started: Phone) -> None:
    await started.send_album([picture(), picture(50, 50)], caption="两张")
    first, second = [update["message"] for update in await api.updates()]
    assert first["media_group_id"] == second["media_group_id"]
    assert first["caption"] == "两张"
    assert "caption" not in second


async def test_an_album_from_the_bot(api: Api, started: Phone) -> None:
    photo = (await started.send_photo(picture())).raw["photo"][-1]["file_id"]
    media = [{"type": "photo", "media": photo, "caption": "一"}, {"type": "photo", "media": photo}]
    sent = await api.call("sendMediaGroup", chat_id=started.id, media=media)
    assert len({message["media_group_id"] for message in sent}) == 1
    assert [message.raw for message in started.messages()[-2:]] == sent
    assert "2-10" in await api.error("sendMediaGroup", chat_id=started.id, media=media[:1])


async def test_an_unknown_path_is_404(api: Api) -> None:
    async with api.session.get(f"{api.base.replace('/bot', '/file/bot', 1)}/documents/none") as response:
        assert response.status == 404
