"""Health, readiness and metrics, as whoever watches the bot asks for them."""

import asyncio
from pathlib import Path

import aiohttp

from tests.e2e.system import running


async def ready(session: aiohttp.ClientSession, base: str) -> tuple[int, str]:
    """The bot asks Telegram every few seconds only."""
    async with session.get(f"{base}/readyz") as answer:
        return answer.status, await answer.text()


async def test_health_readiness_and_metrics(sqlite_url: str, tmp_path: Path) -> None:
    async with running(sqlite_url, tmp_path) as system, aiohttp.ClientSession() as session:
        base = f"http://127.0.0.1:{system.server.web.port}"
        async with session.get(f"{base}/healthz") as answer:
            assert (answer.status, await answer.text()) == (200, "ok\n")
        assert await ready(session, base) == (200, "ok\n")
        async with session.get(f"{base}/metrics") as answer:
            assert "zhibu_outbox_queued 0.0" in await answer.text()
        system.telegram.faults.unreachable = True
        async with asyncio.timeout(10):
            while await ready(session, base) != (503, "telegram\n"):
                await asyncio.sleep(0.1)
        system.telegram.faults.unreachable = False


async def test_the_webhook_refuses_a_wrong_secret(sqlite_url: str, tmp_path: Path) -> None:
    secret = "a-secret-that-telegram-was-given"
    async with (
        running(
            sqlite_url, tmp_path, mode="webhook", webhook_url="http://127.0.0.1:1/telegram", webhook_secret=secret
        ) as system,
        aiohttp.ClientSession() as session,
    ):
        address = f"http://127.0.0.1:{system.server.web.port}/telegram"
        async with session.post(address, json={"update_id": 1}) as answer:
            assert answer.status == 403
        async with session.post(
            address, json={"update_id": 1}, headers={"X-Telegram-Bot-Api-Secret-Token": secret}
        ) as answer:
            assert answer.status == 200
