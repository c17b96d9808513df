"""A town or a university of branches, each of which rates itself: ratings open, invitations there for some time."""

import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from port_for import get_port

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import KEY_TAG, NewRating, Source, State, Subject, fingerprint
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.services.installation import sample
from bot.services.people import roster
from bot.services.rating import open as rating_open
from bot.services.rating import recover as rating_key
from bot.storage.connection import Row
from bot.storage.rating import store as ratings
from bot.storage.unit_of_work import UnitOfWork
from bot.views.rating.vote import Open
from tests.clock import Standing
from tests.conftest import open_database
from tests.crash.killed import KilledBot
from tests.crash.town import ACCOUNT
from tests.e2e.system import has_started
from tests.installation import INSTALLATION
from tests.process import TOKEN, ZONE, BotProcess
from tests.secrecy.load import OPEN_FOR, Load, Size
from tests.secrecy.load_voter import Voter
from tests.services.rating.ratings import GRADES, questions

UNIVERSITY = 160
BRANCHES = """
SELECT unit.id, (SELECT MIN(person.id) FROM person WHERE person.unit_id = unit.parent_id) AS supervisor,
  (SELECT MAX(person.id) FROM person WHERE person.unit_id = unit.id) AS teller
FROM unit WHERE unit.kind = 'branch' ORDER BY unit.id"""
ELECTORS = """
SELECT elector.account_id, rating.id, rating.public_key FROM elector JOIN rating ON rating.id = elector.rating_id
ORDER BY rating.id, elector.person_id"""


@asynccontextmanager
async def loaded(url: str, folder: Path, size: Size, chance: random.Random) -> AsyncIterator[Load]:
    """Everything but the bot is up; nothing is left running."""
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, "zhibu_load_bot", "支部助手")
    database = open_database(url)
    await database.open()
    process = (KilledBot if size.kills else BotProcess)(url, folder, telegram, get_port(None) or 0)
    try:
        clock = Standing(datetime.fromtimestamp(int(time.time()), UTC))
        uow = UnitOfWork(database, clock)
        keys = await rating_key.folder(uow, folder.parent / "keys" / folder.name)
        load = Load(size, uow, clock, keys, telegram, process)
        phones = await _people(load)
        await _open(load)
        load.voters += [_voter(load, phones, row, chance) for row in await load.rows(ELECTORS)]
        yield load
    finally:
        process.kill()
        await database.close()
        await telegram.stop()


async def _people(load: Load) -> dict[int, Phone]:
    """The roster, with accounts that all have had for long; phones by account."""
    await roster.apply(load.uow, None, roster.RosterFile(sample.as_csv(_roster(load.size)), "roster.csv", ZONE))
    people = await load.rows("SELECT id, name FROM person ORDER BY id")
    phones = [load.telegram.add_user(row["name"]) for row in people]
    async with load.uow.begin() as work:
        rows = [(phone.id, row["id"], 0) for phone, row in zip(phones, people, strict=True)]
        await work.executemany(ACCOUNT, rows)
        await work.commit()
    for phone in phones:
        has_started(phone)
    return {phone.id: phone for phone in phones}


def _roster(size: Size) -> list[sample.Line]:
    if size.branches == UNIVERSITY:
        return sample.university()
    maker = sample.RosterMaker()
    maker.committee("示例镇党委")
    for number in range(1, size.branches + 1):
        maker.branch(f"示例镇党委/第{number}村党支部", size.members, sector="村")
    return maker.lines


async def _open(load: Load) -> None:
    """By the use case; the invitations are not sent by the bot, which would take its time: they are there."""
    for row in await load.rows(BRANCHES):
        made = await _prepared(load, row)
        assert await rating_open.open_(load.uow, load.keys, INSTALLATION.rating, ZONE, made)
    async with load.uow.begin() as work:
        await work.execute("DELETE FROM outbox")
        await work.commit()


async def _prepared(load: Load, row: Row) -> int:
    async with load.uow.begin() as work:
        now = work.now
        made = await ratings.add(
            work,
            NewRating(
                row["id"],
                Subject.UNIT,
                "年度测评",
                questions(1),
                now + OPEN_FOR,
                source=Source.LIST,
                groups=frozenset(Voters),
            ),
            now,
        )
        await ratings.appoint(work, made, row["supervisor"], row["teller"])
        await ratings.move(work, made, State.SUBMITTED, State.OPENING)
        await work.commit()
    return made


def _voter(load: Load, phones: dict[int, Phone], row: Row, chance: random.Random) -> Voter:
    """With the invitation in the chat."""
    phone, world = phones[row["account_id"]], load.telegram.world
    seal = fingerprint(row["public_key"])[:KEY_TAG]
    button = {"text": "打开选票", "callback_data": Open(row["id"], seal).pack()}
    content = {"text": "请投票", "reply_markup": {"inline_keyboard": [[button]]}}
    world.post(phone.chat(), world.bot_numbered(None).as_user(), content)
    return Voter(phone, row["id"], seal, chance.randrange(len(GRADES)))
