"""Someone who blocked the bot is known as such, and as back when they come back."""

from tests.e2e.system import System

SINCE = "SELECT unreachable_since FROM account"


async def until(system: System, *, blocked: bool) -> None:
    """The next answer to somebody else comes after what was sent before it."""
    other = system.people["P000001"]
    for _ in range(50):
        mark = other.mark()
        await other.send("/grade")
        await other.wait_for(lambda message: True, after=mark)
        [row] = await system.rows(SINCE + " WHERE id = $1", system.people["P000010"].id)
        if (row["unreachable_since"] is not None) == blocked:
            return
    raise AssertionError(f"blocked: {blocked} was never noted")


async def test_blocked_and_back(system: System) -> None:
    await system.bind("P000001", "P000010")
    await system.open_chats()
    await system.people["P000010"].block()
    await until(system, blocked=True)
    await system.people["P000010"].unblock()
    await until(system, blocked=False)
