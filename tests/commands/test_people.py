"""roster and invite on the command line."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from bot.__main__ import app
from bot.sandbox.server import Telegram
from tests.commands.conftest import Run, beside

BRANCH = "第一中学党支部"


def test_a_roster_to_correct_is_run_again_not_sent_again(run: Run, installation: Path) -> None:
    path = installation / "wrong.csv"
    path.write_text("姓名,党组织,类别\n周一,一中党支部,会员\n", encoding="utf-8")
    done = run("roster", "import", str(path))
    assert done.exit_code == 1
    assert "第 2 行" in done.output
    assert "再运行一次这条命令" in done.output
    path.write_text("姓名\n周一\n", encoding="utf-8")
    assert "发" not in run("roster", "import", str(path)).output


async def test_a_sheet_says_for_how_many_and_that_older_links_end(
    run: Run, roster: Path, installation: Path, bot_api: Telegram
) -> None:
    units = (await beside(run, "unit", "list")).output
    assert BRANCH in units
    sheet = installation / "sheet.html"
    said = (await beside(run, "invite", BRANCH, "--sheet", str(sheet))).output
    page = sheet.read_text(encoding="utf-8")
    assert f"共 {page.count('<svg')} 人" in said
    assert "链接已经作废" in said
    until = (datetime.now(UTC) + timedelta(hours=72)).astimezone(ZoneInfo("Asia/Shanghai"))
    assert f"有效期至：{until.year}年{until.month}月" in page


def test_a_file_that_cannot_be_written_is_one_line(run: Run, roster: Path, installation: Path) -> None:
    done = run("roster", "export", str(installation / "nowhere" / "roster.xlsx"))
    assert done.exit_code == 1
    assert f"写不了 {installation / 'nowhere' / 'roster.xlsx'}，请换一个位置" in done.output.splitlines()[-1]


def explained(part: typer.Typer) -> Iterator[tuple[str, str]]:
    """Every command and group below, with its help."""
    for command in part.registered_commands:
        yield command.name or "", (command.callback and command.callback.__doc__) or ""
    for group in part.registered_groups:
        if group.typer_instance is not None:
            yield group.name or "", str(group.typer_instance.info.help)
            yield from explained(group.typer_instance)


def test_every_command_and_group_is_explained_in_both_languages() -> None:
    found = dict(explained(app))
    assert {"run", "roster", "audit", "doctor", "restore"} <= set(found)
    unclear = [name for name, text in found.items() if not re.search(r"[一-鿿].* [A-Za-z]{2,}", text)]
    assert unclear == []
