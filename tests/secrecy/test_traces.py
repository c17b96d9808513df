"""What the running bot leaves behind or shows to others, at DEBUG, over HTTP, while people vote with their phones."""

import asyncio
import re
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import ndiff
from pathlib import Path
from typing import Any

import pytest

from tests.secrecy import records
from tests.secrecy.plain import SECRETARY, Plain
from tests.secrecy.product import Cast
from tests.secrecy.running_bot import PATIENCE, RunningBot, all_vote, running, unmoved
from tests.world import ACCOUNTS

VOTERS = 6
WORDS = "活动室该修了"


@pytest.fixture
def plain(sqlite_url: str, tmp_path: Path) -> Iterator[Plain]:
    design = Plain(sqlite_url, tmp_path)
    design.opened(1)
    yield design
    design.close()


def casts(people: Sequence[int]) -> list[Cast]:
    """The same ballots one after the other, whoever gives them."""
    return [
        Cast(person, (number % 3, number % 2), f"{WORDS}{number}" if number % 3 == 0 else "")
        for number, person in enumerate(people)
    ]


def unminuted(text: str) -> str:
    """Without what is another one in every rating: its closing time and its key's fingerprint."""
    return re.sub(r"\d+月\d+日周.|\d\d:\d\d|\b[0-9a-f]{8}\b", "…", text)


def named_in(lines: Iterable[str], people: Sequence[int]) -> set[int]:
    """Of whom a line speaks, by whatever number."""
    text = "\n".join(lines)
    return {one for one in people if f"person={one} " in text or str(ACCOUNTS + one) in text or f"电话{one}" in text}


def chats(calls: Iterable[dict[str, Any]]) -> set[int]:
    return {int(call["params"]["chat_id"]) for call in calls}


@dataclass(frozen=True, slots=True)
class Evening:
    """One election: what was logged meanwhile, the metrics before and after each vote, whose chats were written to
    while each voted, the tables that have changed, what stands in the voters' chats of their choices."""

    log: list[str]
    metrics: list[str]
    reached: dict[int, set[int]]
    tables: set[str]
    left: set[str]


@pytest.fixture(scope="module")
def evening(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Evening:
    folder = tmp_path_factory.mktemp("evening")
    shutil.copy(sqlite_template, folder / "bot.db")
    return asyncio.run(played(f"sqlite+aiosqlite:///{folder / 'bot.db'}", folder))


async def played(url: str, folder: Path) -> Evening:
    async with running(url, folder, VOTERS) as bot:
        log, metrics, before = len(bot.log), [await bot.metrics()], await records.masked(bot.product.uow)
        reached = {}
        for cast in casts(bot.product.electors):
            seen = len(bot.calls)
            await bot.vote(cast)
            reached[ACCOUNTS + cast.person] = chats(bot.calls[seen:])
            metrics.append(await bot.metrics())
        after = await records.masked(bot.product.uow)
        changed = {name for name, rows in after.items() if rows != before[name]}
        return Evening(bot.log[log:].splitlines(), metrics, reached, changed, choices_left(bot))


def choices_left(bot: RunningBot) -> set[str]:
    messages = [one for person in bot.product.electors for one in bot.phones[person].messages()]
    data = {str(button.get("callback_data")) for one in messages for button in one.buttons}
    chosen = {one for one in data if one.startswith(("vq:", "vc:", "vo:"))}
    return chosen | {one.text for one in messages if WORDS in one.text}


def test_log_at_debug(evening: Evening, plain: Plain) -> None:
    for person in range(VOTERS):
        plain.vote(1, Cast(person, (person % 3,)))
    assert named_in(plain.log_file.read_text(encoding="utf-8").splitlines(), range(VOTERS)) == set(range(VOTERS))
    assert evening.log == []


def test_message_edits_seen_by_another_account(evening: Evening, plain: Plain) -> None:
    plain.vote(1, Cast(3, (0,)))
    assert chats(plain.wire) == {3, SECRETARY}
    assert "3" in plain.wire[-1]["params"]["text"]
    assert evening.reached == {voter: {voter} for voter in evening.reached}


def test_metrics_before_and_after(evening: Evening, plain: Plain) -> None:
    before = plain.metrics()
    plain.vote(1, Cast(3, (0,)))
    assert plain.metrics() != before
    assert len(evening.metrics) == VOTERS + 1
    assert len(set(evening.metrics)) == 1


def test_tables_that_a_vote_touches(evening: Evening, plain: Plain) -> None:
    """No draft, no form, no queue, no update id, no record: no more than that it is in, and the ballot."""
    plain.vote(1, Cast(3, (0,)))
    assert plain.run("SELECT update_id FROM plain_turnout WHERE person_id = 3")
    assert evening.tables == {"elector", "envelope"}


def test_choices_left_in_the_chat(evening: Evening, plain: Plain) -> None:
    """For whoever gets hold of the phone afterwards."""
    plain.vote(1, Cast(3, (2,), WORDS))
    assert any(WORDS in call["params"]["text"] for call in plain.wire if call["params"]["chat_id"] == 3)
    assert evening.left == set()


Remains = dict[str, list[str]]
"""What a run has left and shown, part by part, without moments and random bytes."""


async def remains(bot: RunningBot) -> Remains:
    kept = await records.masked(bot.product.uow)
    return {
        "log": unmoved(bot.log),
        "elector": kept["elector"],
        "envelope": kept["envelope"],
        "outbox": [f"{len(kept['outbox'])} messages"],
        **{f"chat of {one}": [unminuted(told.text) for told in bot.phones[one].messages()] for one in bot.phones},
    }


def differences(one: Remains, other: Remains) -> list[str]:
    """The lines that only one of two runs has, each with the part in which it stands."""
    parts = {name: ndiff(one.get(name, []), other.get(name, [])) for name in (*one, *(other.keys() - one.keys()))}
    return [f"{name}: {line[:300]}" for name, lines in parts.items() for line in lines if line[0] in "+-"]


async def test_two_runs_of_the_bot_that_differ_in_who_voted_what(sqlite_template: Path, tmp_path: Path) -> None:
    """And when. Logs, records and chats are the same, but for moments and random bytes."""
    found = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        shutil.copy(sqlite_template, folder / "bot.db")
        async with running(f"sqlite+aiosqlite:///{folder / 'bot.db'}", folder, VOTERS) as bot:
            people = bot.product.electors
            await all_vote(bot, casts(people if name == "a" else people[::-1]))
            assert await bot.process.stop() == 0
            found.append(await remains(bot))
    assert not (told := differences(*found)), "\n".join(told)
    assert "serving" in "\n".join(found[0]["log"])
    plain = [
        plain_log(f"{tmp_path / name}", turns) for name, turns in (("c", range(VOTERS)), ("d", (5, 4, 3, 2, 1, 0)))
    ]
    assert differences({"log": plain[0]}, {"log": plain[1]})


def plain_log(folder: str, turns: Sequence[int]) -> list[str]:
    """Of the same ballots one after the other, in this order of voters."""
    Path(folder).mkdir()
    design = Plain("sqlite", Path(folder))
    design.opened(1)
    for cast in casts(turns):
        design.vote(1, cast)
    log = unmoved(design.log_file.read_text(encoding="utf-8"))
    design.close()
    return log


BOOM = "CREATE TRIGGER boom BEFORE INSERT ON envelope BEGIN SELECT RAISE(ABORT, 'boom'); END"


async def test_error_reports(sqlite_url: str, plain: Plain, tmp_path: Path) -> None:
    """Something breaks in the middle of a vote: the report must name neither the voter nor the ballot."""
    plain.run("DROP TABLE plain_ballot")
    plain.try_vote(1, Cast(4, (2,), WORDS))
    report = plain.log_file.read_text(encoding="utf-8").splitlines()
    assert named_in(report, range(VOTERS)) == {4}
    assert any(WORDS in line for line in report)

    async with running(sqlite_url, tmp_path, VOTERS) as bot:
        await bot.product.run(
            "UPDATE account SET administrator_since = 0 WHERE person_id = $1", bot.product.branch.above
        )
        await bot.product.run(BOOM)
        (voter, *_), log, seen = bot.product.electors, len(bot.log), len(bot.calls)
        cast = Cast(voter, (2, 1), WORDS)
        ballot = await bot.filled(cast)
        mark = bot.telegram.world.stamp
        bot.confirm(cast, ballot)
        await bot.phones[bot.product.branch.above].wait_for("", after=mark, timeout=PATIENCE)
        report = bot.log[log:].splitlines()
        assert any("ballot_failed" in line for line in report)
        assert named_in(report, bot.product.electors) == set()
        rows = [row for rows in (await records.everything(bot.product.uow)).values() for row in rows]
        told = [str(call) for call in bot.calls[seen:] if int(call["params"]["chat_id"]) != ACCOUNTS + voter]
        assert told, "nobody was told"
        assert not any(WORDS in line or "vc:" in line for line in (*report, *rows, *told))
        assert not any(str(ACCOUNTS + voter) in line for line in told)
        assert await bot.product.rows("SELECT * FROM envelope") == []
