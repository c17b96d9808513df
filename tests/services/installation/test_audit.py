"""`audit verify`: the chain as it lies in the database."""

import pytest

from bot.services.installation.audit import Verdict, verify
from bot.storage.installation import audit
from tests.clock import START
from tests.world import World


async def record(world: World, count: int) -> list[str]:
    """The hashes of as many entries."""
    hashes = []
    async with world.uow.begin() as work:
        for number in range(count):
            entry = await audit.add(work, START, "post.given", 1001, {"person": number, "unit": 2})
            hashes.append(entry.hash)
        await work.commit()
    return hashes


async def broken(world: World, *statements: str) -> Verdict:
    async with world.uow.begin() as work:
        for sql in statements:
            await work.execute(sql)
        await work.commit()
    return await verify(world.uow)


async def test_an_empty_record_is_whole(world: World) -> None:
    assert await verify(world.uow) == Verdict(0, "0" * 64, None)


async def test_more_entries_than_a_page_are_all_followed(world: World) -> None:
    hashes = await record(world, 1003)
    assert await verify(world.uow) == Verdict(1003, hashes[-1], None)


async def test_a_head_printed_earlier_is_found_again_and_an_invented_one_is_not(world: World) -> None:
    hashes = await record(world, 5)
    assert (await verify(world.uow, hashes[2])).fault is None
    assert (await verify(world.uow, f" {hashes[2].upper()}\n")).fault is None
    assert (await verify(world.uow, "ab" * 32)).fault == f"no entry has the head {'ab' * 32}"


async def test_cutting_the_end_off_is_seen_by_a_head_printed_before(world: World) -> None:
    hashes = await record(world, 5)
    assert (await broken(world, "DELETE FROM audit WHERE sequence = 5")).fault is None
    assert (await verify(world.uow, hashes[4])).fault is not None


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit SET data = '{}' WHERE sequence = 3", "entry 3 was changed"),
        ("UPDATE audit SET kind = 'post.ended' WHERE sequence = 1", "entry 1 was changed"),
        ("UPDATE audit SET account_id = NULL WHERE sequence = 2", "entry 2 was changed"),
        ("UPDATE audit SET at = at - 1 WHERE sequence = 5", "entry 5 was changed"),
        ("DELETE FROM audit WHERE sequence = 2", "entry 2 is missing"),
        ("DELETE FROM audit WHERE sequence = 1", "entry 1 is missing"),
    ],
)
async def test_what_was_changed_or_removed_is_named(world: World, statement: str, fault: str) -> None:
    await record(world, 5)
    verdict = await broken(world, statement)
    assert verdict.fault == fault


async def test_swapped_entries_are_named(world: World) -> None:
    await record(world, 5)
    verdict = await broken(
        world,
        "UPDATE audit SET sequence = 99 WHERE sequence = 2",
        "UPDATE audit SET sequence = 2 WHERE sequence = 3",
        "UPDATE audit SET sequence = 3 WHERE sequence = 99",
    )
    assert verdict.fault == "entry 2 does not follow the one before it"


async def test_an_entry_put_in_between_is_named(world: World) -> None:
    await record(world, 3)
    verdict = await broken(
        world,
        "UPDATE audit SET sequence = 4 WHERE sequence = 3",
        """INSERT INTO audit (sequence, at, kind, account_id, data, previous, hash)
        SELECT 3, at, 'grade.decided', NULL, '{}', hash, 'ff' FROM audit WHERE sequence = 2""",
    )
    assert verdict == Verdict(2, verdict.head, "entry 3 was changed")
