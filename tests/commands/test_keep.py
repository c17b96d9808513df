"""backup, restore and doctor in words that an operator understands."""

import re
from pathlib import Path

import pytest

from bot.sandbox.server import Telegram
from tests.commands.conftest import Run, beside


def test_backup_says_what_it_made_and_never_overwrites(run: Run, installation: Path) -> None:
    assert f"已备份到 {installation / 'b.zip'}" in run("backup", str(installation / "b.zip")).output
    made = (installation / "b.zip").read_bytes()
    again = run("backup", str(installation / "b.zip"))
    assert again.exit_code == 1
    assert "请换一个文件名" in again.output
    assert (installation / "b.zip").read_bytes() == made


def test_restore_names_what_was_replaced_and_where_the_old_one_is(
    run: Run, installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", "b.zip")
    said = run("restore", "b.zip").output
    assert f"替换数据库 {installation / 'bot.db'}" in said
    [kept] = installation.glob("bot.db.before-restore-*")
    assert f"保存在 {kept}。" in said
    said = run("restore", "b.zip").output
    [also] = set(installation.glob("bot.db.before-restore-*")) - {kept}
    assert f"保存在 {also}。" in said
    monkeypatch.setenv("BOT_DATABASE_URL", f"sqlite+aiosqlite:///{installation / 'new.db'}")
    assert "那里原来没有数据库" in run("restore", "b.zip").output


async def test_the_doctor_speaks_the_installations_language(
    run: Run, bot_api: Telegram, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = (await beside(run, "doctor")).output
    assert "✓ 令牌：有效，机器人是 @branch_bot。" in said
    assert re.search(r"✓ 时钟：和 Telegram 相差 [+-]\d+ 秒", said)
    assert "测评密钥：还没有" in said
    monkeypatch.setenv("BOT_LANGUAGE", "en")
    assert "✓ Token: good, the bot is @branch_bot." in (await beside(run, "doctor")).output


def test_the_doctor_names_what_is_wrong(
    run: Run, installation: Path, monkeypatch: pytest.MonkeyPatch, unused_tcp_port: int
) -> None:
    monkeypatch.setenv("BOT_BASE_URL", f"http://127.0.0.1:{unused_tcp_port}")
    (installation / "bot.db").unlink()
    done = run("doctor")
    assert done.exit_code == 1
    assert f"✗ 数据库：没有 {installation / 'bot.db'} 这个文件" in done.output
    assert "✗ 令牌：还没有设置 BOT_TOKEN" in done.output
    assert "! 时钟：没有和 Telegram 对过" in done.output
