"""Killed at random moments while hundreds of reminders go out: each arrives, and twice only what was in flight."""

import random
from pathlib import Path

from tests.crash import reminders
from tests.crash.reminders import FULL, SMALL
from tests.crash.size import SMALL as SMALL_SIZE
from tests.crash.size import Size
from tests.e2e.system import write_down


async def test_killed_while_reminders_go_out(sqlite_url: str, tmp_path: Path, size: Size, seed: int) -> None:
    wanted = SMALL if size is SMALL_SIZE else FULL
    async with reminders.raised(sqlite_url, tmp_path, wanted) as scene:
        await scene.play(random.Random(seed))
        arrived, copies = await reminders.findings(scene)
        reminders.show(scene, seed, copies)
        write_down(scene.telegram)
    assert arrived == wanted.people
    assert all(kill.waiting for kill in scene.kills), "nothing was left to be killed in"
