"""The key that signs projector codes and links: made on first start, kept beside the data, readable by its owner."""

import os
import secrets
from pathlib import Path

from pydantic import SecretStr

from bot.settings import Settings

NAME = "secret-key"


def ensure(settings: Settings) -> Settings:
    """The settings with a secret key: BOT_SECRET_KEY, or the one kept in BOT_DATA_DIR."""
    if settings.secret_key.get_secret_value():
        return settings
    key = _kept(settings.data_dir / NAME)
    return settings.model_copy(update={"secret_key": SecretStr(key)})


def _kept(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text().strip()
