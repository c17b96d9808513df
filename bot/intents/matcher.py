"""Decide which question a text asks, by its likeness to example sentences, without a network and in milliseconds."""

import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz.distance import DamerauLevenshtein
from rapidfuzz.process import extractOne

from bot.intents.features import LATIN, features, grounded, latin_concepts, words
from bot.intents.fold import fold
from bot.intents.index import Index

EXAMPLES = Path(__file__).parent / "examples.tsv"
NONE, UNSURE = "none", "unsure"
LONGEST = 300
"""The most characters of a text that are read; a question is shorter."""
FAR, FAR_UNGROUNDED = 0.25, 0.35
"""A text that scores less is about something else; the second holds where no concept of organizational life occurs."""
CLOSE_CALL = 0.08
"""The bot asks back where the second best score is within this share of the best."""
BARE, BARE_SURE = 4, 0.85
"""A text of no more characters, or of one Latin word, says little: below this confidence the bot asks back."""
CAREFUL = frozenset(
    {
        "profile.mine",
        "checkin.now",
        "leave.request",
        "leave.withdraw",
        "meeting.call",
        "meeting.manage",
        "member.invite",
    }
)
CAREFUL_SURE = 0.6
"""Below this confidence the bot asks back before it shows personal data or begins something."""
STEEPNESS = 9.0
"""The steepness of the softmax that turns scores into a confidence."""
SPELT = 4
"""The length from which words are corrected."""


@dataclass(frozen=True, slots=True)
class Match:
    """The result. `intent` may be `unsure` or `none`; `confidence` is from 0 to 1; `nearest` names three questions,
    best first."""

    intent: str
    confidence: float
    nearest: tuple[str, ...]


def match(text: str) -> Match:
    """Match any text to an intent."""
    index, vocabulary = _knowledge()
    folded = _spelt(fold(text[:LONGEST]), vocabulary)
    found = features(folded)
    scores = index.scores(found)
    nearest = tuple(intent for intent, _ in scores if intent != NONE)[:3]
    if not scores:
        return Match(NONE, 1.0, ())
    best, score = scores[0]
    sure = 1 / sum(math.exp(STEEPNESS * (other - score)) for _, other in scores)
    if best == NONE or score < (FAR if grounded(found) else FAR_UNGROUNDED):
        return Match(NONE, round(sure if best == NONE else 1 - min(score, 1.0), 3), nearest)
    close = len(scores) > 1 and score - scores[1][1] < CLOSE_CALL * score
    doubtful = close or (_bare(folded) and sure < BARE_SURE) or (best in CAREFUL and sure < CAREFUL_SURE)
    return Match(UNSURE if doubtful else best, round(sure, 3), nearest)


def _bare(text: str) -> bool:
    return len(text) <= BARE or (text.isascii() and " " not in text)


@cache
def intents() -> tuple[str, ...]:
    """Return every intent that can be recognised, in the order of their names."""
    return tuple(sorted({intent for intent, _ in _examples()} - {NONE}))


def _examples() -> list[tuple[str, str]]:
    lines = (line.split("\t") for line in EXAMPLES.read_text(encoding="utf-8").splitlines())
    return [(intent, fold(text)) for intent, text in lines]


@cache
def _knowledge() -> tuple[Index, tuple[str, ...]]:
    examples = _examples()
    known = {word for _, text in examples for word in words(text)} | latin_concepts()
    return Index(examples), tuple(sorted(known))


def _spelt(text: str, vocabulary: tuple[str, ...]) -> str:
    """Correct Latin words that are one typing error (two in a long word) away from a known one."""
    return LATIN.sub(lambda found: _nearest_word(found.group(), vocabulary), text)


def _nearest_word(word: str, vocabulary: tuple[str, ...]) -> str:
    if len(word) < SPELT or word in vocabulary:
        return word
    slips = 1 if len(word) < 8 else 2
    near = extractOne(word, vocabulary, scorer=DamerauLevenshtein.distance, score_cutoff=slips)
    return near[0] if near is not None and near[0][0] == word[0] else word
