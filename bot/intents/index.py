"""Index example sentences as weighted features, to score how near a text is to each intent."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Mapping

from bot.intents.features import features

WEIGHT = {"1": 0.35, "2": 1.0, "s": 0.6, "w": 1.0, "p": 1.0, "3": 0.35, "c": 1.2, "d": 0.8}
"""The weight of each kind of feature."""
NEIGHBOURS = 3
"""How many examples of an intent count for it; the nearest counts most."""
NEAREST, OTHERS = 0.6, 0.4
CONSIDERED = 60
"""How many of the nearest examples are considered."""

Vector = dict[str, float]


class Index:
    """The examples, given as (intent, folded text). The score of an intent is from 0 (shares nothing) to 2 (the same
    text)."""

    def __init__(self, examples: list[tuple[str, str]]) -> None:
        counted = [features(text) for _, text in examples]
        self._intents = [intent for intent, _ in examples]
        self._seen = Counter(one for found in counted for one in found)
        self._examples: dict[str, list[tuple[int, float]]] = defaultdict(list)
        self._wholes: dict[str, list[tuple[str, float]]] = defaultdict(list)
        wholes: dict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
        for at, found in enumerate(counted):
            for one, value in self._vector(found).items():
                self._examples[one].append((at, value))
                wholes[self._intents[at]][one] += value
        for intent, whole in wholes.items():
            for one, value in _unit(whole).items():
                self._wholes[one].append((intent, value))

    def scores(self, found: Mapping[str, int]) -> list[tuple[str, float]]:
        """Return the intents that share anything with these features, best first."""
        vector = self._vector(found)
        total: defaultdict[str, float] = defaultdict(float)
        for intent, values in self._neighbours(vector).items():
            total[intent] += NEAREST * values[0] + OTHERS * sum(values) / NEIGHBOURS
        for one, value in vector.items():
            for intent, share in self._wholes.get(one, ()):
                total[intent] += value * share
        return sorted(total.items(), key=lambda pair: -pair[1])

    def _neighbours(self, vector: Vector) -> dict[str, list[float]]:
        """Return for each intent the likeness (cosine) of its nearest examples, best first."""
        likeness: defaultdict[int, float] = defaultdict(float)
        for one, value in vector.items():
            for at, share in self._examples.get(one, ()):
                likeness[at] += value * share
        best: dict[str, list[float]] = defaultdict(list)
        for at, value in heapq.nlargest(CONSIDERED, likeness.items(), key=lambda pair: pair[1]):
            if len(best[self._intents[at]]) < NEIGHBOURS:
                best[self._intents[at]].append(value)
        return best

    def _vector(self, found: Mapping[str, int]) -> Vector:
        """Weight the features, rare ones more, and scale them to length one."""
        size = len(self._intents)
        return _unit(
            {one: (1 + math.log(times)) * WEIGHT[one[0]] * self._rarity(one, size) for one, times in found.items()}
        )

    def _rarity(self, one: str, size: int) -> float:
        return math.log((size + 1) / (self._seen[one] + 0.5)) if one in self._seen else 1.0


def _unit(vector: Mapping[str, float]) -> Vector:
    length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
    return {one: value / length for one, value in vector.items()}
