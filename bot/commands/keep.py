"""audit verify, backup, restore, doctor."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer
from rich.progress import Progress
from telegram.error import TelegramError

from bot.commands import common
from bot.domain.errors import DomainError
from bot.gateway.client import build_bot
from bot.services import audit, backup, doctor
from bot.settings import Settings
from bot.views.errors import sentence


def verify(head: Annotated[str | None, typer.Option(help="a head printed earlier")] = None) -> None:
    """Check the hash chain, and a head printed earlier."""
    chosen = common.settings()
    verdict = common.run(chosen, lambda uow: audit.verify(uow, head))
    if verdict.fault:
        common.fail(verdict.fault)
    common.say(f"{verdict.entries} entries, intact, head {verdict.head}")


def make_backup(file: Path) -> None:
    """A consistent copy while running: database and attachments, never ballot keys."""
    _with_progress(lambda chosen, progress: backup.backup(chosen, file, progress))


def restore(file: Path) -> None:
    """Put a backup back; refuses a damaged or newer file, and while the bot runs."""
    _with_progress(lambda chosen, _progress: backup.restore(chosen, file))


