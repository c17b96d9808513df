"""A sheet sent in chat: shown, kept until it is answered, then imported as exactly the bytes that were shown."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from bot.domain.errors import DomainError, must_exist
from bot.domain.permission import Action
from bot.domain.request import Request
from bot.domain.sheet import heading as sheet
from bot.services import actor, menu
from bot.services.files import sheet_file, upload_folder
from bot.storage.files import upload as uploads
from bot.storage.files.upload import PendingUpload, SheetKind, UploadState
from bot.storage.unit_of_work import Transaction, UnitOfWork

__all__ = ["PendingUpload", "PendingUploads", "SheetForm", "SheetKind", "UploadState", "may_send", "recognise"]


@dataclass(frozen=True, slots=True)
class PendingUploads:
    """The sheets of one kind that a person has sent and not answered yet: rows of `job`, and files in `folder`."""

    uow: UnitOfWork
    request: Request
    folder: Path
    kind: SheetKind

    async def keep(self, digest: str, data: bytes, filename: str) -> int | None:
        """Keep a file; the id by which it is answered. The same file again asks anew."""
        ending = PurePath(filename.lower()).suffix
        name = upload_folder.name(self.request.account_id, digest, ending)
        await asyncio.to_thread(upload_folder.keep, self.folder, name, data, self.request.now)
        async with self.uow.begin(self.request) as work:
            await actor.load(work, self.request)
            account, language = self.request.account_id, self.request.language
            upload = await uploads.put(work, self.kind, account, language, digest, ending, work.now)
            await work.commit()
        return upload.id if upload else None

    async def get(self, upload_id: int) -> PendingUpload:
        """Look up a file by its id. DomainError("not_found") for another person's."""
        async with self.uow.reading() as cx:
            await actor.load(cx, self.request)
            return must_exist(await uploads.get(cx, self.kind, upload_id, self.request.account_id))

    async def data(self, upload: PendingUpload) -> bytes:
        """Read the file's bytes. DomainError: upload_declined, upload_file_gone."""
        if upload.state is UploadState.DECLINED:
            raise DomainError("upload_declined")
        found = await asyncio.to_thread(upload_folder.read, self.folder, self._name(upload), upload.digest)
        if found is None:
            raise DomainError("upload_file_gone")
        return found

    async def settle(self, work: Transaction, upload: PendingUpload) -> bool:
        """Mark a file as imported, within the import; False when it was before. DomainError("upload_declined")."""
        first = await uploads.settle(work, upload.id, UploadState.DONE, work.now)
        stands = await uploads.get(work, self.kind, upload.id, self.request.account_id)
        if stands is not None and stands.state is UploadState.DECLINED:
            raise DomainError("upload_declined")
        return first

    async def forget(self, upload: PendingUpload) -> None:
        """Delete the file."""
        await asyncio.to_thread(upload_folder.drop, self.folder, self._name(upload))

    async def decline(self, upload_id: int) -> bool:
        """Decline a file and delete it; False when it was imported before. DomainError("not_found") for another's."""
        upload = await self.get(upload_id)
        if upload.state is UploadState.DONE:
            return False
        async with self.uow.begin(self.request) as work:
            settled = await uploads.settle(work, upload.id, UploadState.DECLINED, work.now)
            await work.commit()
        await self.forget(upload)
        return settled or upload.state is UploadState.DECLINED

    def _name(self, upload: PendingUpload) -> str:
        return upload_folder.name(self.request.account_id, upload.digest, upload.ending)


@dataclass(frozen=True, slots=True)
class SheetForm:
    """The form of one kind of sheets: the headings of its columns, and which of them it must have."""

    kind: SheetKind
    headings: Mapping[str, Sequence[str]]
    required: Sequence[str]


async def may_send(uow: UnitOfWork, request: Request) -> None:
    """Refuse someone who may import no sheet for any unit. DomainError("not_allowed")."""
    async with uow.reading() as cx:
        asker = await actor.load(cx, request)
    if not menu.has_duties(asker):
        raise DomainError("not_allowed", action=Action.IMPORT_ROSTER.value)


async def recognise(data: bytes, filename: str, forms: Sequence[SheetForm]) -> SheetKind:
    """Tell the kind of a sheet by its headings; where two forms fit alike, the earlier one.

    DomainError: sheet_unknown, as `sheet_file.read`.
    """
    table = await asyncio.to_thread(sheet_file.read, data, filename, sheet.TITLES)
    fits = [sheet.fit(table, form.headings, form.required) for form in forms]
    best = max(fits)
    if best == (0, 0):
        raise DomainError("sheet_unknown")
    return forms[fits.index(best)].kind
