"""What the bot says of a grading round and of a month's score, and what its forms keep until they end."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, TypedDict

from pydantic import BeforeValidator, Field, PlainSerializer

from bot.domain.grading.case import ScoreSheetOwner
from bot.domain.grading.month_score import month_named, named
from bot.domain.grading.scheme_part import Step
from bot.domain.grading.scoring import Deduction
from bot.domain.grading.survey import SurveyKind
from bot.domain.grading.words import Names
from bot.domain.message import Message, Stored
from bot.domain.period import Month


def _of_name(value: object) -> object:
    return month_named(value) if isinstance(value, str) else value


NamedMonth = Annotated[Month, BeforeValidator(_of_name), PlainSerializer(named, return_type=str, when_used="json")]
"""A month that JSON holds as 2026-11."""
Lines = tuple[tuple[int, str], ...]
"""Deductions: tenths and reason of each."""


def lines_of(deductions: Sequence[Deduction]) -> Lines:
    """Return deductions as messages carry them."""
    return tuple((one.tenths, one.reason) for one in deductions)


AspectLines = tuple[tuple[Names, Lines], ...]
"""What each aspect of a month has lost, by its names; aspects with full marks are left out."""


class QuotaWarning(Stored):
    """`count` of `graded` units have the grade, where the scheme wishes `most`."""

    grade: Names
    count: int
    most: int
    graded: int


class CaseFacts(TypedDict):
    """What every message about a case begins with."""

    case: int
    unit: str
    year: int


class DecisionFacts(TypedDict):
    """A decision as messages carry it. `grade` None: left ungraded; `computed`: only where it is another grade; `score`
    in tenths; `reason` empty where there is none."""

    grade: Names | None
    computed: Names | None
    score: int | None
    reason: str


class CaseMessage(Message):
    """A message about a unit's case in a round."""

    case: int
    unit: str
    year: int


class DecisionMessage(CaseMessage):
    """A message that tells a decision; its fields as in `DecisionFacts`."""

    grade: Names | None
    computed: Names | None
    score: int | None
    reason: str


class RoundStarted(CaseMessage, kind="grading.started"):
    """To the unit's secretary. `second`: it is a second review; `due`: the last day of each step."""

    committee: str
    scheme: Names
    second: bool
    due: dict[Step, date]


class CaseMoved(CaseMessage, kind="grading.moved"):
    """The case has come to a step. `committee`: the reader decides above; otherwise it is the secretary."""

    step: Step
    due: date
    committee: bool


class GradeDecided(DecisionMessage, kind="grading.decided"):
    """To the other members of the committee."""


class RoundDecided(Message, kind="grading.decided_all"):
    """To the other members of the committee: `count` units of a round were decided at once."""

    round: int
    year: int
    count: int


class NoticePublished(DecisionMessage, kind="notice.published"):
    """To everyone of the unit and to the committee. `head`: the audit chain's; `mine`: the reader may object;
    `printed`: the text shows the head."""

    notice: int
    starts: Annotated[date, Field(alias="from")]
    until: date
    days: int
    head: str
    mine: bool
    printed: bool


class NoticeWithdrawn(CaseMessage, kind="notice.withdrawn"):
    """To everyone who was told of the notice."""

    mine: bool
    printed: bool


class GradeFinal(DecisionMessage, kind="grading.final"):
    """To everyone of the unit and to the committee."""

    unit_id: int
    mine: bool
    printed: bool


class ItemsWanted(DecisionMessage, kind="grading.items"):
    """To the secretary: what was found is to be entered as rectification items."""

    unit_id: int


class ObjectionRaised(CaseMessage, kind="objection.raised"):
    """To the committee. `by`: empty for an anonymous one."""

    objection: int
    words: str
    by: str


class ObjectionAnswered(CaseMessage, kind="objection.answered"):
    """To the person who raised it. `back`: the notice was withdrawn with it."""

    objection: int
    words: str
    answer: str
    upheld: bool
    back: bool


class MonthScorePublished(Message, kind="month_score.published"):
    """To the branch's secretary. `score` in tenths; `number` above 1: published again, for `reason`."""

    unit_name: str
    of: NamedMonth
    lines: AspectLines
    score: int
    number: int
    reason: str


class RuleDraft(Stored):
    """The form that asks for a rule's evidence, or why it is overridden. `former`: the last grade, where the committee
    has to say whether another rises against it."""

    case: int
    unit: str
    rule: str
    name: Names
    former: str | None


class ScoreDraft(Stored):
    """The form that asks for the deductions of one leaf, the `place`-th `of` the sheet. `most` in tenths; `waiting`:
    leaves that are not scored yet; `lines` None: this one is not."""

    case: int
    unit: str
    owner: Annotated[ScoreSheetOwner, Field(alias="book")]
    leaf: str
    name: Names
    most: int
    place: int
    of: int
    waiting: int
    lines: Lines | None


class ProposalDraft(Stored):
    """The form that asks why a unit proposes another grade than the computed one."""

    case: int
    grade: str
    name: Names
    computed: Names


class SurveyDraft(Stored):
    """The form that asks for a number or for lines of the survey. `noted`: the number that was entered just before."""

    case: int
    unit: str
    survey_kind: Annotated[SurveyKind, Field(alias="kind")]
    noted: tuple[SurveyKind, int | None] | None


class DecisionDraft(Stored):
    """The form that asks why another grade than the computed one is decided, or none (`grade` empty). `version`: of the
    case that was shown; `computed` None without points; `reason`: empty until it is typed."""

    case: int
    unit: str
    year: int
    version: int
    grade: str
    names: Names | None
    computed: Names | None
    over: tuple[QuotaWarning, ...]
    reason: str = ""


class ObjectionDraft(Stored):
    """The form that asks for an objection. `until`: the last day for it; `before`: when the person's form before this
    one ended, in milliseconds."""

    case: int
    unit: str
    year: int
    notice: int
    named: bool
    until: date
    before: int | None


class AnswerDraft(Stored):
    """The form that asks what was found, then for the answer; each is empty until it is typed. `by`: empty for an
    anonymous objection."""

    case: int
    unit: str
    year: int
    objection: int
    words: str
    by: str
    finding: str = ""
    answer: str = ""


class AspectDraft(Stored):
    """The form that asks what an aspect of a month has lost. `month`: its number; `most` in tenths; `lines`: what it
    has lost so far."""

    unit: int
    unit_name: str
    month: int
    aspect: str
    name: Names
    most: int
    lines: Lines


class RepublishDraft(Stored):
    """The form that asks why a month is published again. `version`: of its draft; `before` and `score`: the published
    score and the new one, in tenths; `reason`: empty until it is typed."""

    unit: int
    month: int
    version: int
    unit_name: str
    of: NamedMonth
    lines: AspectLines
    before: int
    score: int
    reason: str = ""
