"""What commands share: settings, a database that is open, output, and errors as one clear line."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn, TypeVar

import typer

from bot.app import open_database
from bot.domain.clock import SystemClock
from bot.domain.errors import DomainError, StorageUnavailable
from bot.services.installation import schema
from bot.settings import Settings, SettingsError, load
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Speech, Texts
from bot.views.view import sentence

T = TypeVar("T")


def echo(text: str) -> None:
    """Write a line to standard output."""
    sys.stdout.write(text + "\n")


def fail(text: str) -> NoReturn:
    """Write one line to standard error and exit with 1."""
    sys.stderr.write(text + "\n")
    raise typer.Exit(1)


def write(file: Path, data: bytes) -> None:
    """Write a file, or fail with one line."""
    try:
        file.write_bytes(data)
    except OSError as error:
        fail(f"写不了 {file}，请换一个位置 / {file} cannot be written: {error.strerror}")


def unreachable(error: StorageUnavailable) -> NoReturn:
    """Fail because the database cannot be reached."""
    fail(f"连不上数据库，请检查 BOT_DATABASE_URL / the database cannot be reached, check BOT_DATABASE_URL: {error}")


def settings() -> Settings:
    """Load the settings, or fail with the line that names the wrong one."""
    try:
        return load()
    except SettingsError as error:
        fail(str(error))


def speech(chosen: Settings) -> Speech:
    """Return the sentences in the installation's language."""
    return Texts(chosen.zone).speech(chosen.language)


@asynccontextmanager
async def opened(chosen: Settings) -> AsyncIterator[UnitOfWork]:
    """Open the database, also beside a running bot. DomainError: database_missing (path), or as `schema.require`."""
    if chosen.sqlite_path is not None and not chosen.sqlite_path.exists():
        raise DomainError("database_missing", path=str(chosen.sqlite_path))
    database = open_database(chosen)
    await database.open()
    try:
        uow = UnitOfWork(database, SystemClock())
        await schema.require(uow)
        yield uow
    finally:
        await database.close()


def run(chosen: Settings, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
    """Run one use case; when a rule refuses it, write its sentence and exit with 1."""

    async def inner() -> T:
        async with opened(chosen) as uow:
            return await work(uow)

    try:
        return asyncio.run(inner())
    except DomainError as error:
        fail(sentence(error, speech(chosen)))
    except StorageUnavailable as error:
        unreachable(error)


def group(app: typer.Typer, name: str, about: str) -> typer.Typer:
    """Add a group of commands of two words; a group with a single command keeps both words, too."""
    made = typer.Typer(no_args_is_help=True, help=about)
    made.callback(help=about)(lambda: None)
    app.add_typer(made, name=name)
    return made
