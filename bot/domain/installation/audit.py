"""The audit record's chain: each entry's hash covers the one before it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Entry:
    """`at` in ms, UTC; `data` is canonical JSON and holds ids, never names."""

    sequence: int
    at: int
    kind: str
    account_id: int | None
    data: str
    previous: str
    hash: str


def canonical(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sealed(salt: str, data: str) -> str:
    """What stands in the record for free text that is kept, with its salt, elsewhere and can be erased there."""
    return hashlib.sha256(f"{salt}:{data}".encode()).hexdigest()


def chained(previous: str, sequence: int, at: int, kind: str, account_id: int | None, data: str) -> Entry:
    """The next entry after the one whose hash is `previous`."""
    body = json.dumps([previous, sequence, at, kind, account_id, data], ensure_ascii=False, separators=(",", ":"))
    return Entry(sequence, at, kind, account_id, data, previous, hashlib.sha256(body.encode()).hexdigest())


def fault(entry: Entry, previous: str, sequence: int) -> str | None:
    """What is wrong with an entry that should follow `previous` as number `sequence`; None when nothing is."""
    if entry.sequence != sequence:
        return f"entry {sequence} is missing"
    if entry.previous != previous:
        return f"entry {sequence} does not follow the one before it"
    if chained(previous, sequence, entry.at, entry.kind, entry.account_id, entry.data).hash != entry.hash:
        return f"entry {sequence} was changed"
    return None
