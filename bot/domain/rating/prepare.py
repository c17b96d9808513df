"""The plan of a rating while its secretary prepares it: what is asked, of whom, until when."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from enum import IntEnum, StrEnum

from bot.domain.errors import DomainError
from bot.domain.grading.scheme import Scheme
from bot.domain.grading.scheme_part import Named, Voters
from bot.domain.meeting.calling import Choices, Given, page_of
from bot.domain.meeting.calling import Named as Choice
from bot.domain.meeting.draft import one_line
from bot.domain.meeting.rules import Frozen
from bot.domain.rating.electorate import GROUPS
from bot.domain.rating.model import Question, Source, Subject
from bot.domain.rating.rules import RatingRules
from bot.domain.rating.vote import MARK
from bot.domain.when.day import at
from bot.domain.when.moment import Problem, When, combine

TITLE = 100
"""Most characters of a motion."""
UNIT_TITLE = "定级测评"
"""What a rating of a unit's grade is called."""
OF_PERSON = ("对", "的评议")
"""Before and after the name in the title of a person's rating."""
EVENING, LATE = time(18, 0), time(22, 0)
SOON = timedelta(minutes=30)
REACH = timedelta(days=31)
"""No rating is open longer."""
MOTION = (
    Named(code="yes", zh="赞成", en="For"),
    Named(code="no", zh="不赞成", en="Against"),
    Named(code="abstain", zh="弃权", en="Abstain"),
)


class Step(StrEnum):
    """The steps of the form that prepares a rating."""

    UNIT = "unit"
    CARD = "card"
    PERSON = "person"
    TITLE = "title"
    MEETING = "meeting"
    CLOSES = "closes"


class Offer(IntEnum):
    """The closing times that buttons offer."""

    SOON = 0
    TONIGHT = 1
    TOMORROW = 2


class Field(StrEnum):
    """The fields of the card that a button changes."""

    SUBJECT = "subject"
    INDICATORS = "indicators"
    MAJORITY = "majority"
    GROUPS = "groups"
    SPLIT = "split"
    COMMENT = "comment"
    PAPER = "paper"
    SOURCE = "source"
    PERSON = "person"
    TITLE = "title"
    MEETING = "meeting"
    CLOSES = "closes"


TOGGLES = frozenset({Field.INDICATORS, Field.SPLIT, Field.COMMENT, Field.PAPER})


class Plan(Frozen):
    """What has been chosen so far. `closes_at` None: not yet chosen."""

    unit_id: int = 0
    subject: Subject = Subject.UNIT
    person_id: int = 0
    title: str = ""
    indicators: bool = False
    majority: str = ""
    groups: str = "members"
    split: bool = True
    comment: bool = True
    paper: bool = False
    meeting_id: int = 0
    closes_at: datetime | None = None

    def but(self, **changes: object) -> "Plan":
        return self.model_copy(update=changes)

    @property
    def source(self) -> Source:
        return Source.PRESENT if self.meeting_id else Source.LIST

    @property
    def voters(self) -> frozenset[Voters]:
        return GROUPS["members" if self.subject is Subject.MOTION else self.groups]

    @property
    def may_split(self) -> bool:
        """Whether more than one group votes."""
        return len(self.voters) > 1

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields that this subject has, in the order of the card."""
        own = {
            Subject.UNIT: (Field.INDICATORS,),
            Subject.PERSON: (Field.PERSON,),
            Subject.MOTION: (Field.TITLE, Field.MAJORITY),
        }[self.subject]
        groups = () if self.subject is Subject.MOTION else (Field.GROUPS,)
        split = (Field.SPLIT,) if self.may_split else ()
        return (*own, *groups, *split, Field.SOURCE, Field.COMMENT, Field.PAPER, Field.CLOSES)


class Facts(Frozen):
    """What the card shows beside the plan. `electors`: their number if the rating opened now; `indicators`: those of
    the scheme; `in_round`: the rating belongs to a grading round."""

    unit: str
    person: str = ""
    meeting: str = ""
    majority: Named | None = None
    majorities: tuple[str, ...] = ()
    electors: int = 0
    least: int = 0
    indicators: int = 0
    in_round: bool = False


class PreparationDraft(Given):
    """The stored draft of the form that prepares a rating."""

    plan: Plan = Plan()
    choices: Choices = Choices()
    facts: Facts | None = None


def default_close(now: datetime) -> datetime:
    """Return six in the evening: today's while it is more than two hours ahead, otherwise tomorrow's. `now` in the
    unit's zone."""
    return evening(now, 0 if now.hour < EVENING.hour - 2 else 1)


def evening(now: datetime, days: int) -> datetime:
    """Return six in the evening so many days on; `now` in the unit's zone."""
    zone = now.tzinfo
    if zone is None:
        raise ValueError("the hour is wanted in the unit's zone")
    return at(now.date() + timedelta(days=days), EVENING, zone)


def at_offer(offer: Offer, now: datetime) -> datetime:
    """Return the closing time of an offer; `now` in the unit's zone. DomainError: as `require_close`."""
    if offer is Offer.SOON:
        return (now + SOON).replace(second=0, microsecond=0)
    if offer is Offer.TOMORROW:
        return evening(now, 1)
    return require_close(now.replace(hour=LATE.hour, minute=LATE.minute, second=0, microsecond=0), now)


def offers(now: datetime) -> Choices:
    """List the closing times to choose from; tonight is one only while it is later than SOON."""
    tonight = now + SOON < now.replace(hour=LATE.hour, minute=LATE.minute, second=0, microsecond=0)
    shown = [one for one in Offer if tonight or one is not Offer.TONIGHT]
    return page_of([Choice(id=one.value, name=one.name.lower()) for one in shown], 0)


def person_title(name: str) -> str:
    """Return the title of a person's rating."""
    return name.join(OF_PERSON)


def read_close(text: str, now: datetime) -> datetime:
    """Read a closing time as typed; a day alone means its evening. DomainError: when_unreadable, when_impossible, and
    as `require_close`."""
    found = combine(When(), text, now)
    if found.problem is Problem.TIME_MISSING and found.day is not None:
        found = found.model_copy(update={"start": EVENING, "problem": None})
    if found.problem is Problem.IMPOSSIBLE:
        raise DomainError("when_impossible")
    if found.problem is Problem.PAST:
        raise DomainError("rating_too_late")
    if found.problem is not None or now.tzinfo is None:
        raise DomainError("when_unreadable")
    return require_close(found.starts_at(now.tzinfo), now)


def require_close(closes: datetime, now: datetime) -> datetime:
    """Check that a closing time is ahead and not too far. DomainError: rating_too_late, rating_too_long (days)."""
    if closes <= now:
        raise DomainError("rating_too_late")
    if closes - now > REACH:
        raise DomainError("rating_too_long", days=REACH.days)
    return closes


def read_motion(text: str) -> str:
    """Read the words of a motion. DomainError: text_missing, text_too_long (most), rating_mark (mark)."""
    title = one_line(text, TITLE)
    if MARK in title:
        raise DomainError("rating_mark", mark=MARK)
    return title


def require_whole(plan: Plan, now: datetime) -> datetime:
    """Return the closing time of a plan that can be submitted. DomainError: rating_person_missing,
    rating_motion_missing, and as `require_close`."""
    if plan.subject is Subject.PERSON and not plan.person_id:
        raise DomainError("rating_person_missing")
    if plan.subject is Subject.MOTION and not plan.title:
        raise DomainError("rating_motion_missing")
    if plan.closes_at is None:
        raise DomainError("rating_too_late")
    return require_close(plan.closes_at, now)


def questions(plan: Plan, scheme: Scheme, rules: RatingRules) -> tuple[Question, ...]:
    """Return the questions of the ballot, the overall one first."""
    if plan.subject is Subject.PERSON:
        return (
            _question(
                "appraisal", "您对这位同志的总体评价是？", "What is your overall opinion of this person?", rules.person
            ),
        )
    if plan.subject is Subject.MOTION:
        return (_question("motion", "对这件事，您的表决是？", "What is your vote on this?", MOTION),)
    whole = _question("overall", "您认为本支部总体属于哪一级？", "Which grade does our branch deserve?", scheme.choices)
    indicators = scheme.indicators if plan.indicators else ()
    return (whole, *(_question(one.code, one.zh, one.en, scheme.choices) for one in indicators))


def _question(code: str, zh: str, en: str, choices: Sequence[Named]) -> Question:
    return Question(code=code, zh=zh, en=en, choices=tuple(choices))
