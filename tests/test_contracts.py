"""The import contracts speak of every room and every handler that is there."""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = {"__init__", "album", "context", "errors", "form", "registering", "show", "use_case"}


def contracts() -> list[dict[str, object]]:
    found: list[dict[str, object]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    return found


def test_every_handler_is_kept_from_importing_another() -> None:
    [independent] = [one for one in contracts() if one["type"] == "independence"]
    at_root = {path.stem for path in (ROOT / "bot" / "handlers").glob("*.py")} - SHARED
    assert independent["modules"] == ["bot.handlers.*.*", *sorted(f"bot.handlers.{name}" for name in at_root)]


def test_every_room_is_in_a_contract() -> None:
    named = str(contracts())
    rooms = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")}
    assert {room for room in rooms if f"bot.{room}" not in named} == set()


def test_no_lock_file_or_pin_names_a_host() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "/" in line or "@" in line] == []
