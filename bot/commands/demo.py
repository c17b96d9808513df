"""The command `demo`: a sample branch on SQLite, the local Telegram with phones on a web page, and the real bot."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import webbrowser
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Annotated

import aiohttp
import typer

from bot.commands import common, serve
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.services.grading import grade_import
from bot.services.installation import sample
from bot.services.people import invite, roster
from bot.settings import Settings, load
from bot.storage.unit_of_work import UnitOfWork
from bot.texts.speech import Texts

TOKEN = "70000000:AAlocaldemoonlyAAlocaldemoonlyAA"
BOT_NAME = "zhibu_demo_bot"
READY_SECONDS = 60.0
PEOPLE = {
    "P000001": "书记，管理员 / secretary, administrator",
    "P000032": "党委组织员 / committee organiser",
    "P000010": "党员 / member",
    "P000012": "流动党员 / lives elsewhere",
    "P000013": "离退休党员 / retired member",
}
"""The label of each person's phone, by roster number."""
BOUND = 4
"""How many of these people have bound their account from the start."""
VOTERS = ("P000014", "P000015", "P000016")
"""Members who are bound from the start too, so that a secret rating has enough voters."""
ORGANISER, OWNER = "P000032", "P000010"
"""Who enters the sample rectification item, and who owns it."""


def demo(
    port: Annotated[int, typer.Option(help="网页端口 / the page's port; the bot's web part takes the next one")] = 8080,
    open_page: Annotated[bool, typer.Option("--open/--no-open", help="打开浏览器 / open the page in a browser")] = True,
) -> None:
    """试用：示例支部和网页上的手机。 A sample branch and the real bot, with phones in a web page; ends with Ctrl-C."""
    try:
        asyncio.run(_demo(port, open_page=open_page))
    except OSError as error:
        common.fail(f"端口 {port} 用不了，请换一个：make demo PORT=8090 / port {port} cannot be used: {error.strerror}")


async def _demo(port: int, *, open_page: bool) -> None:
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    telegram = Telegram(screen=f"http://127.0.0.1:{port + 1}")
    await telegram.start(port=port)
    telegram.add_bot(TOKEN, BOT_NAME, "支部助手")
    environment = surroundings(port, telegram.url)
    chosen = prepared(environment)
    telegram.zone = chosen.timezone
    bot = serving(environment)
    try:
        async with common.opened(chosen) as uow:
            await fill(uow, chosen)
            await until_ready(port + 1, bot)
            phones = await hand_out_phones(uow, telegram, chosen)
            await open_item(phones, chosen)
        common.echo(f"\n打开网页就能用 / open this page: {telegram.url}\n按 Ctrl-C 结束 / Ctrl-C to end")
        if open_page:
            webbrowser.open(telegram.url)
        await stopping.wait()
    finally:
        bot.terminate()
        await asyncio.to_thread(bot.wait, 15)
        await telegram.stop()


def serving(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    """Start the real bot as `run` does."""
    return subprocess.Popen([sys.executable, "-m", "bot", "run"], env=os.environ | environment)


def surroundings(port: int, telegram: str) -> dict[str, str]:
    """Set the bot's environment: everything on loopback, and all its files in a folder of its own."""
    folder = Path("var") / "demo"
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_BASE_URL": telegram,
        "BOT_DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "BOT_DATA_DIR": str(folder),
        "BOT_BALLOT_KEY_DIR": str(Path("var") / "demo-keys"),
        "BOT_WEB_LISTEN": f"127.0.0.1:{port + 1}",
        "BOT_PUBLIC_URL": f"{telegram}/screen",
        "BOT_MODE": "polling",
        "BOT_PROXY": "",
    }


def prepared(environment: dict[str, str]) -> Settings:
    """Delete the last demo's folder and create a new database."""
    folder = Path(environment["BOT_DATA_DIR"])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ.update(environment)
    chosen = load(_env_file=None)
    serve.upgrade(chosen)
    return chosen


async def fill(uow: UnitOfWork, chosen: Settings) -> None:
    """Import the sample branch, the committee above it, and the branch's earlier grades."""
    await roster.apply(uow, None, roster.RosterFile(sample.as_csv(sample.overseen_school()), "roster.csv", chosen.zone))
    grades = sample.grades_csv(date.today().year)
    await grade_import.apply(uow, None, grades, "grades.csv")


async def until_ready(port: int, bot: "subprocess.Popen[bytes]") -> None:
    """Wait until `/readyz` says that the database and the Bot API answer."""
    deadline = asyncio.get_running_loop().time() + READY_SECONDS
    async with aiohttp.ClientSession() as session:
        while asyncio.get_running_loop().time() < deadline:
            if bot.poll() is not None:
                common.fail(
                    "机器人没有启动起来，请看上面的提示；端口被占用的话，换一个：make demo PORT=8090 / "
                    "the bot did not start, see above; if a port is taken: make demo PORT=8090"
                )
            try:
                async with session.get(f"http://127.0.0.1:{port}/readyz") as answer:
                    if answer.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(0.2)
    common.fail("机器人一分钟内没有准备好 / the bot was not ready within a minute")


async def hand_out_phones(uow: UnitOfWork, telegram: Telegram, chosen: Settings) -> dict[str, Phone]:
    """Add the phones and bind most of them by opening their personal links; two are left for whoever tries the demo."""
    by_number = {line["编号"]: line for line in sample.overseen_school()}

    def phone(number: str, note: str) -> Phone:
        return telegram.add_user(by_number[number]["姓名"], phone=by_number[number]["手机"], note=note)

    phones = {number: phone(number, note) for number, note in PEOPLE.items()}
    telegram.add_user("路人", note="不在名册上 / not on the roster")
    phones |= {number: phone(number, "党员 / member") for number in VOTERS}
    hours = timedelta(hours=chosen.binding.link_hours)
    for number in (*list(PEOPLE)[:BOUND], *VOTERS):
        token = await invite.create_for_number(uow, number, chosen.terms)
        await opened(phones[number], f"https://t.me/{BOT_NAME}?start={token}")
    token = await invite.create_admin_link(uow, hours)
    await opened(phones["P000001"], f"https://t.me/{BOT_NAME}?start={token}")
    return phones


async def open_item(phones: dict[str, Phone], chosen: Settings) -> None:
    """Let the committee above import a sheet with one item that is due soon, so that its owner is told."""
    organiser, owner = phones[ORGANISER], phones[OWNER]
    items = sample.items_csv(OWNER, datetime.now(chosen.zone).date())
    mark = organiser.mark()
    await organiser.send_document("整改事项.csv", items)
    shown = await organiser.wait_for(lambda message: sample.PROBLEM in message.text, after=mark, timeout=20)
    mark = owner.mark()
    await organiser.tap(Texts(chosen.zone).speech("zh")("rectify-import-open"), message=shown)
    await owner.wait_for(lambda message: sample.PROBLEM in message.text, after=mark, timeout=20)


async def opened(phone: Phone, url: str) -> None:
    """Open a link on a phone and wait for the bot's answer."""
    mark = phone.mark()
    await phone.open_link(url)
    await phone.wait_for(lambda message: bool(message.text), after=mark, timeout=20)


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)
