"""The webhook answers 200 for what is finished and for nothing else."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from telegram import Update

from bot.gateway.intake import Intake
from bot.gateway.webhook import HEADER, PATH, Webhook, set_webhook
from tests.gateway.rig import Handle, Rig, Together, application_for
from tests.waiting import PATIENCE, until

SECRET = "webhook-secret_1"


@asynccontextmanager
async def serving(
    rig: Rig, handle: Handle, patience: float = 5.0, *, careful: bool = False
) -> AsyncIterator[tuple[str, Intake, list[int]]]:
    """The address, the intake, and the statuses answered so far."""
    application = application_for(rig.bot, handle)
    await application.initialize()
    intake = Intake(application, rig.uow, 4242, careful=careful, backoff=rig.fast)
    webhook, statuses = Webhook(rig.bot, intake, SECRET, patience=patience), []

    async def noted(request: web.Request) -> web.Response:
        answer = await webhook.handle(request)
        statuses.append(answer.status)
        return answer

    app = web.Application()
    app.router.add_post(PATH, noted)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.2)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}{PATH}", intake, statuses
    await rig.bot.delete_webhook()
    await intake.finish(1.0)
    await runner.cleanup()


async def test_the_secret_is_asked_for_and_nonsense_is_refused(rig: Rig) -> None:
    async def handle(update: Update) -> None:
        raise AssertionError("never reached")

    body = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private"}}}
    async with serving(rig, handle) as (url, _, _), aiohttp.ClientSession() as session:
        for headers in ({}, {HEADER: "wrong"}, {HEADER: "秘密"}, {HEADER: SECRET[:-1]}):
            async with session.post(url, json=body, headers=headers) as answer:
                assert answer.status == 403
        for nonsense in (b"", b"not json", b"[]", b'{"message": {}}', b'{"update_id": 2, "message": 7}'):
            async with session.post(url, data=nonsense, headers={HEADER: SECRET}) as answer:
                assert answer.status == 400, nonsense


async def nothing(update: Update) -> None:
    return


async def test_without_a_secret_there_is_no_webhook(rig: Rig) -> None:
    with pytest.raises(ValueError, match="secret"):
        Webhook(rig.bot, Intake(application_for(rig.bot, nothing), rig.uow, 4242), "")


async def test_it_is_answered_when_finished_and_not_before(rig: Rig) -> None:
    phone, reached, gate = rig.telegram.add_user("林小满"), asyncio.Event(), asyncio.Event()

    async def handle(update: Update) -> None:
        reached.set()
        await gate.wait()
        await rig.counter.add(update)

    async with serving(rig, handle) as (url, _, statuses):
        await set_webhook(rig.bot, url, SECRET)
        await phone.send("签到")
        await asyncio.wait_for(reached.wait(), PATIENCE)
        assert statuses == []
        assert rig.waiting == 1
        gate.set()
        await until(lambda: rig.waiting == 0)
        assert statuses == [200]
        assert await rig.counter.value() == 1
        assert sorted(rig.account.updates.allowed or ()) == ["callback_query", "message", "my_chat_member"]


async def test_what_takes_too_long_is_delivered_again_and_has_one_effect(rig: Rig) -> None:
    phone, gate = rig.telegram.add_user("慢"), asyncio.Event()

    async def handle(update: Update) -> None:
        await gate.wait()
        await rig.counter.add(update)

    async with serving(rig, handle, patience=0.05) as (url, _, statuses):
        await set_webhook(rig.bot, url, SECRET)
        await phone.send("签到")
        await until(lambda: len(statuses) >= 2, "Telegram delivers again")
        assert set(statuses) == {503}
        gate.set()
        await until(lambda: rig.waiting == 0)
        assert statuses[-1] == 200
        assert await rig.counter.value() == 1


async def test_while_the_database_is_away_telegram_keeps_the_update(rig: Rig) -> None:
    phone = rig.telegram.add_user("等")

    async def handle(update: Update) -> None:
        await rig.counter.add(update)

    async with serving(rig, handle, patience=0.05) as (url, _, statuses):
        rig.database.away = 10_000
        await set_webhook(rig.bot, url, SECRET)
        await phone.send("签到")
        await until(lambda: 503 in statuses)
        assert rig.waiting == 1
        rig.database.away = 0
        await until(lambda: rig.waiting == 0)
        assert await rig.counter.value() == 1


async def test_what_arrives_during_the_stop_is_left_to_telegram(rig: Rig) -> None:
    phone, seen = rig.telegram.add_user("停"), []

    async def handle(update: Update) -> None:
        seen.append(update)

    async with serving(rig, handle) as (url, intake, statuses):
        await intake.finish(1.0)
        await set_webhook(rig.bot, url, SECRET)
        await phone.send("签到")
        await until(lambda: 503 in statuses)
        assert rig.waiting == 1
        assert seen == []


async def test_after_an_unclean_stop_updates_run_one_by_one_until_telegram_has_no_more(rig: Rig) -> None:
    people = [rig.telegram.add_user(str(number)) for number in range(4)]
    for phone in people:
        await phone.send("before")
    together = Together(rig)
    async with serving(rig, together.handle, careful=True) as (url, intake, _):
        await set_webhook(rig.bot, url, SECRET)
        await until(lambda: rig.waiting == 0)
        assert together.most == 1
        await until(lambda: not intake.careful)
        for phone in people:
            await phone.send("after")
        await until(lambda: rig.waiting == 0)
        assert together.most > 1
