"""The real bot as a process of its own, against a local Telegram."""

import asyncio
import os
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import aiohttp

from bot.sandbox.server import Telegram

ROOT = Path(__file__).parent.parent
TOKEN = "70000002:AAexampleexampleexampleexampleexam"
READY_SECONDS = 120.0
"""A start is three seconds of computing, which take a minute where fifteen others compute on two processors."""


def _noon(now: datetime) -> ZoneInfo:
    """Where it is between twelve and one."""
    ahead = 12 - now.hour
    return ZoneInfo(f"Etc/GMT{-ahead:+d}")


ZONE = _noon(datetime.now(UTC))
"""Of the town in which the process serves: neither its quiet hours nor midnight come while it is tested."""


class Started(Protocol):
    """What is asked of a process, as of a Popen."""

    @property
    def pid(self) -> int: ...

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...

    def terminate(self) -> None: ...

    def kill(self) -> None: ...


class BotProcess:
    """`python -m bot run`; its log goes to `log`."""

    def __init__(
        self,
        url: str,
        folder: Path,
        telegram: Telegram,
        web_port: int,
        level: str = "INFO",
        config: Path = ROOT / "config",
    ) -> None:
        self.folder = folder
        self.log = folder / "bot.log"
        self.web = f"http://127.0.0.1:{web_port}"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("BOT_")},
            "BOT_TOKEN": TOKEN,
            "BOT_BASE_URL": telegram.url,
            "BOT_DATABASE_URL": url,
            "BOT_DATA_DIR": str(folder / "data"),
            "BOT_BALLOT_KEY_DIR": str(folder.parent / "keys" / folder.name),
            "BOT_CONFIG_DIR": str(config),
            "BOT_WEB_LISTEN": f"127.0.0.1:{web_port}",
            "BOT_LOG_LEVEL": level,
            "BOT_TIMEZONE": ZONE.key,
        }
        self._process: Started | None = None

    def start(self) -> None:
        self._process = self._begin()

    def _begin(self) -> Started:
        with self.log.open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "bot", "run"],
                env=self._environment,
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )

    async def ready(self) -> None:
        """Database and Bot API answer; AssertionError with the log's end when they do not, or the process has ended."""
        last = time.monotonic() + READY_SECONDS
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(READY_SECONDS)) as session:
            while not await self._answers(session):
                assert self.running, self.log.read_text(encoding="utf-8")[-2000:]
                assert time.monotonic() < last, f"not ready yet: {self.log.read_text(encoding='utf-8')[-2000:]}"
                await asyncio.sleep(0.05)

    async def _answers(self, session: aiohttp.ClientSession) -> bool:
        try:
            async with session.get(f"{self.web}/readyz") as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False

    async def logged(self, text: str) -> None:
        """That text has come into the log."""
        async with asyncio.timeout(READY_SECONDS):
            while text not in self.log.read_text(encoding="utf-8"):
                await asyncio.sleep(0.05)

    async def ended(self) -> int:
        """It has ended by itself; the exit code."""
        assert self._process is not None
        return await asyncio.to_thread(self._process.wait, READY_SECONDS)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """SIGKILL: nothing is finished, nothing said goodbye to."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    async def stop(self) -> int:
        """SIGTERM; the exit code."""
        if self._process is None:
            return 0
        self._process.terminate()
        return await self.ended()
