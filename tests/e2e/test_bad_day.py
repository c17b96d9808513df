"""Two phones at once, a database that is busy, Telegram away: nobody notices but the operator."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from port_for import get_port

from bot.gateway import polling
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.services.installation import sample
from tests.e2e.forgery import town
from tests.e2e.system import System, running
from tests.process import TOKEN, BotProcess

SECRETARY, MEMBER = "P000001", "P000010"
TAPS = 20


@pytest.fixture
async def on_each_database(database_url: str, tmp_path: Path) -> AsyncIterator[System]:
    """The sample branch, on both databases."""
    async with running(database_url, tmp_path) as system:
        await system.import_roster(sample.school_csv())
        yield system


async def invited(system: System) -> tuple[Phone, Message]:
    """A member before the button of an assembly that takes check-ins now."""
    await system.bind(SECRETARY, MEMBER)
    await system.open_chats()
    await town.call(system, system.people[SECRETARY])
    member = system.people[MEMBER]
    called = await member.wait_for("支部党员大会")
    system.clock.forward(days=1, minutes=50)
    return member, called


async def recorded(system: System) -> int:
    [row] = await system.rows("SELECT count(*) AS n FROM attendance")
    return int(row["n"])


@contextmanager
def heard(sentence: str) -> Iterator[asyncio.Event]:
    """Set when the poller logs that sentence."""
    said = asyncio.Event()

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if record.getMessage() == sentence:
                said.set()

    ear = Ear(logging.INFO)
    polling.log.addHandler(ear)
    level = polling.log.level
    polling.log.setLevel(logging.INFO)
    try:
        yield said
    finally:
        polling.log.setLevel(level)
        polling.log.removeHandler(ear)


async def test_twenty_taps_at_once_are_one_row_and_twenty_friendly_answers(on_each_database: System) -> None:
    member, called = await invited(on_each_database)
    taps = [member.press("签到", message=called) for _ in range(TAPS)]
    answers = [answer.text for answer in await asyncio.gather(*(tap.answer for tap in taps))]
    assert sorted(set(answers)) == ["✓ 签到成功", "您已经签过到了"]
    assert answers.count("✓ 签到成功") == 1
    assert await recorded(on_each_database) == 1


async def test_a_busy_database_is_waited_for(system: System) -> None:
    member, called = await invited(system)
    assert system.settings.sqlite_path is not None
    other = sqlite3.connect(system.settings.sqlite_path, isolation_level=None, check_same_thread=False)
    await asyncio.to_thread(other.execute, "BEGIN IMMEDIATE")
    tap = member.press("签到", message=called)
    looks = sum(call["method"].lower() == "getupdates" for call in system.telegram.calls)
    await system.telegram.called("getUpdates", looks + 2)
    assert not tap.answer.done(), "the tap was handed out, and the write waits"
    other.execute("COMMIT")
    other.close()
    assert (await asyncio.wait_for(tap.answer, 10)).text == "✓ 签到成功"
    assert await recorded(system) == 1


async def test_telegram_away_is_told_to_the_operator_and_nothing_is_lost(system: System) -> None:
    member, called = await invited(system)
    with heard(polling.AWAY) as away, heard(polling.BACK) as back:
        system.telegram.faults.unreachable = True
        await asyncio.wait_for(away.wait(), 10)
        tap = member.press("签到", message=called)
        system.telegram.faults.unreachable = False
        await asyncio.wait_for(back.wait(), 10)
        assert (await asyncio.wait_for(tap.answer, 10)).text == "✓ 签到成功"
    assert await recorded(system) == 1


async def test_a_start_without_telegram_waits_says_so_and_can_be_stopped(sqlite_url: str, tmp_path: Path) -> None:
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, "zhibu_waiting_bot")
    telegram.faults.unreachable = True
    process = BotProcess(sqlite_url, tmp_path, telegram, get_port(None) or 0)
    try:
        process.start()
        await process.logged("Telegram cannot be reached, trying again")
        assert process.running
        assert await process.stop() == 0
    finally:
        process.kill()
        await telegram.stop()
