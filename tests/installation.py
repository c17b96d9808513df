"""The installation that the repository's own rule files describe."""

from pathlib import Path

from bot.installation import installation_of

INSTALLATION = installation_of(Path(__file__).parents[1] / "config")
