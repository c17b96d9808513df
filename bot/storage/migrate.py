"""Migrate a database to the newest schema, in a process of its own, so that the bot never imports Alembic."""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.storage.sqlite_connection import private

HERE = Path(__file__).parent / "migrations"


def sync_url(url: str) -> URL:
    """Return the address of the same database for a driver without asyncio."""
    parsed = make_url(url)
    driver = "sqlite" if parsed.get_backend_name() == "sqlite" else "postgresql+psycopg"
    return parsed.set(drivername=driver)


def configuration() -> Config:
    """Return Alembic's configuration with the folder of the migrations."""
    config = Config()
    config.set_main_option("script_location", str(HERE))
    return config


def engine_for(url: str) -> Engine:
    """Make SQLAlchemy's engine; a SQLite file that is not there yet is created readable by its owner alone."""
    target = sync_url(url)
    if target.get_backend_name() == "sqlite" and target.database:
        private(Path(target.database))
    return create_engine(target)


def migrate(url: str, to: str = "head") -> str:
    """Upgrade or downgrade to that revision; return the revision at which the database is."""
    engine = engine_for(url)
    try:
        with engine.connect() as connection:
            config = configuration()
            config.attributes["connection"] = connection
            current = MigrationContext.configure(connection).get_current_revision()
            if to == "base" or (current and to != "head" and to in revisions_below(current)):
                command.downgrade(config, to)
            else:
                command.upgrade(config, to)
            connection.commit()
            return MigrationContext.configure(connection).get_current_revision() or "base"
    finally:
        engine.dispose()


def revisions_below(current: str) -> set[str]:
    """Return the revisions before that one."""
    scripts = ScriptDirectory.from_config(configuration())
    return {script.revision for script in scripts.iterate_revisions(current, "base")} - {current}


def newest() -> str:
    """Return the revision that this version of the code needs."""
    return ScriptDirectory.from_config(configuration()).get_current_head() or "base"


if __name__ == "__main__":
    try:
        sys.stdout.write(migrate(os.environ["BOT_DATABASE_URL"]) + "\n")
    except (SQLAlchemyError, CommandError) as error:
        sys.exit(str(getattr(error, "orig", error)).partition("\n")[0])
