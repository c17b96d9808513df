"""The commands `admin-link`, `invite`, `admin`, `roster`, `unit`, `person` and `grades`."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import TelegramError

from bot.commands import common, progress
from bot.domain.clock import SystemClock
from bot.gateway.client import build_bot
from bot.reports import invite_sheet
from bot.reports import roster as roster_report
from bot.reports.invite_sheet import Card
from bot.services.files.progress import Progress
from bot.services.grading import grade_import
from bot.services.people import administrator, forget, invite, roster
from bot.services.people.unit_summary import tree
from bot.settings import Settings
from bot.storage.unit_of_work import UnitOfWork
from bot.views.grading import grade_import as grade_view
from bot.views.installation.lifecycle import listed
from bot.views.people import roster as view
from bot.views.people.invite import sheet_words

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
Account = Annotated[int, typer.Argument(help="账号编号 / the account's number")]
GROUPS = {
    "admin": "管理员 / administrators",
    "roster": "名册 / the roster",
    "unit": "党组织 / units",
    "person": "人员 / people",
    "grades": "历次定级结果 / earlier grades",
}
Yes = Annotated[bool, typer.Option("--yes", help="写入 / write it")]


def bot_name(chosen: Settings) -> str:
    """Ask the Bot API for the bot's user name, which is part of every link."""
    if not chosen.token.get_secret_value():
        common.fail("还没有设置 BOT_TOKEN / BOT_TOKEN is not set")

    async def ask() -> str:
        proxy = chosen.proxy.get_secret_value() or None
        async with build_bot(chosen.token.get_secret_value(), chosen.base_url, proxy) as bot:
            return str(bot.username)

    try:
        return asyncio.run(ask())
    except TelegramError as error:
        common.fail(f"连不上 Telegram / Telegram cannot be reached: {error}")


def link(name: str, token: str) -> str:
    """Make the link that opens the bot with a token."""
    return f"https://t.me/{name}?start={token}"


def admin_link() -> None:
    """打印管理员链接，只能用一次。 Print a one-time link that makes its opener administrator."""
    chosen = common.settings()
    name = bot_name(chosen)
    hours = timedelta(hours=chosen.binding.link_hours)
    common.echo(link(name, common.run(chosen, lambda uow: invite.create_admin_link(uow, hours))))


def list_administrators() -> None:
    """列出管理员。 Who runs the installation: account, since when, name on the roster."""
    chosen = common.settings()
    common.echo(listed(common.run(chosen, administrator.list_all), common.speech(chosen)))


def revoke_administrator(account: Account) -> None:
    """撤销管理员，编号见 `admin list`。 Withdraw an administrator; the account's number is in `admin list`."""
    chosen = common.settings()
    say = common.speech(chosen)
    common.run(chosen, lambda uow: administrator.revoke(uow, chosen.zone, account))
    common.echo(say("binding-withdrawn"))
    if not common.run(chosen, administrator.list_all):
        common.echo(listed([], say))


def import_roster(file: File, yes: Yes = False) -> None:
    """试导入名册（XLSX、CSV），加 --yes 才写入。 Dry run, or with --yes import, of a roster; exit 1 if wrong."""
    chosen = common.settings()
    say, sheet = common.speech(chosen), roster.RosterFile(file.read_bytes(), file.name, chosen.zone, chosen.unit_kinds)
    seen = progress.run(
        chosen,
        "operator-checking-roster",
        lambda uow, _: roster.preview(uow, None, sheet),
    )
    common.echo(view.preview_text(seen, say))
    if seen.faults:
        raise typer.Exit(1)
    if yes:
        done = progress.run(
            chosen,
            "operator-importing-roster",
            lambda uow, tell: roster.apply(uow, None, sheet, progress=tell),
        )
        common.echo(view.applied_text(done, say))


def export_roster(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """导出现在的名册。 Write the roster as it stands, XLSX or CSV by the file's name."""
    chosen = common.settings()

    async def export(uow: UnitOfWork, _: Progress) -> tuple[bytes, int]:
        rows = await roster.standing(uow, chosen.zone)
        return roster_report.written(rows, file.suffix), len(rows)

    data, count = progress.run(chosen, "operator-exporting-roster", export)
    common.write(file, data)
    common.echo(common.speech(chosen)("operator-exported", file=str(file), count=str(count)))


def invite_unit(
    unit: str, sheet: Annotated[Path | None, typer.Option(help="打印用的文件 / to print: HTML, A4")] = None
) -> None:
    """给没有绑定的人生成链接，或可打印的二维码。 One-time links for people without an account: CSV, or QR codes."""
    chosen = common.settings()
    name = bot_name(chosen)
    say = common.speech(chosen)
    made = common.run(chosen, lambda uow: invite.create_for_unit(uow, unit, chosen.terms))
    if sheet is None:
        common.echo("\n".join(["姓名,链接", *(f"{one.person.name},{link(name, one.token)}" for one in made)]))
    elif not made:
        common.echo(say("operator-sheet-nobody", unit=unit))
    else:
        cards = [Card(one.person.name, one.unit.name, link(name, one.token)) for one in made]
        common.write(sheet, invite_sheet.sheet(cards, sheet_words(unit, made[0], say), say.language))
        common.echo(say("operator-sheet-made", file=str(sheet), count=str(len(made))))


def list_units() -> None:
    """各级党组织和人数。 The tree with counts."""
    chosen = common.settings()
    for line in common.run(chosen, tree):
        common.echo(f"{'  ' * line.depth}{line.name}  {line.people}")


def forget_person(number: str) -> None:
    """删除已离开人员的个人信息。 Erase a person who has left, after the retention time."""
    chosen = common.settings()
    today = SystemClock().now().astimezone(chosen.zone).date()
    days = chosen.retention.forget_after_leaving
    common.run(chosen, lambda uow: forget.forget(uow, number, today, days))
    common.echo(common.speech(chosen)("person-forgotten", number=number))


def import_grades(file: File) -> None:
    """导入以前的定级结果。 Import earlier grading results; nothing is written and exit 1 if a row is wrong."""
    chosen = common.settings()
    data, say = file.read_bytes(), common.speech(chosen)
    seen = common.run(chosen, lambda uow: grade_import.preview(uow, None, data, file.name))
    if seen.faults:
        common.echo(grade_view.preview_text(seen, say))
        raise typer.Exit(1)
    done = progress.run(
        chosen, "operator-importing-grades", lambda uow, _: grade_import.apply(uow, None, data, file.name)
    )
    common.echo(grade_view.applied_text(done, say))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("admin-link")(admin_link)
    app.command("invite")(invite_unit)
    administrators, rosters, units, persons, grades = (common.group(app, name, about) for name, about in GROUPS.items())
    administrators.command("list")(list_administrators)
    administrators.command("revoke")(revoke_administrator)
    rosters.command("import")(import_roster)
    rosters.command("export")(export_roster)
    units.command("list")(list_units)
    persons.command("forget")(forget_person)
    grades.command("import")(import_grades)
