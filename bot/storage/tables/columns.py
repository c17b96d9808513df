"""The metadata, and the kinds of columns that all tables share."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Identity, Integer, MetaData, Text, text

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


def identity() -> Column[int]:
    """A generated id, the primary key."""
    return Column("id", Id, Identity(always=False), primary_key=True)


def ref(name: str, table: str, *, null: bool = False) -> Column[int]:
    """The id of a row of another table."""
    return Column(name, Id, ForeignKey(f"{table}.id"), nullable=null)


def moment(name: str, *, null: bool = False) -> Column[int]:
    """A moment in ms, UTC."""
    return Column(name, BigInteger, nullable=null)


def words(name: str, *, null: bool = False, default: str | None = None) -> Column[str]:
    """A text."""
    return Column(name, Text, nullable=null, server_default=default)


def flag(name: str) -> Column[bool]:
    """A yes or no, which is no by default."""
    return Column(name, Boolean, nullable=False, server_default=text("false"))
