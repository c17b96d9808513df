"""The commands `audit verify`, `backup`, `restore` and `doctor`."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar
from urllib.parse import urlsplit

import typer

from bot.app import open_database
from bot.commands import common, progress
from bot.domain.errors import DomainError
from bot.gateway.client import build_bot, server_time
from bot.services.files.progress import Progress
from bot.services.installation import audit, backup, doctor, schema
from bot.services.installation.backup_file import Manifest
from bot.services.installation.doctor import Check
from bot.services.rating import recover as rating_recover
from bot.services.unit_of_work import UnitOfWork
from bot.settings import Settings
from bot.texts.speech import Speech
from bot.views.installation.lifecycle import line
from bot.views.view import sentence

T = TypeVar("T")


def verify(head: Annotated[str | None, typer.Option(help="以前打印的校验值 / a head printed earlier")] = None) -> None:
    """核对审计记录有没有被改动。 Check the hash chain, and a head printed earlier."""
    verdict = common.run(common.settings(), lambda uow: audit.verify(uow, head))
    if verdict.fault:
        common.fail(verdict.fault)
    common.echo(f"{verdict.entries} entries, intact, head {verdict.head}")


def make_backup(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """备份数据库和附件，运行时也可以；不含测评密钥。 A consistent copy while running, never with ballot keys."""
    chosen = common.settings()
    made = with_progress(chosen, "operator-backing-up", lambda tell: backup.backup(chosen, file, tell))
    say = common.speech(chosen)
    common.echo(say("operator-backed-up", file=str(file), **facts(made, say)))


def restore(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """恢复备份，原来的数据库另存一份。 Put a backup back, keeping the old database; not while the bot runs."""
    chosen = common.settings()
    back = with_progress(chosen, "operator-restoring", lambda tell: backup.restore(chosen, file, tell))
    say = common.speech(chosen)
    common.echo(say("operator-restored", file=str(file), database=place(chosen), **facts(back.manifest, say)))
    kept = back.kept
    common.echo(say("operator-restored-kept", kept=str(kept)) if kept else say("operator-restored-into-nothing"))
    if back.manifest.schema == schema.expected():
        voided = common.run(chosen, lambda uow: void_open(uow, chosen))
        if voided:
            common.echo(say("operator-restored-voided", count=str(voided)))


async def void_open(uow: UnitOfWork, chosen: Settings) -> int:
    """Void the ratings that were open in the backup. With an older schema `run` does it after the migration."""
    keys = await rating_recover.folder(uow, chosen.ballot_key_dir) if chosen.holds_keys else None
    return await rating_recover.restored(uow, keys)


def facts(manifest: Manifest, say: Speech) -> dict[str, str]:
    """Word when a backup was made, and its schema."""
    day = say.full_day(say.local(manifest.made_at).date())
    return {"made": f"{day} {say.hour(manifest.made_at)}", "schema": manifest.schema}


def place(chosen: Settings) -> str:
    """Name where the database is, without a password."""
    if chosen.sqlite_path is not None:
        return str(chosen.sqlite_path.absolute())
    address = urlsplit(chosen.database_url)
    return f"PostgreSQL {address.hostname or ''}{address.path}"


def with_progress(chosen: Settings, label: str, work: Callable[[Progress], T]) -> T:
    """Run long work under a progress bar; when a rule refuses it, write its sentence and exit with 1."""
    say = common.speech(chosen)
    try:
        with progress.shown(say(label)) as tell:
            return work(tell)
    except DomainError as error:
        common.fail(sentence(error, say))


def examine() -> None:
    """检查设置、数据库、令牌、时钟、网址。 Settings, database, token, clock, web address; exit 1 if any fails."""
    chosen = common.settings()
    checks, say = asyncio.run(_examine(chosen)), common.speech(chosen)
    for check in checks:
        common.echo(line(check, say))
    if any(check.ok is False for check in checks):
        raise typer.Exit(1)


async def _examine(chosen: Settings) -> list[Check]:
    proxy = chosen.proxy.get_secret_value() or None

    async def get_me() -> str:
        async with build_bot(chosen.token.get_secret_value(), chosen.base_url, proxy) as bot:
            return str(bot.username)

    return await doctor.examine(chosen, open_database(chosen), get_me, lambda: server_time(chosen.base_url, proxy))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    common.group(app, "audit", "审计记录 / the audit record").command("verify")(verify)
    app.command("backup")(make_backup)
    app.command("restore")(restore)
    app.command("doctor")(examine)
