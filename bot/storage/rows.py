"""Values out of rows, and the id of a row that was added."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Generic, TypeVar, cast, get_args, get_type_hints

from bot.domain.clock import from_ms
from bot.storage.connection import Connection, Row, Value

T = TypeVar("T")

STORED: dict[type, Callable[[Any], Any]] = {bool: bool, date: date.fromisoformat, datetime: from_ms}
"""How the types are read that columns store as something else."""


class Reader(Generic[T]):
    """Makes a value of a dataclass from a row: each field from the column of its name, read by its type."""

    def __init__(self, model: type[T]) -> None:
        types = get_type_hints(model)
        self._model = model
        self._reads = {one.name: _read_as(types[one.name]) for one in fields(cast(Any, model))}

    def __call__(self, row: Row, **others: object) -> T:
        """Read the row. `others`: the fields for which there is no such column; KeyError for a missing one."""
        read = {name: read(row[name]) for name, read in self._reads.items() if name not in others}
        return self._model(**read, **others)


def _read_as(hint: Any) -> Callable[[Any], Any]:
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    kind = next(one for one in options if one is not NoneType)
    read = kind if isinstance(kind, type) and issubclass(kind, Enum) else STORED.get(kind, _as_it_is)
    return (lambda stored: None if stored is None else read(stored)) if NoneType in options else read


def _as_it_is(stored: Any) -> Any:
    return stored


def moment(stored: int | None) -> datetime | None:
    """Read a moment that may be NULL."""
    return from_ms(stored) if stored is not None else None


def day(stored: str | None) -> date | None:
    """Read a day that may be NULL."""
    return date.fromisoformat(stored) if stored is not None else None


async def fetch_one(cx: Connection, read: Callable[[Row], T], sql: str, *args: Value) -> T | None:
    """Read the row that the query finds; None where it finds none."""
    row = await cx.fetchrow(sql, *args)
    return read(row) if row else None


async def insert(cx: Connection, sql: str, *args: Value) -> int:
    """Add a row, by SQL that ends in RETURNING id, and return its id."""
    row = await cx.fetchrow(sql, *args)
    if row is None:
        raise RuntimeError("no row came back")
    return int(row["id"])


def for_update(cx: Connection, sql: str) -> str:
    """The query, whose rows nobody else changes before the transaction ends. SQLite has one writer anyway."""
    return f"{sql} FOR UPDATE" if cx.dialect == "postgresql" else sql
