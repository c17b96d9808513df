"""A bot that is killed and started again: the first start is `python -m bot run`, the others are forks of one process
that has imported everything."""

import os
import subprocess
from collections.abc import Mapping
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from bot.sandbox.server import Telegram
from tests.crash import served
from tests.process import BotProcess, Started

FORKS = get_context("forkserver")
FORKS.set_forkserver_preload([served.__name__])


@cache
def imported() -> None:
    """Return when the process that forks has imported everything, so that no start in the middle of a test waits for
    it, and with it everybody in the test's event loop."""
    first = FORKS.Process(target=os.getpid)
    first.start()
    first.join()


class KilledBot(BotProcess):
    def __init__(self, url: str, folder: Path, telegram: Telegram, web_port: int) -> None:
        super().__init__(url, folder, telegram, web_port)
        imported()

    def _begin(self) -> Started:
        return super()._begin() if self._process is None else Fork(self._environment, self.folder, self.log)


class Fork:
    """A forked bot, with what is asked of a Popen; it is ended with the tests at the latest."""

    def __init__(self, environment: Mapping[str, str], folder: Path, log: Path) -> None:
        self._process = FORKS.Process(target=served.run, args=(environment, folder, log), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("bot", timeout or 0.0)
        return self._process.exitcode

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()
