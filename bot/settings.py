"""Load the settings: from the environment, then `.env`, then `config/default.toml`; typed and frozen."""

import os
import tomllib
from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, model_validator
from pydantic_core import ErrorDetails
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings.exceptions import SettingsError as UnreadableSetting

from bot.domain.people.binding import BindingTerms
from bot.domain.unit import ENDINGS, UnitKind


class SettingsError(Exception):
    """A setting is wrong; the text is one line that names it and what is allowed."""


@cache
def _zones() -> set[str]:
    """All that this machine knows; to look for them takes longer than all other settings together."""
    return available_timezones()


def _zone(name: str) -> str:
    if name not in _zones():
        raise ValueError("a zone name such as Asia/Shanghai")
    return name


def _database(url: str) -> str:
    if not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("sqlite+aiosqlite:///FILE or postgresql+asyncpg://USER@HOST/NAME")
    return url


def _listen(value: str) -> str:
    host, _, port = value.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise ValueError("HOST:PORT, for example 127.0.0.1:8081")
    return value


def _state_dir() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state") / "zhibu" / "ballot-keys"


class Frozen(BaseModel):
    """The base of a group of settings: unchangeable, and unknown names are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class CheckIn(Frozen):
    """The times of check-in: `opens_before`, `grace`, `board_link_minutes` in minutes, `code_interval` in seconds."""

    opens_before: Annotated[int, Field(ge=0, le=1440)] = 30
    grace: Annotated[int, Field(ge=0, le=240)] = 10
    code_interval: Annotated[int, Field(ge=5, le=120)] = 15
    board_link_minutes: Annotated[int, Field(ge=5, le=1440)] = 60


class Binding(Frozen):
    """How a Telegram account is bound to a person: how long a link is valid, and whether the secretary must confirm."""

    link_hours: Annotated[int, Field(ge=1, le=720)] = 72
    secretary_confirms: bool = False
    wrong_links_per_hour: Annotated[int, Field(ge=1, le=100)] = 5


class Pace(Frozen):
    """Limits of what the bot sends by itself: messages per second in all, per minute to a group, seconds between edits
    of a live count."""

    per_second: Annotated[int, Field(ge=1, le=30)] = 30
    per_group_minute: Annotated[int, Field(ge=1, le=20)] = 20
    live_count_seconds: Annotated[float, Field(ge=3)] = 3


class Retention(Frozen):
    """Days after which rows that are no longer needed are deleted, or a person who has left may be erased."""

    sent_messages: Annotated[int, Field(ge=7)] = 90
    change_reasons: Annotated[int, Field(ge=0)] = 365
    forget_after_leaving: Annotated[int, Field(ge=0)] = 365


class Settings(BaseSettings):
    """All settings of one installation; the name of each in the environment is BOT_ and its name here in capitals."""

    model_config = SettingsConfigDict(env_prefix="BOT_", env_file=".env", extra="ignore", frozen=True)

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org"
    database_url: Annotated[str, AfterValidator(_database)] = "sqlite+aiosqlite:///var/bot.db"
    data_dir: Path = Path("var")
    ballot_key_dir: Path = Field(default_factory=_state_dir)
    secret_key: SecretStr = SecretStr("")
    key_holder: bool | None = None
    proxy: SecretStr = SecretStr("")
    config_dir: Path = Path("config")
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["console", "json"] = "console"
    mode: Literal["polling", "webhook"] = "polling"
    webhook_url: str = ""
    webhook_secret: SecretStr = SecretStr("")
    web_listen: Annotated[str, AfterValidator(_listen)] = "127.0.0.1:8081"
    public_url: str = ""
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    language: Literal["zh", "en"] = "zh"
    checkin: CheckIn = CheckIn()
    binding: Binding = Binding()
    pace: Pace = Pace()
    retention: Retention = Retention()
    unit_endings: dict[str, UnitKind] = {}

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        config_dir = Path(os.environ.get("BOT_CONFIG_DIR", "config"))
        toml = TomlConfigSettingsSource(settings_cls, toml_file=config_dir / "default.toml")
        return init_settings, env_settings, dotenv_settings, toml

    @model_validator(mode="after")
    def _together(self) -> "Settings":
        if self.mode == "webhook" and not (self.webhook_url and self.webhook_secret.get_secret_value()):
            raise ValueError("BOT_MODE=webhook needs BOT_WEBHOOK_URL and BOT_WEBHOOK_SECRET")
        keys = self.ballot_key_dir.resolve()
        homes = [self.data_dir.resolve()]
        if self.sqlite_path is not None:
            homes.append(self.sqlite_path.resolve().parent)
        if any(keys.is_relative_to(home) for home in homes):
            raise ValueError("BOT_BALLOT_KEY_DIR must lie outside BOT_DATA_DIR and the database's folder")
        return self

    @property
    def sqlite_path(self) -> Path | None:
        """The database's file, or None where the database is PostgreSQL."""
        prefix = "sqlite+aiosqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None

    @property
    def holds_keys(self) -> bool:
        """Whether this process is the one that holds the ballot keys, and so opens and closes ratings."""
        return self.sqlite_path is not None if self.key_holder is None else self.key_holder

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    @property
    def unit_kinds(self) -> Mapping[str, UnitKind]:
        """The kind of a unit by the ending of its name."""
        return {**ENDINGS, **self.unit_endings}

    @property
    def terms(self) -> BindingTerms:
        """The rules of binding in the form that the services use."""
        rules = self.binding
        return BindingTerms(
            self.zone, timedelta(hours=rules.link_hours), rules.wrong_links_per_hour, rules.secretary_confirms
        )

    @property
    def web_url(self) -> str:
        """The address at which people reach the web pages, without a slash at its end."""
        return (self.public_url or f"http://{self.web_listen}").rstrip("/")


SECRET = ("token", "secret_key", "proxy", "webhook_secret", "database_url")
"""Settings whose values are never shown, not even wrong ones: they are a password or may contain one."""


def _line(wrong: ErrorDetails) -> str:
    """Word an error: the setting, its value, what is allowed."""
    allowed = wrong["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    names = [str(part) for part in wrong["loc"]]
    if not names:
        return allowed
    name = ".".join(names) if len(names) > 1 else f"BOT_{names[0].upper()}"
    if wrong["type"] == "extra_forbidden":
        return f"{name}: 没有这个设置，请删去 / there is no such setting; please remove it"
    value = "" if names[0] in SECRET else f"“{str(wrong['input'])[:80]}” "
    return f"{name}: {value}不对，应为 / is wrong, it must be: {allowed}"


def load(**overrides: Any) -> Settings:
    """Load the settings; `overrides` come first. SettingsError has one line that names the first wrong value."""
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(_line(first)) from None
    except UnreadableSetting as error:
        raise SettingsError(f"设置读不出来 / a setting cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"config/default.toml: {error}") from None
