"""The commands `run` and `migrate`."""

import asyncio
import os
import signal
import subprocess
import sys

import structlog
import typer
from telegram.error import InvalidToken

from bot import logs, secret_key
from bot.app import Server
from bot.commands import common
from bot.domain.errors import DomainError, StorageUnavailable
from bot.services.installation import core_dump, serving_lock
from bot.services.installation.serving_lock import ServingLock
from bot.settings import Settings, SettingsError
from bot.views.view import sentence

log = structlog.get_logger(__name__)

HOW_TO_GET_A_TOKEN = """\
还没有设置机器人的令牌 BOT_TOKEN。请在 Telegram 里找 @BotFather，发送 /newbot，把得到的令牌写进 .env：BOT_TOKEN=…
想先试一试：make demo 不需要账号，也不需要联网。
BOT_TOKEN is not set. In Telegram, talk to @BotFather, send /newbot, and put the token into .env: BOT_TOKEN=…
To try it first: make demo needs no account and no internet."""


def serve() -> None:
    """启动机器人，直到停止。 Migrate (SQLite) and serve until stopped."""
    chosen = common.settings()
    if not chosen.token.get_secret_value():
        common.fail(HOW_TO_GET_A_TOKEN)
    logs.configure(chosen.log_level, chosen.log_format)
    core_dump.forbid()
    try:
        lock = alone(chosen)
        asyncio.run(_serve(secret_key.ensure(chosen), lock))
    except InvalidToken:
        common.fail("Telegram 不认识这个令牌，请检查 BOT_TOKEN / Telegram does not know this token; check BOT_TOKEN")
    except SettingsError as error:
        common.fail(str(error))
    except StorageUnavailable as error:
        common.unreachable(error)
    except DomainError as error:
        common.fail(sentence(error, common.speech(chosen)))


def alone(chosen: Settings) -> ServingLock | None:
    """Lock a SQLite database and bring its schema up to date. The lock comes first, so that the schema under a serving
    bot is not touched. DomainError("already_serving")."""
    if chosen.sqlite_path is None:
        return None
    lock = serving_lock.take(chosen.sqlite_path)
    upgrade(chosen)
    return lock


async def _serve(chosen: Settings, lock: ServingLock | None) -> None:
    server = Server(chosen, lock=lock)
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, server.ask_to_stop)
    await server.run()


def upgrade(chosen: Settings) -> str:
    """Migrate the database in a child process, so that Alembic is not in memory while the bot serves; return the schema
    it has now."""
    environment = os.environ | {"BOT_DATABASE_URL": chosen.database_url}  # no process list shows its password
    command = [sys.executable, "-m", "bot.storage.migrate"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        last = done.stderr.strip().splitlines()[-1:] or ["?"]
        common.fail(f"数据库升级失败 / the database could not be migrated: {logs.scrubbed(last[0])}")
    return done.stdout.strip()


def migrate() -> None:
    """升级数据库结构。 Bring the database to the newest schema."""
    common.echo(upgrade(common.settings()))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("run")(serve)
    app.command("migrate")(migrate)
