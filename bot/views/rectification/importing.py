"""A sheet of rectification items: what it would add, what is wrong with it, and the template to fill in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.rectification.importing import NewItem
from bot.domain.rectification.message import ItemsGiven
from bot.domain.rectification.rules import RectificationRules
from bot.domain.rectification.sheet import LONGEST, NAMES, Column, ItemRow
from bot.services.rectification.importing import DryRun, Imported
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import Open, home
from bot.views.people.roster import faults, ignored
from bot.views.rectification.items import open_button, short
from bot.views.renderer import renders
from bot.views.view import File, View

LINES, FAULTS = 10, 20


class How(Callback, prefix="qh"):
    """How items are imported from a sheet."""


class Template(Callback, prefix="qt"):
    """The sheet to fill in."""


class Import(Callback, prefix="qi"):
    """Yes; `opened` 1: and open them."""

    upload: int
    opened: int


class Decline(Callback, prefix="qn"):
    """No: forget the file."""

    upload: int


@dataclass(frozen=True, slots=True)
class TemplateWords:
    """What the template says in one language."""

    sheet: str
    notes: str
    head: tuple[str, str, str]
    must: str
    may: str
    columns: dict[Column, str]
    example: ItemRow


def how(say: Speech) -> View:
    """How items are imported, with the way to the template."""
    return View(say("rectify-import-how"), rows([button(say("rectify-import-template"), Template())], home(say)))


def template(data: bytes, say: Speech) -> View:
    """The sheet to fill in, as a file."""
    return View(say("rectify-import-template-caption"), file=File(f"{say('rectify-import-template-name')}.xlsx", data))


def words(rules: RectificationRules, today: date, say: Speech) -> TemplateWords:
    """For `bot.reports.rectification_template`; the example's dates lie ahead of `today`."""
    offered = {Column.CATEGORY: rules.categories, Column.SOURCE: rules.sources}
    columns = {
        column: say(f"rectify-import-column-{column}", words=say.list(list(offered.get(column, ()))), most=str(LONGEST))
        for column in NAMES
    }
    example = ItemRow(
        2,
        problem=say("rectify-import-example-problem"),
        measure=say("rectify-import-example-measure"),
        owner=say("rectify-import-example-owner"),
        due_on=today + timedelta(days=90),
        category=rules.categories[0] if rules.categories else "",
        source=rules.sources[0] if rules.sources else "",
        cause=say("rectify-import-example-cause"),
        target=say("rectify-import-example-target"),
        starts_on=today,
        milestones=((say("rectify-import-example-milestone"), today + timedelta(days=30)),),
    )
    head = (
        say("rectify-import-note-column"),
        say("rectify-import-note-must"),
        say("rectify-import-note-how"),
    )
    sheet, notes = say("rectify-import-sheet"), say("rectify-import-notes")
    return TemplateWords(sheet, notes, head, say("rectify-import-must"), say("rectify-import-may"), columns, example)


def shown(result: DryRun, filename: str, say: Speech) -> View:
    """The dry run, and the question where there is one."""
    seen = result.preview
    lines = [say("rectify-import-file", file=filename[:60], rows=str(seen.rows)), *ignored(seen.ignored, say)]
    if seen.faults:
        text = [*lines, *faults(seen.faults, FAULTS, say), say("roster-correct-and-send-again")]
        return View("\n".join(text), rows([button(say("rectify-import-template"), Template())], home(say)))
    if result.upload is None:
        return View("\n".join([*lines, say("rectify-import-nothing")]), rows(home(say)))
    lines += [*_counted(result, say), *_listed(seen.plan.entries, say)]
    if seen.closed:
        lines.append(say("rectify-import-ask-drafts", units=say.list([unit.name for unit in seen.closed])))
    else:
        lines.append(say("rectify-import-ask"))
    opening = [] if seen.closed else [button(say("rectify-import-open"), Import(result.upload, 1))]
    drafts = button(say("rectify-import-drafts"), Import(result.upload, 0))
    no = button(say("rectify-import-decline"), Decline(result.upload))
    return View("\n".join(lines), rows(opening, [drafts], [no]))


def _counted(result: DryRun, say: Speech) -> list[str]:
    plan = result.preview.plan
    lines = [say("rectify-import-would"), say("rectify-import-count-new", count=str(len(plan.entries)))]
    old = [say("rectify-import-count-unchanged", count=str(plan.unchanged))] if plan.unchanged else []
    return [*lines, *old]


def _listed(entries: Sequence[NewItem], say: Speech) -> list[str]:
    """The unit is named where there are several."""
    several = len({entry.unit.id for entry in entries}) > 1
    left = len(entries) - LINES
    more = [say("rectify-import-more", count=str(left))] if left > 0 else []
    return [*(_line(entry, say, several=several) for entry in entries[:LINES]), *more]


def _line(entry: NewItem, say: Speech, *, several: bool) -> str:
    facts = {
        "problem": short(entry.row.problem),
        "owner": entry.owner.name,
        "due": say.full_day(entry.row.due_on),
    }
    what = say("rectify-import-line-of-unit", unit=entry.unit.name, **facts) if several else None
    return say("roster-row", row=str(entry.row.row), what=what or say("rectify-import-line", **facts))


def imported(result: Imported, say: Speech) -> View:
    """What was imported, and who was told."""
    if result.again:
        return View(say("rectify-import-done-already"), rows(home(say)))
    if not result.opened:
        return View(say("rectify-import-done-drafts", count=str(result.count)), rows(home(say)))
    lines = [say("rectify-import-done-open", count=str(result.count))]
    lines += [say("rectify-import-told", count=result.told)] if result.told else []
    lines += [_unbound(result.unbound, say)] if result.unbound else []
    invite = [button(say("menu-open-invite"), Open("invite"))] if result.unbound and result.invites else []
    return View("\n".join(lines), rows(invite, home(say)))


def _unbound(names: Sequence[str], say: Speech) -> str:
    """Every owner without an account, by name while they are few."""
    shown = say.list(list(names[:LINES]))
    key = "rectify-import-unbound" if len(names) <= LINES else "rectify-import-unbound-more"
    return say(key, names=shown, count=len(names))


def declined(say: Speech, *, in_time: bool) -> View:
    """The file is forgotten, or was imported before."""
    return View(say("rectify-import-declined" if in_time else "rectify-import-done-already"), rows(home(say)))


def given(message: ItemsGiven, say: Speech) -> View:
    """To an owner, once an import: every item that is theirs from now on."""
    lines = [say("rectify-import-given", count=str(len(message.items)))]
    lines += [
        say("rectify-import-given-line", problem=short(item.problem), due=say.full_day(item.due))
        for item in message.items
    ]
    if len(message.items) == 1:
        return View("\n".join(lines), rows([open_button(message.items[0].id, say)]))
    return View("\n".join(lines), rows([button(say("menu-open-rectify"), Open("rectify"))]))


RENDERERS = (renders(ItemsGiven, given),)
