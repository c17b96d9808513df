"""Import rectification items from a sheet: a dry run first, then exactly what it showed."""

import asyncio
import hashlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.domain.actor import Actor
from bot.domain.clock import to_ms
from bot.domain.errors import DomainError
from bot.domain.permission import Action, may
from bot.domain.rectification.importing import Existing, ImportPlan, NewItem, compare, find_unit
from bot.domain.rectification.message import GivenItem, ItemsGiven
from bot.domain.rectification.model import Item, ItemFields
from bot.domain.rectification.rules import RectificationRules
from bot.domain.rectification.sheet import ItemSheet, folded, read
from bot.domain.reminder.model import Subject
from bot.domain.request import Request
from bot.domain.rules import Installation
from bot.domain.sheet.table import Fault
from bot.domain.unit import Unit
from bot.services import actor
from bot.services.files import sheet_file
from bot.services.files.upload import PendingUpload, PendingUploads, SheetKind, UploadState
from bot.services.rectification import open as opening
from bot.services.rectification.ledger import enterable
from bot.storage import unit as units
from bot.storage.connection import Connection
from bot.storage.installation import audit
from bot.storage.outbox import OutboundMessage
from bot.storage.people import account, post
from bot.storage.rectification import importing, milestone
from bot.storage.rectification import store as ledger
from bot.storage.reminder import plan as reminder_plan
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class Preview:
    """`closed`: units of new items that may open none yet. `ignored`: headings that mean nothing to us."""

    digest: str
    rows: int
    plan: ImportPlan
    closed: tuple[Unit, ...]
    faults: tuple[Fault, ...]
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DryRun:
    """`upload` is what a yes names; None when there is nothing to ask: faults, or nothing that is new."""

    upload: int | None
    preview: Preview


@dataclass(frozen=True, slots=True)
class Imported:
    """`again`: it was imported before. `told`: to how many owners word went; `unbound`: the owners without an account,
    and `invites`: whether the asker may invite them."""

    count: int
    opened: bool
    again: bool
    told: int = 0
    unbound: tuple[str, ...] = ()
    invites: bool = False


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file that was read, addressed by its SHA-256."""

    digest: str
    items: ItemSheet


async def may_import(uow: UnitOfWork, request: Request) -> None:
    """DomainError("not_allowed") for someone who may enter items for no unit."""
    async with uow.reading() as cx:
        _own(await actor.load(cx, request), await units.every(cx))


async def show(
    uow: UnitOfWork, request: Request, installation: Installation, folder: Path, data: bytes, filename: str
) -> DryRun:
    """Show what an import would add; the file is kept until the asker answers.

    DomainError: not_allowed, as `sheet_file.read` and `sheet.read` for the file as a whole.
    """
    sheet = await _sheet(data, filename)
    async with uow.reading() as cx:
        preview = await _preview(cx, await actor.load(cx, request), request, installation, sheet)
    if preview.faults or not preview.plan.entries:
        return DryRun(None, preview)
    return DryRun(await _pending(uow, request, folder).keep(sheet.digest, data, filename), preview)


async def confirm(
    uow: UnitOfWork, request: Request, installation: Installation, folder: Path, upload_id: int, *, opened: bool
) -> Imported:
    """Add the new items, as drafts or opened; a second yes is told that it is done.

    DomainError: not_found for another's file, upload_declined, upload_file_gone, rectify_import_has_faults (count) for
    what has become wrong since it was shown, and as `opening.set_open`.
    """
    pending = _pending(uow, request, folder)
    upload = await pending.get(upload_id)
    if upload.state is UploadState.DONE:
        return Imported(0, opened, again=True)
    sheet = await _sheet(await pending.data(upload), f"items{upload.ending}")
    async with uow.begin(request) as work:
        asker = await actor.load(work, request)
        await _lock(work, asker, sheet)
        preview = await _preview(work, asker, request, installation, sheet)
        if preview.faults:
            raise DomainError("rectify_import_has_faults", count=str(len(preview.faults)))
        first = await pending.settle(work, upload)
        told = (
            await _add(work, asker, request, installation, upload, preview, opened=opened)
            if preview.plan.entries
            else 0
        )
        unbound = await _unbound(work, preview) if opened else ()
        invites = opened and any(may(asker, Action.INVITE, unit) for unit in preview.plan.units)
        await work.commit()
    await pending.forget(upload)
    return Imported(len(preview.plan.entries), opened, not first, told, unbound, invites)


async def decline(uow: UnitOfWork, request: Request, folder: Path, upload_id: int) -> bool:
    """Forget the file; False when it was imported before. DomainError("not_found") for another's."""
    return await _pending(uow, request, folder).decline(upload_id)


def _pending(uow: UnitOfWork, request: Request, folder: Path) -> PendingUploads:
    return PendingUploads(uow, request, folder, SheetKind.ITEMS)


async def _sheet(data: bytes, filename: str) -> SheetFile:
    """In a thread, so that others are answered meanwhile."""
    items = await asyncio.to_thread(lambda: read(sheet_file.read(data, filename)))
    return SheetFile(hashlib.sha256(data).hexdigest(), items)


def _own(asker: Actor, every: list[Unit]) -> list[Unit]:
    """Where the asker may enter items. DomainError("not_allowed") for nowhere."""
    own = [unit for unit in every if enterable(asker, unit)]
    if not own:
        raise DomainError("not_allowed", action=Action.ENTER_ITEM.value)
    return own


async def _preview(
    cx: Connection, asker: Actor, request: Request, installation: Installation, sheet: SheetFile
) -> Preview:
    today = request.today
    every = await units.every(cx)
    own = _own(asker, every)
    concerned = _concerned(sheet, own)
    people = {unit.id: await importing.people(cx, unit.path) for unit in concerned}
    held = {unit.id: await importing.held(cx, unit.id) for unit in concerned}
    keys = frozenset((unit, folded(problem), owner) for unit, each in held.items() for problem, owner in each)
    found, faults = compare(sheet.items, Existing(every, own, people, keys), today)
    closed = [unit for unit in found.units if not await opening.may_open(cx, installation, unit, today)]
    return Preview(sheet.digest, sheet.items.lines, found, tuple(closed), tuple(faults), sheet.items.ignored)


def _concerned(sheet: SheetFile, own: list[Unit]) -> list[Unit]:
    """The units that the sheet names or means, in the order of their ids."""
    found = {own[0].id: own[0]} if len(own) == 1 else {}
    for words in {row.unit for row in sheet.items.rows}:
        if (unit := find_unit(own, words)) is not None:
            found[unit.id] = unit
    return sorted(found.values(), key=lambda unit: unit.id)


async def _lock(work: Transaction, asker: Actor, sheet: SheetFile) -> None:
    """Two who import for one unit go one after the other, so that nothing is added twice."""
    for unit in _concerned(sheet, _own(asker, await units.every(work))):
        await post.lock_unit(work, unit.id)


async def _add(
    work: Transaction,
    asker: Actor,
    request: Request,
    installation: Installation,
    upload: PendingUpload,
    preview: Preview,
    *,
    opened: bool,
) -> int:
    """The items with their history, word to the owners of those that are opened, the audit record: ids only.

    To how many of them it went.
    """
    added: list[Item] = []
    for entry in preview.plan.entries:
        id = await ledger.add(work, _entry(entry, installation.rectification), asker.person_id, work.now)
        await milestone.replace(work, id, entry.row.milestones)
        await ledger.note(work, id, "imported", {"file": preview.digest[:12]}, asker.person_id, work.now)
        await reminder_plan.mark_stale(work, Subject.ITEM, id)
        item = await ledger.lock(work, id)
        if item is not None:
            added.append(item)
            if opened:
                await opening.set_open(work, request, installation, asker, item, entry.unit)
    told = await _tell(work, request, upload, added) if opened else 0
    record = {"file": preview.digest, "items": [item.id for item in added], "opened": opened}
    await audit.add(work, work.now, "rectify.imported", request.account_id, record)
    return told


async def _tell(work: Transaction, request: Request, upload: PendingUpload, added: Sequence[Item]) -> int:
    """One message to an owner, whatever the number of items; none to whoever imports. How many."""
    told = 0
    owned: dict[int, list[GivenItem]] = defaultdict(list)
    for item in added:
        owned[item.owner_id].append(GivenItem(id=item.id, problem=item.problem, due=item.due_on))
    for owner_id, items in owned.items():
        own = await account.of_person(work, owner_id)
        if own is not None and own.id != request.account_id:
            message = ItemsGiven(items=tuple(items))
            key = f"{message.kind}:{upload.id}:{to_ms(work.now)}:{owner_id}"
            await work.post(OutboundMessage(key, own.id, message))
            told += 1
    return told


async def _unbound(work: Transaction, preview: Preview) -> tuple[str, ...]:
    """The names of the owners who have no account yet."""
    owners = {entry.owner.id: entry.owner.name for entry in preview.plan.entries}
    return tuple([name for id, name in owners.items() if await account.of_person(work, id) is None])


def _entry(entry: NewItem, rules: RectificationRules) -> ItemFields:
    row = entry.row
    return ItemFields(
        unit_id=entry.unit.id,
        problem=row.problem,
        category=row.category,
        source=row.source,
        cause=row.cause,
        measure=row.measure,
        target=row.target,
        owner_id=entry.owner.id,
        horizon=rules.horizon(entry.starts_on, row.due_on),
        starts_on=entry.starts_on,
        due_on=row.due_on,
    )
