"""The revision of the schema that the code needs and the one that the database has, found without Alembic."""

from pathlib import Path

from bot import storage
from bot.domain.errors import DomainError
from bot.storage.installation import monitoring
from bot.storage.unit_of_work import UnitOfWork

VERSIONS = Path(storage.__file__).parent / "migrations" / "versions"


def expected() -> str:
    """The newest revision: migrations are named by date, the file as the revision."""
    return max(path.stem for path in VERSIONS.glob("2*.py"))


async def present(uow: UnitOfWork) -> str:
    """The revision of the database; empty before the first migration."""
    async with uow.reading() as cx:
        return await monitoring.revision(cx)


async def require(uow: UnitOfWork) -> None:
    """Refuse a database of another revision. DomainError: schema_none (needs), schema_other (has, needs)."""
    has, needs = await present(uow), expected()
    if not has:
        raise DomainError("schema_none", needs=needs)
    if has != needs:
        raise DomainError("schema_other", has=has, needs=needs)
