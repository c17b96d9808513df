"""Recognise what a question in plain words asks, by its likeness to example sentences; small and local."""

from bot.intents.courtesy import courtesy
from bot.intents.features import speaks_of
from bot.intents.fold import fold
from bot.intents.matcher import NONE, UNSURE, Match, intents, match

__all__ = ["NONE", "UNSURE", "Match", "courtesy", "fold", "intents", "match", "speaks_of"]
