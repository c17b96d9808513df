"""A roster sent in chat: shown first, imported after a yes, exactly the bytes that were shown."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path, PurePath

from bot.domain.errors import DomainError
from bot.domain.request import Request
from bot.domain.unit import ENDINGS, UnitKind
from bot.services import actor, roster, roster_folder
from bot.services.roster import Counts, Preview
from bot.storage import roster_upload as uploads
from bot.storage.roster_upload import State
from bot.storage.unit_of_work import UnitOfWork, Work


@dataclass(frozen=True, slots=True)
class Shown:
    """`upload` is what a yes names; None when there is nothing to ask: faults, or nothing to change."""

    upload: int | None
    preview: Preview


@dataclass(frozen=True, slots=True)
class Imported:
    """`again`: it was imported before."""

    counts: Counts
    again: bool


async def show(
    uow: UnitOfWork,
    request: Request,
    zone: tzinfo,
    folder: Path,
    data: bytes,
    filename: str,
    endings: Mapping[str, UnitKind] = ENDINGS,
) -> Shown:
    """The dry run; the file is kept until it is answered. DomainError: as `roster.preview`."""
    preview = await roster.preview(uow, request, zone, data, filename, endings)
    if preview.faults or preview.plan.empty:
        return Shown(None, preview)
    ending = PurePath(filename.lower()).suffix
    name = roster_folder.name(request.account_id, preview.digest, ending)
    await asyncio.to_thread(roster_folder.keep, folder, name, data, request.now)
    async with uow.begin(request) as work:
        await actor.load(work, request, zone)
        upload = await uploads.put(work, request.account_id, request.language, preview.digest, ending, work.now)
        await work.commit()
    return Shown(upload.id if upload else None, preview)


async def confirm(
    uow: UnitOfWork,
    request: Request,
    zone: tzinfo,
    folder: Path,
    upload_id: int,
    endings: Mapping[str, UnitKind] = ENDINGS,
) -> Imported:
    """Import what was shown. A second yes is told that it is done.

    DomainError: not_found for another's file, roster_declined, roster_file_gone, as `roster.apply`.
    """
    upload = await _mine(uow, request, zone, upload_id)
    if upload.state is State.DONE:
        return Imported(Counts(), again=True)
    if upload.state is State.DECLINED:
        raise DomainError("roster_declined")
    name = roster_folder.name(request.account_id, upload.digest, upload.ending)
    data = await asyncio.to_thread(roster_folder.read, folder, name)
    if data is None:
        raise DomainError("roster_file_gone")
    first = True

    async def settle(work: Work, counts: Counts) -> None:
        nonlocal first
        first = await uploads.settle(work, upload.id, State.DONE, work.now)
        stands = await uploads.get(work, upload.id, request.account_id)
        if stands is not None and stands.state is State.DECLINED:
            raise DomainError("roster_declined")

    counts = await roster.apply(uow, request, zone, data, f"roster{upload.ending}", endings, settle)
    await asyncio.to_thread(roster_folder.drop, folder, name)
    return Imported(counts, again=not first)


async def decline(uow: UnitOfWork, request: Request, zone: tzinfo, folder: Path, upload_id: int) -> bool:
    """Forget the file; False when it was imported before. DomainError("not_found") for another's."""
    upload = await _mine(uow, request, zone, upload_id)
    if upload.state is State.DONE:
        return False
    async with uow.begin(request) as work:
        settled = await uploads.settle(work, upload.id, State.DECLINED, work.now)
        await work.commit()
    name = roster_folder.name(request.account_id, upload.digest, upload.ending)
    await asyncio.to_thread(roster_folder.drop, folder, name)
    return settled or upload.state is State.DECLINED


async def _mine(uow: UnitOfWork, request: Request, zone: tzinfo, upload_id: int) -> uploads.Waiting:
    async with uow.reading() as cx:
        await actor.load(cx, request, zone)
        found = await uploads.get(cx, upload_id, request.account_id)
    if found is None:
        raise DomainError("not_found")
    return found
