"""Extract the features by which two texts are compared: words, parts of words, sounds, and concepts."""

import re
from collections import Counter
from functools import cache
from itertools import combinations, pairwise
from pathlib import Path

from bot.intents.fold import fold, sound

CONCEPTS = Path(__file__).parent / "concepts.tsv"
LATIN = re.compile(r"[a-z0-9]+")
HAN = re.compile(r"[\u4e00-\u9fff]+")
SAME = (
    ("什么时候", "何时"), ("哪一天", "何时"), ("几号", "何时"), ("哪天", "何时"), ("啥时候", "何时"), ("几点", "何时"),
    ("啥", "什么"), ("咱们", "我们"), ("俺们", "我们"), ("本支部", "我们支部"), ("咱", "我们"), ("俺", "我"),
    ("目前", "现在"), ("当前", "现在"), ("如今", "现在"), ("眼下", "现在"), ("哪儿", "哪里"), ("那里", "哪里"),
    ("咋样", "怎么样"), ("咋", "怎么"), ("怎样", "怎么"), ("如何", "怎么"), ("这个月", "本月"), ("这月", "本月"),
    ("这周", "本周"), ("这个星期", "本周"), ("这礼拜", "本周"), ("上回", "上次"), ("上一次", "上次"), ("下回", "下次"),
    ("下一次", "下次"), ("下一个", "下个"), ("请问", ""), ("麻烦", ""), ("帮我", ""), ("一下", ""),
)  # fmt: skip
"""Synonyms, the longer ones first."""
COMMON = frozenset(
    {
        *("past", "step", "next", "span", "lasttime", "when", "where", "who", "mine", "whole", "contact", "people"),
        *("listing", "howmany", "score", "open", "owned", "running", "outcome", "excuse", "stop"),
        *("convene", "manage", "withdraw", "joining", "bind"),
    }
)
"""Concepts that occur in any talk; the others belong to organizational life."""


@cache
def _concepts() -> tuple[tuple[tuple[str, str], ...], dict[str, tuple[str, ...]]]:
    """Load the words of each concept: Chinese ones, which match anywhere in a text, and Latin ones, which match whole
    words."""
    han: list[tuple[str, str]] = []
    latin: dict[str, tuple[str, ...]] = {}
    for line in CONCEPTS.read_text(encoding="utf-8").splitlines():
        name, words = line.split("\t")
        for word in words.split():
            if HAN.match(word):
                han.append((sound(word), name))
            else:
                latin[word] = (*latin.get(word, ()), name)
    return tuple(han), latin


def words(text: str) -> list[str]:
    """Return the Latin words of a folded text."""
    return LATIN.findall(text)


def features(text: str) -> Counter[str]:
    """Count the features of a folded text; each begins with the letter of its kind."""
    for one, other in SAME:
        text = text.replace(one, other)
    found: Counter[str] = Counter()
    heard = sound(text)
    for run in HAN.findall(text):
        found.update(f"1{one}" for one in run)
        found.update(f"2{a}{b}" for a, b in pairwise(f"^{run}$"))
    for run in HAN.findall(heard):
        found.update(f"s{a}{b}" for a, b in pairwise(run))
    latin = words(text)
    found.update(f"w{word}" for word in latin)
    found.update(f"p{a} {b}" for a, b in pairwise(latin))
    found.update(f"3{word[at : at + 3]}" for word in latin for at in range(len(word) - 2))
    spoken = sorted(concepts(heard, latin))
    found.update(f"c{one}" for one in spoken)
    found.update(f"d{a}+{b}" for a, b in combinations(spoken, 2))
    return found


def concepts(heard: str, latin: list[str]) -> set[str]:
    """Return the concepts that a text names."""
    han, by_word = _concepts()
    found = {name for word, name in han if word in heard}
    for word in latin:
        found.update(by_word.get(word, ()))
    return found


def grounded(found: Counter[str]) -> bool:
    """Tell whether the features name a concept of organizational life."""
    return any(one[0] == "c" and one[1:] not in COMMON for one in found)


def speaks_of(text: str, concept: str) -> bool:
    """Tell whether a text, as it was typed, names that concept."""
    folded = fold(text)
    return concept in concepts(sound(folded), words(folded))


def latin_concepts() -> set[str]:
    """Return the Latin words that name concepts."""
    return set(_concepts()[1])
