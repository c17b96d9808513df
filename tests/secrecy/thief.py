"""What someone learns who has one copy, or several, of a database and of nothing else: who voted when, and how."""

import json
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from tests.secrecy import files
from tests.secrecy.product import Cast

PLAIN = ("SELECT person_id FROM plain_turnout", "SELECT content FROM plain_ballot")
OURS = ("SELECT person_id FROM elector WHERE voted", "SELECT box FROM envelope")


@dataclass(frozen=True, slots=True)
class Copy:
    """Who has voted, and the ballots as they lie there."""

    voted: frozenset[int]
    ballots: Counter[bytes]


def copy_of(path: Path) -> Copy:
    """Of a SQLite file of either design, or of a dump of PostgreSQL."""
    if not path.read_bytes().startswith(b"SQLite"):
        return _dumped(path)
    with closing(sqlite3.connect(path)) as raw:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master")}
        if not tables & {"plain_ballot", "envelope"}:
            return Copy(frozenset(), Counter())
        voted, ballots = PLAIN if "plain_ballot" in tables else OURS
        people = frozenset(row[0] for row in raw.execute(voted))
        return Copy(people, Counter(bytes(row[0]) for row in raw.execute(ballots)))


def _dumped(path: Path) -> Copy:
    script = subprocess.run(["pg_restore", "--file=-", str(path)], check=True, capture_output=True, text=True).stdout
    turnout = _table(script, "elector") or _table(script, "plain_turnout")
    boxes = _table(script, "envelope") or _table(script, "plain_ballot")
    people = frozenset(int(row["person_id"]) for row in turnout if row.get("voted", "t") == "t")
    found = [row.get("box") or row["content"] for row in boxes]
    return Copy(people, Counter(bytes.fromhex(one.removeprefix("\\\\x")) for one in found))


def _table(script: str, name: str) -> list[dict[str, str]]:
    """The rows of a `COPY` block."""
    start = script.find(f"COPY public.{name} (")
    if start < 0:
        return []
    head, _, rest = script[start:].partition("\n")
    columns = head[head.index("(") + 1 : head.index(")")].split(", ")
    lines = f"\n{rest}".partition("\n\\.")[0].split("\n")
    return [dict(zip(columns, line.split("\t"), strict=True)) for line in lines if line]


def paired(copies: Iterable[Copy]) -> dict[int, bytes]:
    """Who voted between two copies, with the ballot that came between them."""
    found = {}
    for before, after in pairwise(copies):
        people, ballots = after.voted - before.voted, after.ballots - before.ballots
        if len(people) == 1 and ballots.total() == 1:
            found[next(iter(people))] = next(iter(ballots))
    return found


def answers(pairs: Mapping[int, bytes]) -> dict[int, tuple[int, ...]]:
    """What each of them answered, as far as the ballots can be read."""
    found = {person: files.legible(ballot) for person, ballot in pairs.items()}
    return {person: tuple(json.loads(min(texts))[1]) for person, texts in found.items() if texts}


def truth(casts: Iterable[Cast]) -> dict[int, tuple[int, ...]]:
    return {cast.person: cast.answers for cast in casts}


def answered(data: bytes) -> list[tuple[int, ...]]:
    """The answers of all ballots that can be read there, whosever they are."""
    return sorted(tuple(json.loads(text)[1]) for text in files.legible(data))
