"""A grading scheme, read from `config/grading/*.toml` and checked at start."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from itertools import pairwise
from typing import Annotated, Any

from pydantic import Field, ValidationError, model_validator

from bot.domain.grading.scheme_part import (
    Assessor,
    Band,
    Credit,
    Indicator,
    Named,
    Quota,
    Rule,
    Step,
    Versioned,
    tenths,
)
from bot.domain.sheet.cell import plain

HUNDRED = Decimal(100)
Days = Annotated[int, Field(ge=1, le=250)]


class Scheme(Named, Versioned):
    """A version of a scheme. Without indicators it has no points, and the committee names the grade."""

    default: bool = False
    sectors: tuple[Annotated[str, Field(pattern=r"\w", max_length=40)], ...] = ()
    notice_days: Days
    days: dict[Step, Days]
    grades: Annotated[tuple[Named, ...], Field(min_length=2)]
    bands: tuple[Band, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    answers: tuple[Named, ...] = ()
    assessors: tuple[Assessor, ...] = ()
    rules: tuple[Rule, ...] = ()
    quotas: tuple[Quota, ...] = ()

    @model_validator(mode="after")
    def _together(self) -> "Scheme":
        _check_days(self)
        _check_codes(self)
        _check_points(self)
        _check_bands(self)
        _check_names(self)
        return self

    @property
    def points(self) -> bool:
        """Whether it scores at all."""
        return bool(self.indicators)

    @property
    def choices(self) -> tuple[Named, ...]:
        """The answers of a ballot, best first: the grades, unless the scheme has answers of its own."""
        return self.answers or self.grades

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each grade, 0 the best."""
        return {grade.code: place for place, grade in enumerate(self.grades)}

    @property
    def best(self) -> str:
        return self.grades[0].code

    def worse(self, grades: Iterable[str]) -> str:
        """Return the worst of these grades, at least one; KeyError for a grade of another scheme."""
        return max(grades, key=lambda grade: self.rank[grade])

    def band(self, score: int) -> str:
        """Return the grade of a score in tenths; ValueError outside 0 to 1000 and where the scheme has no points."""
        found = [band.grade for band in self.bands if band.holds(score)]
        if not found or score > tenths(HUNDRED):
            raise ValueError(f"no band for {score} tenths")
        return found[0]

    def grade_of(self, word: str) -> str | None:
        """Return the grade that a code or a name in either language means: earlier results may hold any of them."""
        names = {plain(name): grade.code for grade in self.grades for name in (grade.zh, grade.en, grade.code)}
        return names.get(plain(word))

    def graded_alike(self, other: "Scheme") -> bool:
        """Tell whether both have the same grades in the same order, so that a grade means the same in both."""
        return [(one.code, one.zh) for one in self.grades] == [(one.code, one.zh) for one in other.grades]

    def grade_name(self, code: str, language: str) -> str:
        """Return its name in that language; KeyError for a grade of another scheme."""
        return self.grades[self.rank[code]].name(language)


def from_json(text: str) -> Scheme:
    """Read the scheme that is stored with a round; ValueError when the text is none."""
    return Scheme.model_validate_json(text)


def read(text: str) -> Scheme:
    """Read a scheme from TOML; ValueError, in one line, names the place and what does not fit there."""
    content = tomllib.loads(text, parse_float=Decimal)
    try:
        return Scheme.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        message = first["msg"].removeprefix("Value error, ")
        place = _place(first["loc"], content)
        raise ValueError(f"{place}: {message}" if place else message) from None


def _place(steps: tuple[int | str, ...], content: Any) -> str:
    """`indicators.leader.weight`: one of a list by its code, without one by its number from 1."""
    words = []
    for step in steps:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            content = None
        code = content.get("code") if isinstance(step, int) and isinstance(content, dict) else None
        words.append(str(code or (step + 1 if isinstance(step, int) else step)))
    return ".".join(words)


def sum_to_hundred(name: str, numbers: Iterable[Decimal]) -> None:
    """Check that weights sum to 100; ValueError names their sum."""
    total = sum(numbers, Decimal())
    if total != HUNDRED:
        raise ValueError(f"{name}: the weights sum to {total.normalize():f}, not to 100")


def unique(name: str, codes: Sequence[str]) -> None:
    """Check that no code is there twice; ValueError names one that is."""
    for code in codes:
        if codes.count(code) > 1:
            raise ValueError(f"{name}: “{code}” is there twice")


def _known(name: str, codes: Iterable[str], known: Iterable[str], what: str) -> None:
    for code in sorted(set(codes) - set(known)):
        raise ValueError(f"{name}: there is no {what} “{code}”")


def _check_days(scheme: Scheme) -> None:
    for step in Step:
        if step not in scheme.days:
            raise ValueError(f"days: {step.value} is missing")
    if scheme.days[Step.NOTICE] < scheme.notice_days:
        raise ValueError(f"days: the notice needs at least its {scheme.notice_days} notice_days")


def _check_codes(scheme: Scheme) -> None:
    leaves = [code for one in scheme.indicators for code in {one.code: 0, **one.leaves}]
    unique("indicators", leaves)
    for name, named in (
        ("grades", scheme.grades),
        ("answers", scheme.answers),
        ("assessors", scheme.assessors),
        ("rules", scheme.rules),
    ):
        unique(name, [one.code for one in named])
    unique("grades", [plain(one.zh) for one in scheme.grades])
    unique("grades", [plain(one.en) for one in scheme.grades])
    unique("quotas", [quota.grade for quota in scheme.quotas])


def _check_points(scheme: Scheme) -> None:
    if not scheme.points:
        if scheme.bands or scheme.assessors:
            raise ValueError("indicators: bands and assessors need indicators with points")
        return
    sum_to_hundred("indicators", (one.weight for one in scheme.indicators))
    if scheme.assessors:
        sum_to_hundred("assessors", (one.weight for one in scheme.assessors))


def _check_bands(scheme: Scheme) -> None:
    """One band a grade, best first, each beginning where the one above it ends."""
    if not scheme.points:
        return
    codes = [band.grade for band in scheme.bands]
    _known("bands", codes, scheme.rank, "grade")
    if codes != list(scheme.rank):
        raise ValueError(f"bands: one for each grade, in the grades' order: {', '.join(scheme.rank)}")
    for band in scheme.bands[1:]:
        if band.below is None or band.below <= band.at_least:
            raise ValueError(f"bands: {band.grade} needs a `below` above its at_least")
    if scheme.bands[0].below is not None:
        raise ValueError(f"bands: {codes[0]} reaches to 100 and has no `below`")
    for upper, lower in pairwise(scheme.bands):
        if lower.below != upper.at_least:
            fault = "overlap" if lower.below is not None and lower.below > upper.at_least else "leave a gap"
            raise ValueError(
                f"bands: {lower.grade} and {upper.grade} {fault} between {lower.below} and {upper.at_least}"
            )
    if scheme.bands[-1].at_least != 0:
        raise ValueError(f"bands: {codes[-1]} must begin at 0")


def _check_names(scheme: Scheme) -> None:
    """What one part says of another is there."""
    answers = [one.code for one in scheme.choices]
    for rule in scheme.rules:
        _known(f"rules.{rule.code}", [rule.most] if rule.most else [], scheme.rank, "grade")
        _known(f"rules.{rule.code}", rule.share.answers if rule.share else (), answers, "answer")
    _known("quotas", [quota.grade for quota in scheme.quotas], scheme.rank, "grade")
    for name, credit in _credits(scheme):
        _known(name, credit.credit, answers, "answer")


def _credits(scheme: Scheme) -> list[tuple[str, Credit]]:
    indicators = [(f"indicators.{one.code}", one.ballots) for one in scheme.indicators]
    assessors = [(f"assessors.{one.code}", one.ballots) for one in scheme.assessors]
    return [(name, credit) for name, credit in (*indicators, *assessors) if credit is not None]
