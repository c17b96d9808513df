"""The real bot as a process at DEBUG, voters with phones, and everything that could be seen or kept from outside."""

import re
import shutil
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
from port_for import get_port

from bot.domain.rating.vote import marked
from bot.sandbox.model import Message
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.views.callback import Callback
from bot.views.rating.vote import Confirm, Fill, Open
from tests.e2e.system import has_started
from tests.process import ROOT, TOKEN, BotProcess
from tests.secrecy.product import Cast, Product, founded
from tests.waiting import looks
from tests.world import ACCOUNTS

PATIENCE = 30.0
CHANGING = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z?|:\d{4,5}\b|(?:/[\w.-]+){2,}")
"""Moments, ports and paths in a log."""
BUSY = re.compile(
    r'^\S+ \[warning +\] Execution of job "[\w.]+ \(trigger: [^"]*\)" skipped: '
    r"maximum number of running instances reached \(1\) +\[apscheduler\.scheduler\]\n",
    re.MULTILINE,
)
"""What the scheduler logs where the machine has stood still for seconds while a job ran, whoever votes."""
RECORDED = "已经记下"


@dataclass
class RunningBot:
    """`product` looks at the database beside the process; `phones` by person."""

    product: Product
    telegram: Telegram
    process: BotProcess
    phones: dict[int, Phone]
    rating: int = 0
    key_tag: str = ""

    @property
    def log(self) -> str:
        return BUSY.sub("", self.process.log.read_text(encoding="utf-8"))

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Those that are about somebody's chat."""
        return [call for call in self.telegram.calls if "chat_id" in call["params"]]

    async def metrics(self) -> str:
        async with aiohttp.ClientSession() as session, session.get(f"{self.process.web}/metrics") as answer:
            return await answer.text()

    async def invited(self) -> None:
        """Everybody has the invitation, and nothing else is on its way, nor a planning of reminders."""
        async for _ in looks(PATIENCE):
            self.key_tag = (await self.product.ratings.get(self.rating)).key_tag
            if self.key_tag:
                break
        for person in self.product.electors:
            await self.phones[person].wait_for(lambda one: holds(one, self.opening), timeout=PATIENCE)
        async for _ in looks(PATIENCE):
            if not await self.product.rows("SELECT id FROM outbox WHERE state <> 'sent'"):
                await self.product.run("DELETE FROM reminder_stale")
                return
        raise AssertionError("something stays unsent")

    @property
    def opening(self) -> Open:
        """The button of the invitation."""
        return Open(self.rating, self.key_tag)

    async def ballot(self, person: int) -> Message:
        """Opened from the invitation."""
        phone = self.phones[person]
        invitation = await phone.wait_for(lambda one: holds(one, self.opening), timeout=PATIENCE)
        mark = phone.mark()
        phone.press(self.opening.pack(), message=invitation)
        first = Fill(self.rating, self.key_tag, marked((0,)))
        return await phone.wait_for(lambda one: holds(one, first), after=mark, timeout=PATIENCE)

    async def filled(self, cast: Cast) -> Message:
        """Everything but the last tap."""
        phone, ballot = self.phones[cast.person], await self.ballot(cast.person)
        for number in range(1, len(cast.answers) + 1):
            mark, so_far = phone.mark(), cast.answers[:number]
            phone.press(Fill(self.rating, self.key_tag, marked(so_far)).pack(), message=ballot)
            done = Confirm(self.rating, self.key_tag, marked(so_far))
            going_on = Fill(self.rating, self.key_tag, marked((*so_far, 0)))
            ballot = await phone.wait_for(has_one(done, going_on), after=mark, timeout=PATIENCE)
        if cast.comment:
            mark = phone.mark()
            await phone.send(cast.comment, reply_to=ballot)
            ballot = await phone.wait_for(cast.comment, after=mark, timeout=PATIENCE)
        return ballot

    async def vote(self, cast: Cast) -> None:
        """From the invitation to the sentence that says so."""
        ballot, phone = await self.filled(cast), self.phones[cast.person]
        mark = phone.mark()
        self.confirm(cast, ballot)
        await phone.wait_for(RECORDED, after=mark, timeout=PATIENCE)

    def confirm(self, cast: Cast, ballot: Message) -> None:
        """The last tap."""
        last = Confirm(self.rating, self.key_tag, marked(cast.answers))
        self.phones[cast.person].press(last.pack(), message=ballot)


def holds(message: Message, button: Callback) -> bool:
    return any(one.get("callback_data") == button.pack() for one in message.buttons)


def has_one(*buttons: Callback) -> Callable[[Message], bool]:
    return lambda message: any(holds(message, one) for one in buttons)


def unmoved(log: str) -> list[str]:
    """Without what is another in every run."""
    return [CHANGING.sub("…", line) for line in log.splitlines()]


@asynccontextmanager
async def running(url: str, folder: Path, electors: int, questions: int = 2) -> AsyncIterator[RunningBot]:
    """The bot serves, its key-holder has opened the rating, everybody is invited."""
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, "zhibu_secret_bot", "支部助手")
    process = BotProcess(url, folder, telegram, get_port(None) or 0, level="DEBUG", config=undemanding(folder))
    try:
        async with founded(url, folder, electors) as product:
            product.clock.moment = datetime.fromtimestamp(int(time.time()), UTC)
            bot = RunningBot(product, telegram, process, phones(product, telegram))
            bot.rating = await product.ratings.submitted(number=questions, state="opening")
            process.start()
            await process.ready()
            await bot.invited()
            yield bot
    finally:
        process.kill()
        await telegram.stop()


def undemanding(folder: Path) -> Path:
    """The installation's rules, but that no meetings are owed: of those people are reminded on some days of a month."""
    config = Path(shutil.copytree(ROOT / "config", folder / "config"))
    meetings = config / "meetings.toml"
    meetings.write_text(meetings.read_text(encoding="utf-8").partition("[[norm]]")[0], encoding="utf-8")
    return config


def phones(product: Product, telegram: Telegram) -> dict[int, Phone]:
    found = {}
    for person in (*product.electors, product.ratings.supervisor, product.branch.above):
        found[person] = telegram.add_user(f"电话{person}", id=ACCOUNTS + person)
        has_started(found[person])
    return found


async def all_vote(bot: RunningBot, casts: Sequence[Cast]) -> None:
    for cast in casts:
        await bot.vote(cast)
