"""A secret ballot as one would first build it: no person beside the answers. Every attack must succeed against it.

Sealed, it is the second attempt: answers are sealed as the product seals them, and everything else is as before.
"""

import json
import logging
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg
from nacl.public import PrivateKey, PublicKey, SealedBox

from bot.domain.clock import to_ms
from bot.domain.rating.model import fingerprint
from bot.storage.installation.backup import dump_postgres
from tests.clock import Standing
from tests.secrecy.product import Cast

TABLES = """
CREATE TABLE IF NOT EXISTS plain_rating (id INTEGER PRIMARY KEY, public_key TEXT, returned INTEGER DEFAULT 0);
CREATE TABLE IF NOT EXISTS plain_turnout ({id}, rating_id INTEGER, person_id INTEGER, update_id INTEGER, at BIGINT);
CREATE TABLE IF NOT EXISTS plain_ballot ({id}, rating_id INTEGER, content {bytes}, at BIGINT);
CREATE TABLE IF NOT EXISTS plain_record ({id}, rating_id INTEGER, fingerprint TEXT);
"""
SERIAL = {"sqlite": "id INTEGER PRIMARY KEY AUTOINCREMENT", "postgresql": "id BIGSERIAL PRIMARY KEY"}
BYTES = {"sqlite": "BLOB", "postgresql": "BYTEA"}
Wire = list[dict[str, Any]]


class Plain:
    """`sealed`: whether answers are; `recorded`: whether the key's fingerprint is looked up in a record. `wire`: what
    it has sent, as the local Telegram would write it down; `log`: its file. The key lies beside the database, as keys
    do."""

    def __init__(
        self, url: str, folder: Path, *, sealed: bool = False, recorded: bool = False, name: str = "plain"
    ) -> None:
        self.url, self.folder, self.clock = url, folder, Standing()
        self.dialect = "sqlite" if url.startswith("sqlite") else "postgresql"
        self.path = folder / f"{name}.db"
        self.raw: Any = self._connect()
        self.key = PrivateKey.generate() if sealed else None
        self.public = self.key.public_key.encode().hex() if self.key else None
        self.recorded = recorded
        self.wire: Wire = []
        self.log_file = folder / "plain.log"
        self._log = logging.Logger("plain", logging.DEBUG)
        self._log.addHandler(logging.FileHandler(self.log_file, encoding="utf-8"))
        self._updates = 1000
        self.bound: dict[int, int] = {}
        self._found()

    def _connect(self) -> Any:
        if self.dialect == "postgresql":
            return psycopg.connect(self.url.replace("+asyncpg", ""), autocommit=True)
        raw = sqlite3.connect(self.path, timeout=0.1, isolation_level=None)
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA secure_delete = OFF")
        return raw

    def _found(self) -> None:
        for statement in TABLES.format(id=SERIAL[self.dialect], bytes=BYTES[self.dialect]).split(";")[:-1]:
            self.run(statement)
        if self.key is not None:
            (self.folder / "ballot.key").write_bytes(self.key.encode())

    def run(self, sql: str, *args: object) -> list[tuple[Any, ...]]:
        """`?` parameters on both databases."""
        cursor = self.raw.execute(sql if self.dialect == "sqlite" else sql.replace("?", "%s"), args)
        return list(cursor.fetchall()) if cursor.description else []

    def opened(self, rating: int) -> int:
        self.run("INSERT INTO plain_rating (id, public_key) VALUES (?, ?)", rating, self.public)
        record = "INSERT INTO plain_record (rating_id, fingerprint) VALUES (?, ?)"
        self.run(record, rating, fingerprint(self.public) if self.public else None)
        return rating

    def vote(self, rating: int, cast: Cast, group: str = "members") -> None:
        """One transaction, one ballot a person."""
        self._updates += 1
        at = to_ms(self.clock.now())
        content = self._content(rating, cast, group)
        self.run("BEGIN")
        turnout = "INSERT INTO plain_turnout (rating_id, person_id, update_id, at) VALUES (?, ?, ?, ?)"
        self.run(turnout, rating, cast.person, self._updates, at)
        self.run("INSERT INTO plain_ballot (rating_id, content, at) VALUES (?, ?, ?)", rating, content, at)
        self.run("UPDATE plain_rating SET returned = returned + 1 WHERE id = ?", rating)
        self.run("COMMIT")
        self._tell(rating, cast)

    def try_vote(self, rating: int, cast: Cast) -> None:
        """What fails is reported with all that helps to find out why."""
        try:
            self.vote(rating, cast)
        except (sqlite3.Error, psycopg.Error):
            self._log.exception("failed: rating=%d person=%d cast=%r", rating, cast.person, cast)

    def vote_by(self, rating: int, account: int, answers: tuple[int, ...]) -> None:
        """For whoever the account is bound to now."""
        self.vote(rating, Cast(self.bound[account], answers))

    def greets(self, rating: int, account: int) -> str:
        """What whoever has the account now hears on opening the ballot."""
        voted = "SELECT 1 FROM plain_turnout WHERE rating_id = ? AND person_id = ?"
        return "您已经投过票了" if self.run(voted, rating, self.bound[account]) else "请投票"

    def over(self, rating: int, electors: int) -> bool:
        """Once all are in nothing is waited for."""
        return bool(self.run("SELECT returned FROM plain_rating WHERE id = ?", rating)[0][0] == electors)

    def _content(self, rating: int, cast: Cast, group: str) -> bytes:
        body = json.dumps([group, list(cast.answers), cast.comment], ensure_ascii=False).encode()
        public = self.run("SELECT public_key FROM plain_rating WHERE id = ?", rating)[0][0]
        if self.recorded and self.run(RECORDED, rating) != [(fingerprint(public),)]:
            raise ValueError("another key than the record's")
        return bytes(SealedBox(PublicKey(bytes.fromhex(public))).encrypt(body)) if public else body

    def _tell(self, rating: int, cast: Cast) -> None:
        (count,) = self.run("SELECT returned FROM plain_rating WHERE id = ?", rating)[0]
        self._log.debug("update=%d person=%d voted, answers=%s", self._updates, cast.person, list(cast.answers))
        (self.folder / f"receipt-{cast.person}.txt").write_text("已收到您的选票", encoding="utf-8")
        said = f"已收到您的选票：{list(cast.answers)}{cast.comment}"
        self.wire.append(_call("sendMessage", cast.person, said))
        self.wire.append(_call("editMessageText", SECRETARY, f"已收到 {count} 张，最新：{cast.person}"))

    def remind(self, rating: int, people: Sequence[int]) -> None:
        """Whoever has not voted."""
        voted = {row[0] for row in self.run("SELECT person_id FROM plain_turnout WHERE rating_id = ?", rating)}
        self.wire += [_call("sendMessage", one, "您还没有投票") for one in people if one not in voted]

    def metrics(self) -> str:
        return "\n".join(f'plain_returned{{rating="{id}"}} {n}' for id, n in self.run(RETURNED))

    def closed(self, rating: int) -> dict[str, Any]:
        """At any time, with any number of ballots: counts in all and by group; the ballots are deleted."""
        ballots = [json.loads(one) for one in self.contents(rating)]
        self.run("DELETE FROM plain_ballot WHERE rating_id = ?", rating)
        groups: dict[str, dict[int, int]] = {}
        for group, answers, _ in ballots:
            for name in ("all", group):
                tally = groups.setdefault(name, {})
                tally[answers[0]] = tally.get(answers[0], 0) + 1
        return groups

    def contents(self, rating: int) -> list[bytes]:
        found = [bytes(row[0]) for row in self.run("SELECT content FROM plain_ballot WHERE rating_id = ?", rating)]
        return [SealedBox(self.key).decrypt(one) for one in found] if self.key else found

    def backup(self, target: Path) -> Path:
        """A copy of the database as it is now, and of what lies beside it."""
        target.mkdir()
        if self.dialect == "postgresql":
            dump_postgres(self.url, target / "database")
        else:
            with closing(sqlite3.connect(target / "database")) as copy:
                self.raw.backup(copy)
        for file in self.folder.glob("*.key"):
            shutil.copy(file, target)
        return target

    def close(self) -> None:
        self.raw.close()
        for handler in self._log.handlers:
            handler.close()


SECRETARY = 900
RECORDED = "SELECT fingerprint FROM plain_record WHERE rating_id = ?"
RETURNED = "SELECT id, returned FROM plain_rating ORDER BY id"


def _call(method: str, chat: int, text: str) -> dict[str, Any]:
    return {"method": method, "params": {"chat_id": chat, "text": text}, "files": []}
