"""The decision on an item that was handed in: signed off with the next number, or returned."""

from datetime import datetime

from bot.domain.clock import to_ms
from bot.domain.rectification.model import SignOff
from bot.storage.connection import Connection

LAST = """
SELECT coalesce(max(sign_off_number), 0) AS n FROM rectify_item WHERE signed_off_for = $1 AND sign_off_year = $2"""
SIGN_OFF = """
UPDATE rectify_item SET state = 'signed_off', version = version + 1, signed_off_at = $2, signed_off_by = $3,
  signed_off_for = $4, sign_off_year = $5, sign_off_number = $6
WHERE id = $1 AND state = 'handed_in'"""
RETURN = "UPDATE rectify_item SET state = 'returned', version = version + 1 WHERE id = $1 AND state = 'handed_in'"


async def sign_off(cx: Connection, item_id: int, committee_id: int, year: int, by: int | None, at: datetime) -> SignOff:
    """Sign off an item with the committee's next number of the year.

    The committee's unit and the item are locked and the item is handed in, so that a number that was counted is used.
    """
    row = await cx.fetchrow(LAST, committee_id, year)
    number = (int(row["n"]) if row else 0) + 1
    if await cx.execute(SIGN_OFF, item_id, to_ms(at), by, committee_id, year, number) != 1:
        raise RuntimeError("an item that is not handed in was to be signed off")
    return SignOff(committee_id, year, number, by, at)


async def return_(cx: Connection, item_id: int) -> bool:
    """Return an item. False when it is not handed in."""
    return await cx.execute(RETURN, item_id) == 1
