"""Killed after the ballot's message was blanked and before the vote was committed: it comes again and is in once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
from port_for import get_port

from bot.domain.clock import SystemClock
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.services.installation import sample
from bot.services.people import roster
from bot.services.rating import recover as rating_key
from bot.settings import load
from bot.storage.unit_of_work import UnitOfWork
from tests.conftest import open_database
from tests.crash.killed import KilledBot
from tests.e2e.rating.voting import VOTERS, OpenRating, answered, invite
from tests.e2e.system import has_started
from tests.process import TOKEN

ACCOUNT = "INSERT INTO account (id, person_id, language, bound_at, bound_by) VALUES ($1, $2, 'zh', 0, 'link')"


async def branch(uow: UnitOfWork, telegram: Telegram) -> list[Phone]:
    """The sample branch's voters, bound."""
    await roster.apply(uow, None, roster.RosterFile(sample.school_csv(), "roster.csv", load(_env_file=None).zone))
    phones = []
    async with uow.begin() as work:
        for number in VOTERS:
            row = await work.fetchrow("SELECT id, name FROM person WHERE number = $1", number)
            assert row is not None
            phones.append(telegram.add_user(row["name"]))
            has_started(phones[-1])
            await work.execute(ACCOUNT, phones[-1].id, row["id"])
        await work.commit()
    return phones


@contextmanager
def held(url: str) -> Iterator[None]:
    """Another writer holds what a vote has to write: the whole file, or all ratings."""
    other: Any
    if url.startswith("sqlite"):
        other = sqlite3.connect(url.removeprefix("sqlite+aiosqlite:///"), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
    else:
        other = psycopg.connect(url.replace("+asyncpg", ""))
        other.execute("SELECT id FROM rating FOR UPDATE").fetchall()
    with closing(other):
        yield
        other.execute("ROLLBACK")


async def killed_before_the_commit(phone: Phone, url: str, process: KilledBot, rating: OpenRating) -> None:
    """Held from the last tap to the kill."""
    last = await answered(phone, "较好")
    with held(url):
        phone.press("确定投票", message=last)
        blank = await phone.wait_for("正在记录")
        process.kill()
    assert blank.button_texts == ["重新打开选票"]
    assert not await rating.ballots()


async def test_the_vote_comes_again_and_is_in_once(database_url: str, tmp_path: Path) -> None:
    telegram, database = Telegram(), open_database(database_url)
    await telegram.start()
    telegram.add_bot(TOKEN, "zhibu_test_bot", "支部助手")
    await database.open()
    process = KilledBot(database_url, tmp_path, telegram, get_port(None) or 0)
    try:
        uow = UnitOfWork(database, SystemClock())
        phones = await branch(uow, telegram)
        rating = await invite(
            uow, await rating_key.folder(uow, tmp_path.parent / "keys" / tmp_path.name), phones, questions=1
        )
        process.start()
        await process.ready()
        await killed_before_the_commit(phones[3], database_url, process, rating)
        process.start()
        await process.ready()
        await phones[3].wait_for("已经记下", timeout=30.0)
        assert [one.answers for one in await rating.ballots()] == [(1,)]
    finally:
        await process.stop()
        await database.close()
        await telegram.stop()
