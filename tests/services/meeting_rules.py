"""The types of meetings as the installation's own file has them."""

from pathlib import Path

from bot.domain.meeting_type import read

RULES = read((Path(__file__).parents[2] / "config" / "meetings.toml").read_text(encoding="utf-8"))
