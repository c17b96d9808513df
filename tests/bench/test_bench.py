"""The benchmarks run to their end at the smallest size; what they measure is not judged."""

import io
from pathlib import Path

from rich.console import Console

from tests.bench import checkins, client, imports, reminders, update
from tests.bench.report import machine, show, tables
from tests.bench.size import SMALLEST
from tests.bench.table import Table


async def test_every_table_comes_out_whole() -> None:
    found = [table async for table in tables(SMALLEST)]
    for table, module in zip(found, (checkins, client, update, imports), strict=True):
        assert [row[0] for row in table.rows[:2]] == list(module.NAMES)
        assert len(table.rows) == 3, "and the ratio"
        assert all(_number(cell) > 0 for row in table.rows for cell in row[1:])
        assert {len(row) for row in table.rows} == {len(table.columns)}
        assert all(", " in column for column in table.columns[1:]), "units in the header"


async def test_reminders_arrive_each_once_in_order_and_not_too_fast(tmp_path: Path) -> None:
    """Three seconds' worth; `make bench` takes a whole university."""
    arrived = await reminders.send(people := 90, tmp_path)
    chats = [chat for _, chat in arrived.heard]
    assert len(chats) == len(set(chats)) == people
    assert arrived.fullest <= reminders.PACE
    rank = {chat: place for place, chat in enumerate(arrived.queued)}
    assert max(abs(rank[chat] - place) for place, chat in enumerate(chats)) < reminders.PACE, "nobody waits for ever"


def test_the_fullest_second() -> None:
    assert reminders.fullest([0.0, 0.5, 0.999, 1.0, 1.4, 5.0]) == 4
    assert reminders.fullest([]) == 0


def _number(cell: str) -> float:
    return float(cell.removeprefix("× "))


def test_it_prints_everything() -> None:
    out = io.StringIO()
    console = Console(file=out, width=140)
    console.print(machine())
    show(console, Table("title", ("what", "time, ms"), (("first", "1.25"), ("second", "2.5")), "note"))
    assert "cores" in out.getvalue()
    assert all(word in out.getvalue() for word in ("title", "time, ms", "first", "1.25", "second", "2.5", "note"))
