"""The whole server as a process that says what it has spent."""

import asyncio
import sys
from pathlib import Path

from pydantic import SecretStr

from bot import logs
from bot.app import Server
from bot.secret_key import ensure
from bot.settings import load
from tests.bench.child import answer_all, usage
from tests.e2e.system import base_settings


async def main(token: str, telegram: str, database: str) -> None:
    url = f"sqlite+aiosqlite:///{database}"
    settings = base_settings(url, Path(database).parent, telegram) | {"token": SecretStr(token)}
    logs.configure("WARNING", "console")
    server = Server(ensure(load(**settings)))
    await server.start()
    await answer_all(usage)
    await server.stop()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
