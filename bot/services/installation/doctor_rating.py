"""The doctor's checks of ballot secrecy: keys and their folder, swap, core dumps, deletions that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.rating.model import KEYED
from bot.services.installation import core_dump, lifecycle
from bot.services.rating import recover as rating_recovery
from bot.services.rating.voiding import CHECKPOINT
from bot.settings import Settings
from bot.storage.connection import Connection
from bot.storage.installation import state
from bot.storage.installation.backup import RESTORED
from bot.storage.rating import store as ratings
from bot.storage.rating.ballot_box import KeyFolder, KeyLost


@dataclass(frozen=True, slots=True)
class Check:
    """One thing examined. `ok` None: worth a look, or could not be examined. `name` and `code` choose the sentence,
    `facts` fill it."""

    name: str
    ok: bool | None
    code: str
    facts: Mapping[str, str] = field(default_factory=dict)


__all__ = ["inside", "outside"]

SWAPS = Path("/proc/swaps")
"""A line of headings, then a line for each swap; not there on other systems."""


async def inside(settings: Settings, cx: Connection) -> list[Check]:
    """Check what the database knows of; `settings` of a process that may hold the keys."""
    found = [await _keys(settings.ballot_key_dir, cx)] if settings.holds_keys else []
    found += _holders(await lifecycle.key_holders(cx)) if cx.dialect == "postgresql" else []
    if await state.get(cx, CHECKPOINT) is not None:
        found.append(Check("ballot_log", None, "waits"))
    if await state.get(cx, RESTORED) is not None:
        found.append(Check("restored", None, "waits"))
    return found


def _holders(count: int | None) -> list[Check]:
    """Check that exactly one worker holds the keys; `count` None: nobody serves."""
    if count == 0:
        return [Check("key_holder", None, "nobody")]
    return [Check("key_holder", False, "several", {"count": str(count)})] if count is not None and count > 1 else []


async def _keys(root: Path, cx: Connection) -> Check:
    """Of every rating that needs one."""
    name = await state.get(cx, rating_recovery.INSTALLATION)
    open_now = [rating for one in sorted(KEYED) for rating in await ratings.in_state(cx, one)]
    lost = [
        rating.id for rating in open_now if not name or not _there(KeyFolder(root, name), rating.id, rating.public_key)
    ]
    if lost:
        return Check("rating_keys", False, "lost", {"ratings": ", ".join(map(str, sorted(lost)))})
    return Check("rating_keys", True, "there", {"count": str(len(open_now))})


def _there(keys: KeyFolder, rating_id: int, public: str | None) -> bool:
    try:
        keys.require(rating_id, public or "")
    except KeyLost:
        return False
    return True


def outside(folder: Path) -> list[Check]:
    """Check what the machine knows of: `folder` of the keys, swap, core dumps."""
    return [_folder(folder), _swap(SWAPS), _core_dumps()]


def _folder(folder: Path) -> Check:
    """Check that only the owner can open the folder, and whatever is in it."""
    if not folder.exists():
        return Check("ballot_keys", True, "none_yet", {"folder": str(folder)})
    for place in (folder, *sorted(folder.rglob("*"))):
        mode = place.stat().st_mode & 0o777
        if mode & 0o077:
            return Check("ballot_keys", False, "open", {"folder": str(place), "mode": f"{mode:o}"})
    return Check("ballot_keys", True, "closed", {"folder": str(folder)})


def _swap(swaps: Path) -> Check:
    try:
        used = len(swaps.read_text(encoding="ascii").splitlines()) > 1
    except OSError:
        return Check("swap", None, "not_examined")
    return Check("swap", None if used else True, "on" if used else "off")


def _core_dumps() -> Check:
    """Check that core dumps can be switched off here, by doing it to this process."""
    core_dump.forbid()
    well = core_dump.forbidden()
    return Check("core_dumps", True if well else None, "off" if well else "on")
