"""Who plays: a branch of 29 members in four groups, below a town's committee. Numbers of the roster."""

from bot.services.installation.sample import Line, RosterMaker, as_csv

TOWN = "示例镇党委"
BRANCH = f"{TOWN}/东村党支部"
ABOVE, LIAISON, LEADER = "P000001", "P000004", "P000005"
"""The committee's secretary; who is attached for it."""
SECRETARY, DEPUTY, ORGANISATION, PUBLICITY = "P000006", "P000007", "P000008", "P000009"
LEADERS = {1: "P000014", 2: "P000011", 3: "P000012", 4: "P000013"}
"""Of each group."""
LATE, EARLY, LAST, SOONER, HALF, AUTUMN, FULL = (f"P0000{number}" for number in (20, 21, 22, 23, 24, 25, 34))
"""Owners of rectification items, and at the end the probationary member."""


def lines() -> list[Line]:
    """All read Chinese and come in person; the probation began so that it ends in March 2026."""
    maker = RosterMaker()
    maker.committee(TOWN)
    maker.branch(BRANCH, 29, groups=4, sector="村")
    plain = {"离退休": "", "流动": "", "语言": "zh"}
    found = [{**line, **plain} for line in maker.lines]
    return [*found[:-1], {**found[-1], "入党日期": "2025-03-10"}]


def csv() -> bytes:
    return as_csv(lines())
