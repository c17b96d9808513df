"""What commands share: settings or one clear line, an open database, services beside a running bot."""

import asyncio
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import NoReturn, TypeVar

import typer

from bot.app import open_database
from bot.domain.clock import SystemClock
from bot.domain.errors import DomainError, StorageUnavailable
from bot.settings import Settings, SettingsError, load
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Speech, Texts
from bot.views.errors import sentence

T = TypeVar("T")


def say(text: str) -> None:
    sys.stdout.write(text + "\n")


def fail(text: str) -> NoReturn:
    """One line to standard error, exit 1."""
    sys.stderr.write(text + "\n")
    raise typer.Exit(1)


def settings() -> Settings:
    try:
        return load()
    except SettingsError as error:
        fail(str(error))


def speech(chosen: Settings) -> Speech:
    return Texts(chosen.zone).speech(chosen.language)


@asynccontextmanager
async def opened(chosen: Settings) -> AsyncIterator[UnitOfWork]:
    """The services' door to the database; works beside a running bot."""
    database = open_database(chosen)
    await database.open()
    try:
        yield UnitOfWork(database, SystemClock())
    finally:
        await database.close()


def run(chosen: Settings, work: Callable[[UnitOfWork], Awaitable[T]]) -> T:
    """Run one use case; what a rule refuses is one sentence and exit 1."""

    async def inner() -> T:
        async with opened(chosen) as uow:
            return await work(uow)

    try:
        return asyncio.run(inner())
    except DomainError as error:
        fail(sentence(error, speech(chosen)))
    except StorageUnavailable as error:
        fail(f"连不上数据库 / the database cannot be reached: {error}")


def group(app: typer.Typer, name: str, about: str) -> typer.Typer:
    """Commands of two words; a group of one command keeps both, too."""
    made = typer.Typer(no_args_is_help=True, help=about)
    made.callback(help=about)(lambda: None)
    app.add_typer(made, name=name)
    return made
