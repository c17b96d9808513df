"""Random schemes that fit together, and what could be entered under them."""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from hypothesis import strategies as st

from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Step, Voters
from bot.domain.grading.scoring import Ballots, Deduction, Entered

LETTERS = "abcdefghij"


def named(kind: str, place: int) -> dict[str, Any]:
    code = f"{kind}_{LETTERS[place]}"
    return {"code": code, "zh": f"{kind}甲{place}", "en": f"{kind} no. {place}"}


@st.composite
def shares_of(draw: st.DrawFn, whole: int, most: int) -> list[int]:
    """Positive numbers that sum to `whole`."""
    cuts = draw(st.sets(st.integers(1, whole - 1), max_size=min(most, whole) - 1)) if whole > 1 else set()
    ends = [0, *sorted(cuts), whole]
    return [after - before for before, after in pairwise(ends)]


@st.composite
def credits(draw: st.DrawFn, answers: list[str]) -> dict[str, Any]:
    percents = (st.sampled_from([0, 10000]) | st.integers(0, 10000)).map(lambda number: Decimal(number) / 100)
    return {
        "voters": draw(st.sampled_from(Voters)),
        "credit": draw(st.dictionaries(st.sampled_from(answers), percents)),
    }


@st.composite
def indicators(draw: st.DrawFn, answers: list[str]) -> list[dict[str, Any]]:
    made = []
    for place, weight in enumerate(draw(shares_of(1000, 5))):
        one = {**named("indicator", place), "weight": Decimal(weight) / 10}
        kind = draw(st.sampled_from(["plain", "plain", "parts", "ballots"]))
        if kind == "parts":
            parts = draw(shares_of(weight, 4))
            one["parts"] = [
                {**named(f"part_{LETTERS[place]}", number), "maximum": Decimal(part) / 10}
                for number, part in enumerate(parts)
            ]
        elif kind == "ballots":
            one["ballots"] = draw(credits(answers))
        made.append(one)
    return made


@st.composite
def assessors(draw: st.DrawFn, answers: list[str]) -> list[dict[str, Any]]:
    made = []
    for place, weight in enumerate(draw(shares_of(10000, 5))):
        one = {**named("assessor", place), "weight": Decimal(weight) / 100}
        one["source"] = draw(st.sampled_from(["assessment", "self_assessment", "ballots"]))
        if one["source"] == "ballots":
            one["ballots"] = draw(credits(answers))
        made.append(one)
    return made


@st.composite
def rules(draw: st.DrawFn, grades: list[str], answers: list[str]) -> list[dict[str, Any]]:
    made = []
    for place in range(draw(st.sampled_from([0, 2, 4, 6]))):
        one = {**named("rule", place), "overridable": draw(st.sampled_from([True, False, False]))}
        limit = draw(st.sampled_from([None, *grades]))
        one.update({"no_rise": True} if limit is None else {"most": limit})
        if draw(st.sampled_from([True, False, False])):
            end = draw(st.sampled_from(["at_least", "below"]))
            asked = draw(st.lists(st.sampled_from(answers), min_size=1, unique=True))
            one["share"] = {"voters": draw(st.sampled_from(Voters)), "answers": asked, end: draw(st.integers(1, 100))}
        made.append(one)
    return made


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    """With points; half of them with several assessors."""
    count = draw(st.integers(2, 6))
    grades = [named("grade", place) for place in range(count)]
    own = [named("answer", place) for place in range(draw(st.sampled_from([0, 3])))]
    codes, answers = [one["code"] for one in grades], [one["code"] for one in own or grades]
    ends = sorted(draw(st.sets(st.integers(1, 1000), min_size=count - 1, max_size=count - 1)), reverse=True)
    bands = [
        {"grade": code, "at_least": Decimal(low) / 10, "below": None if high is None else Decimal(high) / 10}
        for code, high, low in zip(codes, [None, *ends], [*ends, 0], strict=True)
    ]
    content = {
        **named("scheme", 0),
        "version": 1,
        "notice_days": 5,
        "days": dict.fromkeys(Step, 10),
        "grades": grades,
        "answers": own,
        "bands": bands,
        "indicators": draw(indicators(answers)),
        "assessors": draw(st.one_of(st.just([]), assessors(answers))),
        "rules": draw(rules(codes, answers)),
    }
    return Scheme.model_validate(content)


@st.composite
def entered(draw: st.DrawFn, scheme: Scheme, *, by_hand: bool) -> Entered:
    """A full sheet; `by_hand`: also of the indicators that the ballots score."""
    leaves = {
        code: most for one in scheme.indicators if by_hand or one.ballots is None for code, most in one.leaves.items()
    }
    return {
        code: [Deduction(taken, "缺一次记录") for taken in draw(st.lists(st.integers(1, most), max_size=4))]
        for code, most in leaves.items()
    }


@st.composite
def ballots(draw: st.DrawFn, scheme: Scheme) -> Ballots:
    """At least one valid ballot of every group."""
    answers = [choice.code for choice in scheme.choices]
    counts = st.lists(st.integers(0, 60), min_size=len(answers), max_size=len(answers)).filter(any)
    return {voters: dict(zip(answers, draw(counts), strict=True)) for voters in Voters}
