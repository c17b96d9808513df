"""The tables of a simulated year."""

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from rich.console import Console
from rich.table import Table

from tests.simulation import roster
from tests.simulation.checks import Month, Played
from tests.simulation.items import OWNERS
from tests.simulation.plot import DUTIES

COMMITTEE = tuple(line["编号"] for line in roster.lines() if line["党组织"] == roster.TOWN)
OTHERS = tuple(sorted((DUTIES | OWNERS) - {roster.SECRETARY, *COMMITTEE}))


def show(console: Console, played: Played, found: Mapping[str, Sequence[str]]) -> None:
    console.print(by_month(played))
    console.print(by_kind(played))
    for promise, breaks in found.items():
        console.print(f"{'FAILED' if breaks else 'kept  '}  {promise}", style="red" if breaks else "green")
        for line in breaks[:20]:
            console.print(f"        {line}", markup=False)


def by_month(played: Played) -> Table:
    """Least / typical / most of a month."""
    table = Table(title="Messages a person (least / typical / most), without answers to own taps and questions")
    for name in ("month", "members", "with posts or items", "secretary", "committee above", "quiet hours"):
        table.add_column(name, justify="left" if name == "month" else "right")
    for month in played.months:
        quiet = sum(played.quiet(one) for one in played.letters if played.month(one.at) == month)
        table.add_row(
            f"{month[0]}-{month[1]:02}",
            _spread(played.counts(played.without_duties, month)),
            _spread(played.counts(OTHERS, month)),
            str(played.counts([roster.SECRETARY], month)[0]),
            _spread(played.counts(COMMITTEE, month)),
            str(quiet or ""),
        )
    each = [[sum(played.counts([one], month)[0] for month in played.months) for one in group]
            for group in (played.without_duties, OTHERS, [roster.SECRETARY], COMMITTEE)]  # fmt: skip
    total = [_spread(counts) if len(counts) > 1 else str(counts[0]) for counts in each]
    table.add_row("in all", *total, str(sum(map(played.quiet, played.letters))), style="bold")
    return table


def by_kind(played: Played) -> Table:
    """Messages to everyone, by what they are; a reminder's lines below. A star: some came in quiet hours."""
    table = Table(title="Messages to all 34 people by kind, and the lines of reminders (* in quiet hours)")
    for name in ("kind", *(f"{month[1]}" for month in played.months), "in all"):
        table.add_column(name, justify="left" if name == "kind" else "right")
    messages = Counter((one.kind, played.month(one.at)) for one in played.letters)
    quiet = {(one.kind, played.month(one.at)) for one in played.letters if played.quiet(one)}
    _rows(table, messages, played.months, quiet)
    table.add_section()
    lines = Counter((f"  {said.kind}", played.month(one.at)) for one in played.letters for said in one.said)
    _rows(table, lines, played.months, set())
    return table


def _rows(
    table: Table, counts: Counter[tuple[str, Month]], months: Sequence[Month], quiet: set[tuple[str, Month]]
) -> None:
    for kind in sorted({kind for kind, _ in counts}):
        cells = [f"{counts[kind, month] or ''}{'*' if (kind, month) in quiet else ''}" for month in months]
        table.add_row(kind, *cells, str(sum(counts[kind, month] for month in months)))


def _spread(counts: Sequence[int]) -> str:
    return f"{min(counts)} / {median(counts):g} / {max(counts)}"
