"""A whole run at DEBUG, with everything that can go wrong in it: no secret and nothing that people wrote is logged."""

import re
import sqlite3
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from port_for import get_port

from bot.domain.clock import SystemClock
from bot.domain.people.binding import BindingTerms, invite_link
from bot.sandbox.phone import Phone
from bot.sandbox.server import Telegram
from bot.services.installation import sample
from bot.services.people import invite, roster
from bot.storage.unit_of_work import UnitOfWork
from tests.conftest import open_database
from tests.process import TOKEN, ZONE, BotProcess

BOT_NAME = "zhibu_quiet_bot"
TERMS = BindingTerms(ZONE, timedelta(hours=72), wrong_links=5)
REASON, LATER_REASON = "膝盖手术要住院三天", "孩子高烧去医院"
QUESTION, PLACE = "我家隔壁的锅炉什么时候修好", "东楼三层阅览室靠窗"
NEW_NUMBER = "13912349876"
UPLOAD = f"姓名,党组织,类别,手机\n欧阳新来,{sample.SCHOOL},预备党员,{NEW_NUMBER}\n".encode()


class Session:
    """One evening with the bot; `secrets` collects what must not be found afterwards."""

    def __init__(self, telegram: Telegram, uow: UnitOfWork, process: BotProcess, database: Path) -> None:
        self.telegram, self.uow, self.process, self.database = telegram, uow, process, database
        self.secrets = [TOKEN, TOKEN.partition(":")[2], REASON, LATER_REASON, QUESTION, PLACE, NEW_NUMBER]

    async def person(self, number: str) -> tuple[int, Phone]:
        """Someone of the roster, with a phone that nobody has bound."""
        async with self.uow.reading() as cx:
            row = await cx.fetchrow("SELECT id, name, phone FROM person WHERE number = $1", number)
        assert row is not None
        return row["id"], self.telegram.add_user(row["name"], phone=row["phone"])

    async def by_link(self, phone: Phone, token: str) -> None:
        self.secrets.append(token)
        await phone.open_link(invite_link(BOT_NAME, token))

    def sql(self, *statements: str) -> None:
        with sqlite3.connect(self.database, timeout=10) as raw:
            for statement in statements:
                raw.execute(statement)

    async def page(self, path: str) -> str:
        async with aiohttp.ClientSession() as web, web.get(self.process.web + path) as answer:
            return await answer.text()


@pytest.fixture
async def session(sqlite_url: str, tmp_path: Path) -> AsyncIterator[Session]:
    telegram = Telegram()
    await telegram.start()
    telegram.add_bot(TOKEN, BOT_NAME, "支部助手")
    database = open_database(sqlite_url)
    await database.open()
    uow = UnitOfWork(database, SystemClock())
    await roster.apply(uow, None, roster.RosterFile(sample.school_csv(), "roster.csv", ZONE))
    process = BotProcess(sqlite_url, tmp_path, telegram, get_port(None) or 0, level="DEBUG")
    try:
        process.start()
        await process.ready()
        yield Session(telegram, uow, process, Path(sqlite_url.removeprefix("sqlite+aiosqlite:///")))
    finally:
        process.kill()
        await database.close()
        await telegram.stop()


async def said(phone: Phone, text: str, wanted: str) -> None:
    mark = phone.mark()
    await phone.send(text)
    await phone.wait_for(wanted, after=mark)


async def bind_all(one: Session) -> tuple[Phone, Phone, Phone]:
    """By an administrator's link, a personal link, the own contact; a used link and another's contact are refused."""
    (_, secretary), (second, member), (_, other) = [
        await one.person(number) for number in ("P000001", "P000010", "P000011")
    ]
    await one.by_link(secretary, await invite.create_admin_link(one.uow, timedelta(hours=1)))
    await secretary.wait_for("您现在是管理员了")
    await secretary.share_contact()
    await secretary.wait_for("绑定成功")
    personal = await invite.create_personal(one.uow, None, second, TERMS)
    await one.by_link(member, personal.token)
    await member.wait_for("绑定成功")
    await one.by_link(other, personal.token)
    await other.wait_for("已经用过了")
    await other.share_contact(member)
    await other.wait_for("这不是您本人的手机号")
    await other.share_contact()
    await other.wait_for("绑定成功")
    return secretary, member, other


async def meet(secretary: Phone, member: Phone, other: Phone, one: Session) -> None:
    """Called in chat, checked in, leave asked for; the projector page opened."""
    soon = datetime.now(ZONE) + timedelta(minutes=20)
    mark = secretary.mark()
    await secretary.send("/meeting")
    await secretary.tap("召集会议", message=await secretary.wait_for("会议", after=mark))
    await secretary.tap("支部党员大会", message=await secretary.wait_for("召集什么会议"))
    await secretary.wait_for("什么时候开")
    await secretary.send(f"{soon:%Y年%m月%d日 %H:%M}")
    await secretary.tap("地点", message=await secretary.wait_for("请核对一遍"))
    await secretary.wait_for("请发新的地点")
    mark = secretary.mark()
    await secretary.send(PLACE)
    await secretary.tap("发布", message=await secretary.wait_for("请核对一遍", after=mark))
    await member.tap("签到", message=await member.wait_for(PLACE))
    await other.tap("请假", message=await other.wait_for(PLACE))
    await other.wait_for("原因")
    await said(other, REASON, "已")
    mark = secretary.mark()
    await secretary.tap("会场二维码")
    shown = await secretary.wait_for("/board/", after=mark)
    found = re.search(r"/board/(\S+)", shown.text + str(shown.raw))
    assert found is not None
    one.secrets.append(found[1].strip("'\"}],"))


async def upload(secretary: Phone) -> None:
    mark = secretary.mark()
    await secretary.send_document("新党员.csv", UPLOAD)
    await secretary.tap("导入", message=await secretary.wait_for("欧阳新来", after=mark))
    await secretary.wait_for("名册已导入", after=mark)


async def away_and_back(one: Session, member: Phone) -> None:
    """Telegram cannot be reached for a moment."""
    one.telegram.faults.unreachable = True
    await one.process.logged("Telegram cannot be reached")
    one.telegram.faults.unreachable = False
    await one.process.logged("Telegram is reached")
    await said(member, QUESTION, "支部")


async def broken(one: Session, secretary: Phone) -> None:
    """Tables are gone: what was typed or shared cannot be kept, and the stacks go to the log."""
    await secretary.tap("请假")
    await secretary.wait_for("请写一句请假的原因")
    one.sql("ALTER TABLE leave RENAME TO gone")
    await said(secretary, LATER_REASON, "已经告诉管理员，编号")
    one.sql("ALTER TABLE gone RENAME TO leave", "ALTER TABLE pending_binding RENAME TO gone")
    _, late = await one.person("P000012")
    await late.share_contact()
    await late.wait_for("已经告诉管理员，编号")
    one.sql("ALTER TABLE gone RENAME TO pending_binding")


def found(secrets: list[str], text: str) -> list[str]:
    return [secret for secret in secrets if secret in text]


async def test_nothing_secret_is_in_the_log_or_on_the_pages(session: Session) -> None:
    secretary, member, other = await bind_all(session)
    await meet(secretary, member, other, session)
    await upload(secretary)
    await away_and_back(session, member)
    await broken(session, secretary)
    pages = [await session.page(path) for path in ("/metrics", "/readyz", "/healthz")]
    assert await session.process.stop() == 0
    log = session.process.log.read_text(encoding="utf-8")
    for happened in ("no such table: leave", "no such table: pending_binding", "Traceback", "is given up"):
        assert happened in log
    key = (session.process.folder / "data" / "secret-key").read_text().strip()
    numbers = [line["手机"].removeprefix("+86") for line in sample.school()]
    for text in (log, *pages):
        assert found([*session.secrets, key, *numbers], text) == []


async def test_a_wrong_token_is_explained_and_not_said(sqlite_url: str, tmp_path: Path) -> None:
    telegram = Telegram()
    await telegram.start()
    process = BotProcess(sqlite_url, tmp_path, telegram, get_port(None) or 0, level="DEBUG")
    process.start()
    code, log = await process.ended(), process.log.read_text(encoding="utf-8")
    await telegram.stop()
    assert code == 1
    assert "BOT_TOKEN" in log
    assert found([TOKEN, TOKEN.partition(":")[2]], log) == []
