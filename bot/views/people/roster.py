"""Rosters: what a file would change, what it has changed, and what is wrong with it."""

from collections.abc import Iterable
from datetime import date

from bot.domain.errors import DomainError
from bot.domain.people.roster_plan import ColumnChange, RosterEntry, RosterPlan, Value
from bot.domain.person import Standing
from bot.domain.sheet.table import Fault
from bot.services.people.roster import ImportCounts, Preview
from bot.services.people.roster_upload import ImportResult, UploadPreview
from bot.texts.speech import Speech
from bot.views.callback import Callback, button, rows
from bot.views.menu import home
from bot.views.view import View, sentence

CHANGES, FAULTS = 10, 20
"""How many lines of each a chat message shows; the command line shows all."""


class Import(Callback, prefix="ri"):
    """Import what was shown."""

    upload: int


class Decline(Callback, prefix="rn"):
    """Decline and delete the file."""

    upload: int


def how(say: Speech) -> View:
    """Explain how to send a roster, for the menu's button."""
    return View(say("roster-how"), rows(home(say)))


def shown(result: UploadPreview, filename: str, say: Speech) -> View:
    """Show a preview, with the question whether to import where there is one."""
    lines = [say("roster-file", file=filename[:60], rows=str(result.preview.rows))]
    lines += report(result.preview, say, CHANGES, FAULTS)
    if result.preview.faults:
        lines.append(say("roster-correct-and-send-again"))
    if result.upload is None:
        return View("\n".join(lines), rows(home(say)))
    yes, no = Import(result.upload), Decline(result.upload)
    text = "\n".join([*lines, say("roster-nothing-written")])
    return View(text, rows([button(say("roster-import"), yes)], [button(say("roster-decline"), no)]))


def imported(result: ImportResult, say: Speech) -> View:
    """Answer an import."""
    if result.again:
        return View(say("roster-done-already"), rows(home(say)))
    return View("\n".join([say("roster-imported"), *counted(result.counts, say)]), rows(home(say)))


def declined(say: Speech, *, in_time: bool) -> View:
    """Answer a no; `in_time`: nothing had been imported."""
    return View(say("roster-declined" if in_time else "roster-done-already"), rows(home(say)))


def preview_text(preview: Preview, say: Speech) -> str:
    """Word a preview for a terminal: every change, or every fault."""
    again = [say("operator-correct-and-run-again")] if preview.faults else []
    return "\n".join([*report(preview, say), *again])


def applied_text(counts: ImportCounts, say: Speech) -> str:
    """Word for a terminal what an import has changed."""
    return "\n".join([say("roster-imported" if counts.anything else "roster-nothing-imported"), *counted(counts, say)])


def report(preview: Preview, say: Speech, changes: int | None = None, most_faults: int | None = None) -> list[str]:
    """Word a preview line by line; `changes` and `most_faults` limit the lines, None: all of them."""
    lines = ignored(preview.ignored, say)
    if preview.faults:
        return [*lines, *faults(preview.faults, most_faults, say)]
    if preview.plan.empty:
        return [*lines, say("roster-nothing-to-change")]
    return [*lines, *_planned(preview.plan, changes, say)]


def ignored(columns: tuple[str, ...], say: Speech) -> list[str]:
    """Name the columns that are not read."""
    return [say("roster-ignored", columns=say.list([name[:40] for name in columns]))] if columns else []


def faults(found: tuple[Fault, ...], most: int | None, say: Speech) -> list[str]:
    """Word faults, at most so many."""
    lines = [say("roster-faults", count=str(len(found))), *(fault_line(fault, say) for fault in found[:most])]
    left = len(found) - len(found[:most])
    return [*lines, say("roster-more-faults", count=str(left))] if left else lines


def fault_line(fault: Fault, say: Speech) -> str:
    """Word one fault: 第 7 行：手机号……"""
    data = {name: str(value) if isinstance(value, int) else value for name, value in fault.data.items()}
    return say("roster-row", row=str(fault.row), what=sentence(DomainError(fault.code, **data), say))


def _planned(plan: RosterPlan, most: int | None, say: Speech) -> list[str]:
    counts = ImportCounts(
        units=len(plan.units),
        sectors=len(plan.sectors),
        added=len(plan.added),
        changed=len(plan.changed),
        given=sum(len(entry.give) for entry in plan.entries),
        ended=sum(len(entry.end) for entry in plan.entries),
        unchanged=plan.unchanged,
    )
    each = [
        *(say("roster-new-unit", unit=unit.place) for unit in plan.units),
        *(say("roster-new-sector", unit=one.unit.name, sector=one.sector) for one in plan.sectors),
        *(_entry(entry, say) for entry in plan.entries),
    ]
    left = len(each) - len(each[:most])
    more = [say("roster-more-changes", count=str(left))] if left else []
    return [say("roster-would-change"), *counted(counts, say), *each[:most], *more]


def counted(counts: ImportCounts, say: Speech) -> list[str]:
    """Write a line for each count that is not zero."""
    pairs = {
        "roster-count-units": counts.units,
        "roster-count-sectors": counts.sectors,
        "roster-count-added": counts.added,
        "roster-count-changed": counts.changed,
        "roster-count-given": counts.given,
        "roster-count-ended": counts.ended,
        "roster-count-unchanged": counts.unchanged,
    }
    return [say(key, count=str(count)) for key, count in pairs.items() if count]


def _entry(entry: RosterEntry, say: Speech) -> str:
    posts = _posts(entry, say)
    if entry.person_id is None:
        what = say.list([entry.facts.place.rpartition("/")[2], *posts])
        return say("roster-row", row=str(entry.row), what=say("roster-new-person", name=entry.facts.name, what=what))
    what = say.list([*(_change(change, say) for change in entry.changes), *posts])
    return say("roster-row", row=str(entry.row), what=say("roster-changed-person", name=entry.facts.name, what=what))


def _posts(entry: RosterEntry, say: Speech) -> Iterable[str]:
    given = [say("roster-post-given", post=say(f"post-kind-{kind.replace('_', '-')}")) for kind, _ in entry.give]
    ended = [say("roster-post-ended", post=say(f"post-kind-{post.kind.replace('_', '-')}")) for post in entry.end]
    return [*ended, *given]


def _change(change: ColumnChange, say: Speech) -> str:
    old, new = _value(change.old, say), _value(change.new, say)
    return say("roster-change", column=say(f"roster-column-{change.column}"), old=old, new=new)


def _value(value: Value, say: Speech) -> str:
    if isinstance(value, Standing):
        return say(f"me-standing-{value.replace('_', '-')}")
    if isinstance(value, bool):
        return say("roster-yes" if value else "roster-no")
    if isinstance(value, date):
        return say.full_day(value)
    return value or say("roster-blank")
