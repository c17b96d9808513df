"""admin-link, roster, invite, unit, person, grades."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer
from telegram.error import TelegramError

from bot.commands import common
from bot.domain.clock import SystemClock
from bot.gateway.client import build_bot
from bot.reports import invite_sheet
from bot.reports import roster as roster_report
from bot.reports.invite_sheet import Card
from bot.services import forget, grade_import, invite, roster
from bot.services.unit_facts import tree
from bot.settings import Settings
from bot.views import grade_import as grade_view
from bot.views import roster as view
from bot.views.invite import sheet_words

File = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True)]
Yes = Annotated[bool, typer.Option("--yes", help="写入 / write it")]


def bot_name(chosen: Settings) -> str:
    """The bot's user name, which links are made with; asks the Bot API."""
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
    return f"https://t.me/{name}?start={token}"


def admin_link() -> None:
    """Print a one-time link that makes its opener administrator."""
    chosen = common.settings()
    name = bot_name(chosen)
    hours = timedelta(hours=chosen.binding.link_hours)
    common.say(link(name, common.run(chosen, lambda uow: invite.create_admin_link(uow, hours))))


def import_roster(file: File, yes: Yes = False) -> None:
    """Dry run, or with --yes import, an XLSX or CSV roster; exit 1 with row numbers if anything is wrong."""
    chosen = common.settings()
    data, say = file.read_bytes(), common.speech(chosen)
    seen = common.run(chosen, lambda uow: roster.preview(uow, None, chosen.zone, data, file.name, chosen.unit_kinds))
    common.say(view.preview_text(seen, say))
    if seen.faults:
        raise typer.Exit(1)
    if yes:
        kinds = chosen.unit_kinds
        done = common.run(chosen, lambda uow: roster.apply(uow, None, chosen.zone, data, file.name, kinds))
        common.say(view.applied_text(done, say))


def export_roster(file: Annotated[Path, typer.Argument(dir_okay=False)]) -> None:
    """Write the roster as it stands, XLSX or CSV by the file's name."""
    chosen = common.settings()
    rows = common.run(chosen, lambda uow: roster.standing(uow, chosen.zone))
    file.write_bytes(roster_report.written(rows, file.suffix))


def invite_unit(unit: str, sheet: Annotated[Path | None, typer.Option(help="HTML, A4")] = None) -> None:
    """One-time links for people without an account: CSV, or a sheet of QR codes to print."""
    chosen = common.settings()
    name = bot_name(chosen)
    say = common.speech(chosen)
    made = common.run(chosen, lambda uow: invite.for_unit(uow, unit, chosen.terms))
    if sheet is None:
        common.say("\n".join(["姓名,链接", *(f"{one.person.name},{link(name, one.token)}" for one in made)]))
    elif made:
        cards = [Card(one.person.name, one.unit.name, link(name, one.token)) for one in made]
        sheet.write_bytes(invite_sheet.sheet(cards, sheet_words(unit, made[0], say), say.language))
        common.say(str(sheet))


def list_units() -> None:
    """The tree with counts."""
    chosen = common.settings()
    for line in common.run(chosen, tree):
        common.say(f"{'  ' * line.depth}{line.name}  {line.people}")


def forget_person(number: str) -> None:
    """Erase a person who has left, after the retention time."""
    chosen = common.settings()
    today = SystemClock().now().astimezone(chosen.zone).date()
    days = chosen.retention.forget_after_leaving
    common.run(chosen, lambda uow: forget.forget(uow, number, today, days))
    common.say(common.speech(chosen)("person-forgotten", number=number))


def import_grades(file: File) -> None:
    """Import earlier grading results; with anything wrong in a row nothing is written, exit 1 with row numbers."""
    chosen = common.settings()
    data, say = file.read_bytes(), common.speech(chosen)
    seen = common.run(chosen, lambda uow: grade_import.preview(uow, None, chosen.zone, data, file.name))
    if seen.faults:
        common.say(grade_view.preview_text(seen, say))
        raise typer.Exit(1)
    done = common.run(chosen, lambda uow: grade_import.apply(uow, None, chosen.zone, data, file.name))
    common.say(grade_view.applied_text(done, say))


def register(app: typer.Typer) -> None:
    app.command("admin-link")(admin_link)
    app.command("invite")(invite_unit)
    rosters, units, persons, grades = (common.group(app, name) for name in ("roster", "unit", "person", "grades"))
    rosters.command("import")(import_roster)
    rosters.command("export")(export_roster)
    units.command("list")(list_units)
    persons.command("forget")(forget_person)
    grades.command("import")(import_grades)
