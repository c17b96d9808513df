"""The serving bot's memory, with ballot keys in it, is written to no disk."""

import re
from pathlib import Path

from port_for import get_port

from bot.sandbox.server import Telegram
from tests.e2e.system import BOT_NAME
from tests.process import TOKEN, BotProcess


def limits(pid: int) -> str:
    return Path(f"/proc/{pid}/limits").read_text(encoding="ascii")


async def test_run_forbids_core_dumps(sqlite_url: str, tmp_path: Path) -> None:
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, BOT_NAME, "支部助手")
    process = BotProcess(sqlite_url, tmp_path, telegram, get_port(None) or 0)
    try:
        process.start()
        await process.ready()
        assert re.search(r"^Max core file size +0 +0 ", limits(process.pid), re.MULTILINE)
    finally:
        process.kill()
        await telegram.stop()
