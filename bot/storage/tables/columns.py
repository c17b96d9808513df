"""The metadata, and the kinds of tables and columns that all features share."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Integer, MetaData, Table, Text, text
from sqlalchemy.schema import SchemaItem

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite generates ids only for a column whose type is exactly INTEGER.
Id = BigInteger().with_variant(Integer, "sqlite")


def table(name: str, *items: SchemaItem, **options: Any) -> Table:
    """A table, whose primary key is among its items."""
    return Table(name, metadata, *items, **options)


def record(name: str, *items: SchemaItem, **options: Any) -> Table:
    """A table whose primary key is a generated id."""
    return table(name, Column("id", Id, Identity(always=False), primary_key=True), *items, **options)


def given_id(name: str) -> Column[int]:
    """An id that Telegram or the bot gives, the primary key."""
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def ref(name: str, table: str, *, null: bool = False) -> Column[int]:
    """The id of a row of another table."""
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=null)


def moment(name: str, *, null: bool = False) -> Column[int]:
    """A moment in ms, UTC."""
    return bigint(name, null=null)


def words(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    """A text."""
    return Column(name, Text, nullable=null, server_default=default)


def flag(name: str) -> Column[bool]:
    """A yes or no, which is no by default."""
    return Column(name, Boolean, nullable=False, server_default=text("false"))


def integer(name: str, *, null: bool = False) -> Column[int]:
    """A small number."""
    return Column(name, Integer, nullable=null)


def bigint(name: str, *, null: bool = False) -> Column[int]:
    """A number of 64 bits, such as Telegram's ids."""
    return Column(name, BigInteger, nullable=null)


def version() -> Column[int]:
    """How often the row was changed, from 1."""
    return Column("version", Integer, nullable=False, server_default=text("1"))
