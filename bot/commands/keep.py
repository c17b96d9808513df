"""audit verify, backup, restore, doctor."""

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress

from bot.app import open_database
from bot.commands import common
from bot.domain.errors import DomainError
from bot.gateway.client import build_bot
from bot.services import audit, backup, doctor
from bot.services.backup_file import Manifest
from bot.services.doctor import Check
from bot.settings import Settings
from bot.views.errors import sentence

MARKS = {True: "✓", False: "✗", None: "!"}


def verify(head: Annotated[str | None, typer.Option(help="a head printed earlier")] = None) -> None:
    """Check the hash chain, and a head printed earlier."""
    verdict = common.run(common.settings(), lambda uow: audit.verify(uow, head))
    if verdict.fault:
        common.fail(verdict.fault)
    common.say(f"{verdict.entries} entries, intact, head {verdict.head}")


def make_backup(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """A consistent copy while running: database and attachments, never ballot keys."""
    chosen = common.settings()
    made = with_progress(chosen, lambda progress: backup.backup(chosen, file, progress))
    common.say(f"{file}: {made.schema}, {made.made_at:%Y-%m-%d %H:%M} UTC")


def restore(file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)]) -> None:
    """Put a backup back; refuses a damaged or newer file, and while the bot runs."""
    chosen = common.settings()
    back = with_progress(chosen, lambda progress: backup.restore(chosen, file, progress))
    common.say(f"{file}: {back.schema}, {back.made_at:%Y-%m-%d %H:%M} UTC")


def with_progress(chosen: Settings, work: Callable[[Callable[[int, int], None]], Manifest]) -> Manifest:
    """A bar on a terminal, nothing elsewhere; a refusal is one sentence and exit 1."""
    with Progress(disable=not sys.stdout.isatty()) as bar:
        task = bar.add_task("")
        try:
            return work(lambda done, total: bar.update(task, completed=done, total=total))
        except DomainError as error:
            common.fail(sentence(error, common.speech(chosen)))


def examine() -> None:
    """Settings, database, token, clock, web address: a line each, exit 1 if any fails."""
    chosen = common.settings()
    checks = asyncio.run(_examine(chosen))
    for check in checks:
        common.say(f"{MARKS[check.ok]} {check.name}: {check.detail}")
    if any(check.ok is False for check in checks):
        raise typer.Exit(1)


async def _examine(chosen: Settings) -> list[Check]:
    async def get_me() -> str:
        proxy = chosen.proxy.get_secret_value() or None
        async with build_bot(chosen.token.get_secret_value(), chosen.base_url, proxy) as bot:
            return str(bot.username)

    return await doctor.examine(chosen, open_database(chosen), get_me)


def register(app: typer.Typer) -> None:
    common.group(app, "audit").command("verify")(verify)
    app.command("backup")(make_backup)
    app.command("restore")(restore)
    app.command("doctor")(examine)
