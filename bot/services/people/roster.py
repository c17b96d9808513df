"""Rosters: what a file would change, importing it, and the roster as it stands."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from bot.domain.errors import DomainError
from bot.domain.people import roster_plan, roster_present
from bot.domain.people.roster import Roster, RosterRow
from bot.domain.people.roster_plan import RosterPlan
from bot.domain.people.roster_present import PresentRoster
from bot.domain.people.roster_read import read
from bot.domain.permission import Action, may
from bot.domain.request import Request
from bot.domain.sheet.table import Fault
from bot.domain.unit import ENDINGS, UnitKind
from bot.services import actor
from bot.services.files import sheet_file
from bot.services.files.progress import Progress, silent
from bot.services.people import roster_write
from bot.services.people.roster_write import ImportCounts
from bot.storage.connection import Connection
from bot.storage.people import roster as rosters
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["ImportCounts", "Preview", "RosterFile", "apply", "may_import", "preview", "standing"]

SLICE = 500
"""People in one transaction: others get their turn in between, and an import that is cut off goes on when repeated."""
Settle = Callable[[Transaction, ImportCounts], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would change. Nothing may be imported while there are faults."""

    digest: str
    """SHA-256 of the file, hex."""
    rows: int
    plan: RosterPlan
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]
    """Columns whose heading means nothing to us, as they are written."""


@dataclass(frozen=True, slots=True)
class RosterFile:
    """A file with a roster. Its dates are those of `zone`; how a unit's name ends tells its kind."""

    data: bytes
    name: str
    zone: tzinfo
    endings: Mapping[str, UnitKind] = field(default_factory=lambda: ENDINGS)


@dataclass(frozen=True, slots=True)
class RosterUpload:
    """A file that has been read; `request` None: the operator at the machine, who may do everything."""

    file: RosterFile
    digest: str
    roster: Roster
    request: Request | None

    def today(self, now: datetime) -> date:
        """The day in the file's zone."""
        return now.astimezone(self.file.zone).date()


async def preview(uow: UnitOfWork, request: Request | None, file: RosterFile) -> Preview:
    """Read a file and compare it, without writing.

    DomainError: not_allowed; as `sheet_file.read` and `sheet.heading` for the file as a whole.
    """
    return await _preview(uow, await _upload(request, file))


async def apply(
    uow: UnitOfWork,
    request: Request | None,
    file: RosterFile,
    settle: Settle | None = None,
    progress: Progress = silent,
) -> ImportCounts:
    """Import a file; the same file again changes nothing.

    `settle` runs in the last transaction, `progress` counts people. DomainError: as `preview`, and roster_has_faults
    (count) while any row is faulty.
    """
    upload = await _upload(request, file)
    shown = await _preview(uow, upload)
    total = ImportCounts(unchanged=shown.plan.unchanged)
    entries = len(shown.plan.entries)
    progress(0, entries)
    for done in range(SLICE, entries, SLICE):
        async with uow.begin() as work:
            total += await _slice(work, upload, SLICE)
            await work.commit()
        progress(done, entries)
    total = await _finish(uow, upload, total, settle)
    progress(entries, entries)
    return total


async def may_import(uow: UnitOfWork, request: Request) -> None:
    """Require that the asker may import for some unit. DomainError("not_allowed")."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
        held = [await actor.unit(cx, post.unit_id) for post in asker.posts]
    if not asker.administrator and not any(may(asker, Action.IMPORT_ROSTER, unit) for unit in held):
        raise DomainError("not_allowed", action=Action.IMPORT_ROSTER.value)


async def standing(uow: UnitOfWork, zone: tzinfo) -> list[RosterRow]:
    """Read the roster as it stands, for `bot.reports.roster`."""
    today = uow.clock.now().astimezone(zone).date()
    async with uow.reading() as cx:
        return roster_present.rows(await rosters.present(cx, today), today)


async def _upload(request: Request | None, file: RosterFile) -> RosterUpload:
    """Read a file in a thread: a long one takes a second of computing, in which others are answered."""
    roster = await asyncio.to_thread(lambda: read(sheet_file.read(file.data, file.name)))
    return RosterUpload(file, hashlib.sha256(file.data).hexdigest(), roster, request)


async def _preview(uow: UnitOfWork, upload: RosterUpload) -> Preview:
    today = upload.today(upload.request.now if upload.request else uow.clock.now())
    async with uow.reading() as cx:
        present = await rosters.present(cx, today)
        allowed = await _authority(cx, upload, present)
    plan, refused = await asyncio.to_thread(
        roster_plan.plan, upload.roster, present, today, upload.file.endings, allowed
    )
    faults = sorted((*upload.roster.faults, *refused), key=lambda fault: fault.row)
    return Preview(upload.digest, upload.roster.lines, plan, tuple(faults), upload.roster.ignored)


async def _finish(uow: UnitOfWork, upload: RosterUpload, total: ImportCounts, settle: Settle | None) -> ImportCounts:
    """Write what is left, and settle. Only this transaction is the update's own: an import that is cut off is delivered
    again and goes on."""
    async with uow.begin(upload.request) as work:
        total += await _slice(work, upload, None)
        if settle is not None:
            await settle(work, total)
        if settle is not None or total.anything:
            await work.commit()
    return total


async def _slice(work: Transaction, upload: RosterUpload, most: int | None) -> ImportCounts:
    """Compare again under the lock, and write at most so many of the rows that differ."""
    today = upload.today(work.now)
    await rosters.lock(work)
    present = await rosters.present(work, today)
    allowed = await _authority(work, upload, present)
    plan, refused = roster_plan.plan(upload.roster, present, today, upload.file.endings, allowed)
    faults = [*upload.roster.faults, *refused]
    if faults:
        raise DomainError("roster_has_faults", count=str(len(faults)))
    account = upload.request.account_id if upload.request else None
    return await roster_write.write(work, plan.first(most), present.units, today, account, upload.digest)


async def _authority(cx: Connection, upload: RosterUpload, present: PresentRoster) -> Callable[[str], bool]:
    """Make the test where the importer may write. DomainError("not_allowed") for nowhere."""
    if upload.request is None:
        return lambda place: True
    asker = await actor.load(cx, upload.request)
    found = {place: may(asker, Action.IMPORT_ROSTER, unit) for place, unit in present.units.items()}
    if not asker.administrator and not any(found.values()):
        raise DomainError("not_allowed", action=Action.IMPORT_ROSTER.value)
    return roster_plan.writable_places(found, nobody=asker.administrator)
