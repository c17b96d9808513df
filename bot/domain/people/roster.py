"""A roster as a file states it: columns, rows, faults, whatever the format of the file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.person import Standing
from bot.domain.post import PostKind
from bot.domain.sheet.table import Fault


class Column(StrEnum):
    """A column of a roster."""

    NUMBER = "number"
    NAME = "name"
    UNIT = "unit"
    GROUP = "group"
    STANDING = "standing"
    POST = "post"
    PHONE = "phone"
    JOINED = "joined"
    RETIRED = "retired"
    FLOATING = "floating"
    LANGUAGE = "language"
    SECTOR = "sector"


CHINESE: Mapping[Column, str] = {
    Column.NUMBER: "编号",
    Column.NAME: "姓名",
    Column.UNIT: "党组织",
    Column.GROUP: "党小组",
    Column.STANDING: "类别",
    Column.POST: "职务",
    Column.PHONE: "手机",
    Column.JOINED: "入党日期",
    Column.RETIRED: "离退休",
    Column.FLOATING: "流动",
    Column.LANGUAGE: "语言",
    Column.SECTOR: "领域",
}
"""The headings that an export writes, in this order."""
REQUIRED = (Column.NAME, Column.UNIT, Column.STANDING)


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person as the file states it. `unit` is the place from the top, `group` the group's own name."""

    row: int
    name: str
    unit: str
    standing: Standing
    number: str | None = None
    group: str | None = None
    posts: tuple[PostKind, ...] = ()
    phone: str | None = None
    joined_on: date | None = None
    retired: bool = False
    floating: bool = False
    language: str | None = None
    sector: str = ""


@dataclass(frozen=True, slots=True)
class Roster:
    """The good rows of a file, how many lines it has, its columns, unknown headings, and what is wrong."""

    rows: tuple[RosterRow, ...]
    lines: int
    columns: frozenset[Column]
    ignored: tuple[str, ...]
    faults: tuple[Fault, ...]
