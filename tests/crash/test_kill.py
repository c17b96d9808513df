"""Killed at random moments while halls check in and secretaries call meetings: nothing is lost, nothing twice."""

import random
from pathlib import Path

from tests.crash import findings, report
from tests.crash.scene import raised
from tests.crash.size import SMALL, Size
from tests.e2e.system import write_down


async def test_killed_at_random_moments(sqlite_url: str, tmp_path: Path, size: Size, seed: int) -> None:
    async with raised(sqlite_url, tmp_path, size, random.Random(seed)) as scene:
        await scene.play(size)
        check_ins, called = await findings.attendance(scene), await findings.meetings(scene)
        await findings.forms(scene)
        await findings.record(scene)
        updates, messages = await findings.deliveries(scene), await findings.messages(scene)
        report.show(scene, seed, check_ins, called, updates, messages)
        write_down(scene.telegram)
    assert (check_ins, called) == (size.check_ins, size.branches)
    assert all(kill.at_work for kill in scene.lives.kills)
    assert scene.interrupted
    assert updates.suppressed or size is SMALL
