"""Someone who blocked the bot is known as such, and as back when they come back."""

from tests.e2e.stage import Stage

SINCE = "SELECT unreachable_since FROM account"


async def until(stage: Stage, *, blocked: bool) -> None:
    """The next answer to somebody else comes after what was sent before it."""
    other = stage.people["P000001"]
    for _ in range(50):
        mark = other.mark()
        await other.send("/grade")
        await other.wait_for(lambda message: True, after=mark)
        [row] = await stage.rows(SINCE + " WHERE id = $1", stage.people["P000010"].id)
        if (row["unreachable_since"] is not None) == blocked:
            return
    raise AssertionError(f"blocked: {blocked} was never noted")


async def test_blocked_and_back(stage: Stage) -> None:
    await stage.bind("P000001", "P000010")
    await stage.open_chats()
    await stage.people["P000010"].block()
    await until(stage, blocked=True)
    await stage.people["P000010"].unblock()
    await until(stage, blocked=False)
