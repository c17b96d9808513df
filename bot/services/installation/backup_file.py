"""The file of a backup: a ZIP with a manifest that lists its members and the SHA-256 of each."""

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from bot.services.files.attachment import ATTACHMENTS
from bot.services.files.progress import Progress
from bot.storage.disk import synced

MANIFEST, DATABASE = "manifest.json", "database"
FORMAT = 1
CHUNK = 1 << 20
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError)
"""What zipfile raises for a file that is none, was cut off, or wants a method or a password (RuntimeError)."""


class BadBackup(Exception):
    """The file is no backup, or a damaged one."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `schema`: the database's revision. `members`: name -> (SHA-256 in hex, bytes)."""

    dialect: str
    schema: str
    made_at: datetime
    members: dict[str, tuple[str, int]] = field(default_factory=dict)

    def as_json(self) -> str:
        """Write it as the member `manifest.json`."""
        members = {name: {"sha256": digest, "bytes": size} for name, (digest, size) in self.members.items()}
        facts = {"format": FORMAT, "dialect": self.dialect, "schema": self.schema, "made_at": self.made_at.isoformat()}
        return json.dumps(facts | {"members": members}, ensure_ascii=False, indent=1)


def pack(draft: Path, target: Path, manifest: Manifest, members: Mapping[str, Path], progress: Progress) -> Manifest:
    """Write `members` (name -> file) to `draft`, then move it to `target`, readable by its owner alone."""
    meter = Meter(progress, sum(path.stat().st_size for path in members.values()))
    digests = {}
    with (
        open(draft, "x+b", opener=open_private) as raw,
        zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as file,
    ):
        for name, path in members.items():
            with path.open("rb") as source, file.open(name, "w", force_zip64=True) as sink:
                digests[name] = copy(source, sink, meter)
        manifest = replace(manifest, members=digests)
        file.writestr(MANIFEST, manifest.as_json())
    synced(draft)
    draft.replace(target)
    synced(target.parent)
    return manifest


def unpack(path: Path, folder: Path, progress: Progress) -> Manifest:
    """Unpack all members into `folder`, each checked. BadBackup when anything is missing, changed or out of place."""
    try:
        with zipfile.ZipFile(path) as file:
            manifest = read_manifest(file.read(MANIFEST))
            if set(file.namelist()) != {MANIFEST, *manifest.members}:
                raise BadBackup("its contents are not those of its list")
            meter = Meter(progress, sum(size for _, size in manifest.members.values()))
            for name, expected in manifest.members.items():
                place = folder / checked_path(name)
                place.parent.mkdir(parents=True, exist_ok=True)
                with file.open(name) as source, open(place, "xb", opener=open_private) as sink:
                    if copy(source, sink, meter) != expected:
                        raise BadBackup(f"{name} was changed")
                synced(place)
    except UNREADABLE as error:
        raise BadBackup(str(error)) from None
    return manifest


def open_private(path: str, flags: int) -> int:
    """Open a file so that its owner alone may read it: an `opener` for `open`."""
    return os.open(path, flags, 0o600)


def checked_path(name: str) -> PurePosixPath:
    """Check the name of a member: the database, or a path below the attachments. BadBackup for any other."""
    path = PurePosixPath(name)
    inside = path.parts[:1] == (ATTACHMENTS,) and len(path.parts) > 1 and ".." not in path.parts
    if name != DATABASE and not inside:
        raise BadBackup(f"{name} does not belong into a backup")
    return path


class Meter:
    """Counts bytes and reports the progress."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0
        progress(0, total)

    def add(self, count: int) -> None:
        self._done += count
        self._progress(self._done, self._total)


def copy(source: IO[bytes], sink: IO[bytes], meter: Meter) -> tuple[str, int]:
    """Copy a stream; the SHA-256 of the bytes and their number."""
    digest, size = hashlib.sha256(), 0
    while chunk := source.read(CHUNK):
        digest.update(chunk)
        sink.write(chunk)
        size += len(chunk)
        meter.add(len(chunk))
    return digest.hexdigest(), size


def read_manifest(text: bytes) -> Manifest:
    """Read a manifest from its JSON. BadBackup for anything else."""
    try:
        data = json.loads(text)
        if data["format"] != FORMAT:
            raise BadBackup(f"a format this version does not know: {data['format']}")
        members = {str(name): (str(one["sha256"]), int(one["bytes"])) for name, one in data["members"].items()}
        made_at = datetime.fromisoformat(data["made_at"])
        return Manifest(str(data["dialect"]), str(data["schema"]), made_at, members)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadBackup("its list of contents cannot be read") from None
