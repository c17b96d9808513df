"""Create and keep the key that signs projector codes and links: beside the data, readable by its owner alone."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings

NAME = "secret-key"


def ensure(settings: Settings) -> Settings:
    """Return the settings with a secret key: BOT_SECRET_KEY, or else the one kept in BOT_DATA_DIR, created at first
    start."""
    if settings.secret_key.get_secret_value():
        return settings
    key = _kept(settings.data_dir / NAME)
    return settings.model_copy(update={"secret_key": SecretStr(key)})


def _kept(path: Path) -> str:
    """Read the key's file, created first where there is none. The file appears whole, so that workers that start
    together find the same key."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        with tempfile.NamedTemporaryFile("w", dir=path.parent, prefix=f".{NAME}-") as file:  # mode 600
            file.write(secrets.token_urlsafe(32))
            file.flush()
            os.fsync(file.fileno())
            with contextlib.suppress(FileExistsError):
                os.link(file.name, path)
    return path.read_text().strip()
