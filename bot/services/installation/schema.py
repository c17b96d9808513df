"""Which revision of the schema the code needs and the database has, without Alembic."""

from pathlib import Path

from bot import storage
from bot.domain.errors import DomainError
from bot.storage.installation import state
from bot.storage.unit_of_work import UnitOfWork

VERSIONS = Path(storage.__file__).parent / "migrations" / "versions"


def expected() -> str:
    """Migrations are named by date, the file as the revision: the last name is the newest."""
    return max(path.stem for path in VERSIONS.glob("2*.py"))


async def present(uow: UnitOfWork) -> str:
    """Empty before the first migration."""
    async with uow.reading() as cx:
        return await state.revision(cx)


async def require(uow: UnitOfWork) -> None:
    """DomainError: schema_none (needs), schema_other (has, needs)."""
    has, needs = await present(uow), expected()
    if not has:
        raise DomainError("schema_none", needs=needs)
    if has != needs:
        raise DomainError("schema_other", has=has, needs=needs)
