"""The chain of the audit record: the hash of each entry covers the entry before it."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry of the audit record. `at` in ms, UTC; `data` is canonical JSON and holds ids, never names."""

    sequence: int
    at: int
    kind: str
    account_id: int | None
    data: str
    previous: str
    hash: str


def canonical(data: dict[str, Any]) -> str:
    """Write JSON in the one form that is hashed: sorted keys, no spaces."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sealed(salt: str, data: str) -> str:
    """Hash free text for the record, in hex; text and salt are kept elsewhere and can be erased there."""
    return hashlib.sha256(f"{salt}:{data}".encode()).hexdigest()


def next_entry(previous: str, sequence: int, at: int, kind: str, account_id: int | None, data: str) -> AuditEntry:
    """Make the entry that follows the one whose hash is `previous`."""
    body = json.dumps([previous, sequence, at, kind, account_id, data], ensure_ascii=False, separators=(",", ":"))
    return AuditEntry(sequence, at, kind, account_id, data, previous, hashlib.sha256(body.encode()).hexdigest())


def chain_fault(entry: AuditEntry, previous: str, sequence: int) -> str | None:
    """Say what is wrong with an entry that should follow `previous` as number `sequence`; None when nothing is."""
    if entry.sequence != sequence:
        return f"entry {sequence} is missing"
    if entry.previous != previous:
        return f"entry {sequence} does not follow the one before it"
    if next_entry(previous, sequence, entry.at, entry.kind, entry.account_id, entry.data).hash != entry.hash:
        return f"entry {sequence} was changed"
    return None
