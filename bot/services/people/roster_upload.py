"""A roster sent in chat: previewed, then imported after a yes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.domain.request import Request
from bot.domain.unit import ENDINGS, UnitKind
from bot.services.files.upload import PendingUploads, SheetKind, UploadState
from bot.services.people import roster
from bot.services.people.roster import ImportCounts, Preview, RosterFile
from bot.storage.unit_of_work import Transaction, UnitOfWork


@dataclass(frozen=True, slots=True)
class UploadPreview:
    """What a file would change. `upload`: the id for the answer; None with faults, or with nothing to change."""

    upload: int | None
    preview: Preview


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import has changed. `again`: it was imported before."""

    counts: ImportCounts
    again: bool


async def show(
    uow: UnitOfWork,
    request: Request,
    folder: Path,
    data: bytes,
    filename: str,
    endings: Mapping[str, UnitKind] = ENDINGS,
) -> UploadPreview:
    """Preview a file, which is kept until it is answered. DomainError: as `roster.preview`."""
    preview = await roster.preview(uow, request, RosterFile(data, filename, request.zone, endings))
    if preview.faults or preview.plan.empty:
        return UploadPreview(None, preview)
    return UploadPreview(await _pending(uow, request, folder).keep(preview.digest, data, filename), preview)


async def confirm(
    uow: UnitOfWork, request: Request, folder: Path, upload_id: int, endings: Mapping[str, UnitKind] = ENDINGS
) -> ImportResult:
    """Import what was shown. A second yes is told that it is done.

    DomainError: not_found for another's file, upload_declined, upload_file_gone, as `roster.apply`.
    """
    pending = _pending(uow, request, folder)
    upload = await pending.get(upload_id)
    if upload.state is UploadState.DONE:
        return ImportResult(ImportCounts(), again=True)
    file = RosterFile(await pending.data(upload), f"roster{upload.ending}", request.zone, endings)
    first = True

    async def settle(work: Transaction, counts: ImportCounts) -> None:
        nonlocal first
        first = await pending.settle(work, upload)

    counts = await roster.apply(uow, request, file, settle)
    await pending.forget(upload)
    return ImportResult(counts, again=not first)


async def decline(uow: UnitOfWork, request: Request, folder: Path, upload_id: int) -> bool:
    """Decline and delete the file; False when it was imported before. DomainError("not_found") for another's."""
    return await _pending(uow, request, folder).decline(upload_id)


def _pending(uow: UnitOfWork, request: Request, folder: Path) -> PendingUploads:
    return PendingUploads(uow, request, folder, SheetKind.ROSTER)
