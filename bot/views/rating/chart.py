"""The words and numbers of a result's chart."""

from dataclasses import dataclass

from bot.domain.grading.scheme_part import Voters
from bot.domain.rating.model import Question, Turnout
from bot.domain.rating.result import Result, Tally
from bot.services.rating.result import Shown
from bot.texts.speech import Speech

LONG = 24
"""Characters of a title or a question; more do not fit beside the bars."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel of the chart. `counts`: a row for each label, a column for each answer, best first."""

    heading: str
    answers: tuple[str, ...]
    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart. A panel with a single row has a bar for each answer, one with more has stacked bars of shares."""

    title: str
    subtitle: str
    panels: tuple[Panel, ...]


def chart(found: Shown, result: Result, say: Speech) -> Chart:
    """Make the chart of a result: the first question, the further ones, and the first by groups."""
    first = found.rating.questions[0]
    panels = [_panel(_name(first, say), first, [("", result.counts[0])], say)]
    panels += _questions(found, result, say)
    panels += _groups(first, result, say)
    title = say("rating-result-chart-title", unit=found.unit, matter=say.title(found.rating.title))
    return Chart(_short(title, 2 * LONG), numbers(result.turnout, result.electors, say), tuple(panels))


def numbers(turnout: Turnout, electors: int, say: Speech) -> str:
    """Say how many could vote and how many ballots were issued, returned, valid and spoiled."""
    return say(
        "rating-result-numbers",
        electors=electors,
        issued=turnout.issued,
        returned=turnout.returned,
        valid=turnout.valid,
        spoiled=turnout.spoiled,
    )


def _questions(found: Shown, result: Result, say: Speech) -> list[Panel]:
    """Make one panel for all further questions with the same answers."""
    kinds: dict[tuple[str, ...], list[tuple[Question, Tally]]] = {}
    for question, tally in zip(found.rating.questions[1:], result.counts[1:], strict=True):
        kinds.setdefault(tuple(one.code for one in question.choices), []).append((question, tally))
    heading = say("rating-result-chart-questions")
    return [
        _panel(heading, same[0][0], [(_name(question, say), tally) for question, tally in same], say)
        for same in kinds.values()
    ]


def _groups(first: Question, result: Result, say: Speech) -> list[Panel]:
    if not result.groups:
        return []
    rows = [(say("rating-result-all"), result.counts[0])]
    rows += [(group_name(voters, say), tallies[0]) for voters, tallies in result.groups.items()]
    return [_panel(say("rating-result-chart-groups", question=_name(first, say)), first, rows, say)]


def group_name(voters: Voters, say: Speech) -> str:
    """Name a voter group."""
    return say(f"rating-result-group-{voters.value.replace('_', '-')}")


def _panel(heading: str, question: Question, rows: list[tuple[str, Tally]], say: Speech) -> Panel:
    answers = tuple(one.name(say.language) for one in question.choices)
    counts = tuple(tuple(tally[one.code] for one in question.choices) for _, tally in rows)
    return Panel(heading, answers, tuple(label for label, _ in rows), counts)


def _name(question: Question, say: Speech) -> str:
    return _short(question.name(say.language), LONG)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
