"""Whose a rectification item is or was, and the accounts of those people: they do not decide about it."""

import json
from collections.abc import Collection, Iterable

from bot.domain.installation.audit import canonical
from bot.domain.rectification.model import Item
from bot.storage.connection import Connection

GIVEN_OR_ASKED = """
SELECT given_by AS person_id FROM rectify_evidence WHERE item_id = $1 AND handed_in_at IS NOT NULL
UNION SELECT asked_by AS person_id FROM rectify_extension WHERE item_id = $1"""
CORRECTED = "SELECT data FROM rectify_event WHERE item_id = $1 AND kind = 'corrected'"
BOUND = "SELECT id, person_id FROM account WHERE id IN ({ids})"
PARTED = "SELECT DISTINCT data FROM audit WHERE kind = 'account.unbound' AND data IN ({pairs})"


async def people(cx: Connection, item: Item) -> frozenset[int]:
    """Its owner, the owners before, who handed in evidence, who asked a later date."""
    rows = await cx.fetch(GIVEN_OR_ASKED, item.id)
    events = [json.loads(row["data"]) for row in await cx.fetch(CORRECTED, item.id)]
    before = {int(data["was_owner"]) for data in events if "was_owner" in data}
    return frozenset({item.owner_id, *before, *(row["person_id"] for row in rows)})


async def accounts(cx: Connection, among: Collection[int], people: Collection[int]) -> set[int]:
    """Those of the accounts that are bound to one of the people, or to nobody now and to one of them before."""
    if not (among and people):
        return set()
    rows = await cx.fetch(BOUND.format(ids=_marks(among)), *among)
    own = {row["id"] for row in rows if row["person_id"] in people}
    free = [row["id"] for row in rows if row["person_id"] is None]
    pairs = {canonical({"account": id, "person": person}): id for id in free for person in people}
    if not pairs:
        return own
    parted = await cx.fetch(PARTED.format(pairs=_marks(pairs)), *pairs)
    return own | {pairs[row["data"]] for row in parted}


def _marks(values: Iterable[object]) -> str:
    return ", ".join(f"${number}" for number, _ in enumerate(values, 1))
