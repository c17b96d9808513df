"""Carrying out a roster's plan within one transaction, and recording it."""

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date

from bot.domain.clock import to_ms
from bot.domain.people.roster_plan import RosterPlan
from bot.domain.post import PostKind
from bot.domain.reminder.model import Subject
from bot.domain.unit import Unit
from bot.services import menu
from bot.storage import unit as units
from bot.storage.installation import audit
from bot.storage.people import roster as rosters
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction


@dataclass(frozen=True, slots=True)
class ImportCounts:
    """How much an import has changed."""

    units: int = 0
    sectors: int = 0
    added: int = 0
    changed: int = 0
    given: int = 0
    ended: int = 0
    unchanged: int = 0

    def __add__(self, other: "ImportCounts") -> "ImportCounts":
        return ImportCounts(*(one + more for one, more in zip(astuple(self), astuple(other), strict=True)))

    @property
    def anything(self) -> bool:
        return any(astuple(self)[:-1])


async def write(
    work: Transaction, plan: RosterPlan, known: Mapping[str, Unit], today: date, account_id: int | None, digest: str
) -> ImportCounts:
    """Write units from the top, people, posts, menus and the audit record; nothing for an empty plan."""
    if plan.empty:
        return ImportCounts()
    tree = dict(known)
    for new in plan.units:
        above = tree[new.above] if new.above else None
        tree[new.place] = await units.add(work, above, new.name, new.kind, new.sector, work.now)
    for one in plan.sectors:
        await units.set_sector(work, one.unit.id, one.sector)
    people = await rosters.add(work, plan.added, tree)
    people |= {entry.row: entry.person_id for entry in plan.changed if entry.person_id is not None}
    await rosters.change(work, plan.changed, tree, work.now)
    given = [(people[entry.row], tree[place].id, kind) for entry in plan.entries for kind, place in entry.give]
    ended = [post for entry in plan.entries for post in entry.end]
    await rosters.end(work, ended, today)
    await rosters.give(work, given, today)
    await _refresh_menus(work, plan, today)
    await reminder_plan.mark_stale(work, Subject.ALL)
    record = _record(plan, tree, people, given, digest)
    await audit.add(work, work.now, "roster.imported", account_id, record)
    changed = len(plan.changed)
    return ImportCounts(len(plan.units), len(plan.sectors), len(plan.added), changed, len(given), len(ended))


async def _refresh_menus(work: Transaction, plan: RosterPlan, today: date) -> None:
    """Send new command menus to those who gain or lose a post."""
    touched = {entry.person_id for entry in plan.changed if entry.give or entry.end}
    if not touched:
        return
    for person_id, account_id in (await rosters.accounts(work)).items():
        if person_id in touched:
            await menu.refresh(work, account_id, today, f"roster:{to_ms(work.now)}")


def _record(
    plan: RosterPlan,
    tree: Mapping[str, Unit],
    people: Mapping[int, int],
    given: list[tuple[int, int, PostKind]],
    digest: str,
) -> dict[str, object]:
    """Make the audit record's entry: ids only."""
    return {
        "file": digest,
        "units": [tree[new.place].id for new in plan.units],
        "sectors": [one.unit.id for one in plan.sectors],
        "added": [people[entry.row] for entry in plan.added],
        "changed": [people[entry.row] for entry in plan.changed],
        "given": [list(one) for one in given],
        "ended": [post.id for entry in plan.entries for post in entry.end],
    }
