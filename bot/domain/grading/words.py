"""The names that a scheme gives to its parts, and refusals worded with them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from bot.domain.errors import DomainError
from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Named, tenths
from bot.domain.message import Stored


class Names(Stored):
    """The name of a scheme's part in each language."""

    zh: str
    en: str

    def name(self, language: str) -> str:
        return self.en if language == "en" else self.zh


def leaves(scheme: Scheme, owner: ScoreSheetOwner) -> Mapping[str, int]:
    """Return the leaves that are scored by hand on that sheet, with the maximum in tenths, in the scheme's order.

    The unit scores all, the committee all but what the ballots score.
    """
    by_hand = [one for one in scheme.indicators if owner is ScoreSheetOwner.UNIT or one.ballots is None]
    return {code: most for one in by_hand for code, most in one.leaves.items()}


def names(scheme: Scheme, code: str) -> Names:
    """Return the names of a grade, answer, indicator, part or rule; a code that the scheme does not have stands for
    itself."""
    found = _every(scheme).get(code)
    return Names(zh=found.zh, en=found.en) if found else Names(zh=code, en=code)


def name(scheme: Scheme, code: str, language: str) -> str:
    """Return the name in one language; as `names`."""
    return names(scheme, code).name(language)


def _every(scheme: Scheme) -> dict[str, Named]:
    parts = [part for one in scheme.indicators for part in one.parts]
    return {one.code: one for one in (*scheme.answers, *scheme.rules, *parts, *scheme.indicators, *scheme.grades)}


def limit(scheme: Scheme, code: str) -> int:
    """Return the most that an indicator or part can have, in tenths; KeyError for an unknown code."""
    for one in scheme.indicators:
        if code == one.code:
            return tenths(one.weight)
        if code in one.leaves:
            return one.leaves[code]
    raise KeyError(code)


NAMED = frozenset({"indicator", "rule", "grade", "limit", "computed", "answer"})
"""The keys of a refusal's data under which codes of the scheme stand."""


def with_names(error: DomainError, scheme: Scheme, language: str) -> DomainError:
    """Return the same refusal with names in place of codes."""
    data = {key: _with_names(key, value, scheme, language) for key, value in error.data.items()}
    return DomainError(error.code, **data)


def _with_names(key: str, value: object, scheme: Scheme, language: str) -> object:
    if key not in NAMED:
        return value
    return name(scheme, str(value), language) if value is not None else ""


@contextmanager
def naming_refusals(scheme: Scheme, language: str) -> Iterator[None]:
    """Replace codes by names in the refusals that leave this block."""
    try:
        yield
    except DomainError as error:
        raise with_names(error, scheme, language) from None
