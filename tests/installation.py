"""The installation that the repository's own rule files describe, and its sentences."""

from pathlib import Path

from bot.installation import installation_of
from bot.texts.speech import Texts
from tests.clock import ZONE

CONFIG = Path(__file__).parents[1] / "config"
INSTALLATION = installation_of(CONFIG)
TEXTS = Texts(ZONE, INSTALLATION.meetings.names())
ZH, EN = TEXTS.speech("zh"), TEXTS.speech("en")
