"""Read the rule files of `config/`, in which a committee sets its own rules."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from bot.domain.grading import month_score, schemes
from bot.domain.grading.schemes import Schemes
from bot.domain.meeting import rules as meeting_rules
from bot.domain.rating import rules as rating_rules
from bot.domain.rectification import rules as rectification_rules
from bot.domain.reminder import rules as reminder_rules
from bot.domain.rules import Installation
from bot.services.workdays import is_working_day
from bot.settings import SettingsError

Rules = TypeVar("Rules")


def rules_of(config_dir: Path, name: str, read: Callable[[str], Rules]) -> Rules:
    """Read `config/<name>.toml` with the given reader. SettingsError names the file and the value that is wrong."""
    path = config_dir / f"{name}.toml"
    try:
        return read(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise SettingsError(f"{path}: {place}: {first['msg'].removeprefix('Value error, ')}") from None
    except (OSError, ValueError) as error:
        raise SettingsError(f"{path}: {error}") from None


def schemes_of(config_dir: Path) -> Schemes:
    """Read the grading schemes, `config/grading/*.toml`. SettingsError names the file and the value that is wrong."""
    folder = config_dir / "grading"
    try:
        return schemes.read({path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.toml")})
    except (OSError, ValueError) as error:
        raise SettingsError(f"{folder}: {error}") from None


def installation_of(config_dir: Path) -> Installation:
    """Read every rule file of `config/`. SettingsError names the first that is wrong."""
    return Installation(
        meetings=rules_of(config_dir, "meetings", meeting_rules.read),
        rectification=rules_of(config_dir, "rectify", rectification_rules.read),
        reminders=rules_of(config_dir, "reminders", reminder_rules.read),
        rating=rules_of(config_dir, "rating", rating_rules.read),
        schemes=schemes_of(config_dir),
        months=rules_of(config_dir, "month_score", month_score.read),
        is_working_day=is_working_day,
    )
