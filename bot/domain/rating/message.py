"""What the bot says of a rating, and what its forms have been given so far. Nothing here says who voted, or what."""

from typing import Annotated, NewType, TypedDict

from pydantic import BeforeValidator, Field, PlainSerializer

from bot.domain.grading.words import Names
from bot.domain.message import Message, Moment, Stored
from bot.domain.rating.count import Fault
from bot.domain.rating.model import Question, Role, Subject, VoidReason
from bot.domain.rating.result import Result


def _read(value: object) -> object:
    return Result.read(value) if isinstance(value, str) else value


StoredResult = Annotated[Result, BeforeValidator(_read), PlainSerializer(Result.write, return_type=str)]
"""A result that JSON holds as the text that the rating's row keeps."""


ErrorCode = NewType("ErrorCode", str)
"""The code of a DomainError."""


class RatingFacts(TypedDict):
    """What every message about a rating begins with."""

    rating: int
    unit: str
    title: str


class RatingMessage(Message):
    """The base of all messages about one rating."""

    rating: int
    unit: str
    title: str


class RatingSubmitted(RatingMessage, kind="rating.submitted"):
    """A rating waits for the committee above."""

    closes: Moment


class RatingNotOpened(RatingMessage, kind="rating.not_opened"):
    """A rating could not open because of the error with this code and data; to the committee, which asked for it."""

    code: ErrorCode
    error_data: Annotated[dict[str, str | int], Field(alias="data")]


class RatingOpened(RatingMessage, kind="rating.opened"):
    """Voting has begun; to supervisor or teller, with the number of electors whose account needs a confirmation.

    `code`: of the key's fingerprint.
    """

    closes: Moment
    electors: int
    waiting: int
    code: str
    role: Role


class RatingInvitation(RatingMessage, kind="rating.invite"):
    """An elector can vote.

    `doubt`: the supervisor has to confirm this account first, and the whole invitation comes then; `proposed` and
    `proposed_en`: the grade that the unit proposes for itself, empty where there is none.
    """

    key_tag: Annotated[str, Field(alias="seal")]
    code: str
    subject: Subject
    closes: Moment
    supervisor: str
    teller: str
    electors: int
    proposed: str
    proposed_en: str
    doubt: bool


class RatingReplaced(RatingMessage, kind="rating.replaced"):
    """Somebody else is supervisor or teller; `same`: the same person, with another account."""

    role: Role
    name: str
    same: bool


class RatingWithdrawn(RatingMessage, kind="rating.withdrawn"):
    """A rating was taken back before it opened; `back`: the committee sent it back."""

    back: bool


class RatingEnded(RatingMessage, kind="rating.ended"):
    """Voting is over, and supervisor and teller can close; `paper`: the rating allows paper ballots."""

    paper: bool


class PaperIssued(RatingMessage, kind="rating.paper_issued"):
    """An elector votes on paper from now on."""


class PaperAwaitsApproval(RatingMessage, kind="rating.paper_waits"):
    """The totals of the paper ballots were entered by this person and need the other one's approval."""

    by: str


class PaperAgreed(RatingMessage, kind="rating.paper_agreed"):
    """Supervisor and teller both approve the totals of the paper ballots."""


class CloseAwaitsApproval(RatingMessage, kind="rating.close_waits"):
    """This person wants to close the rating, and the other one's approval is missing."""

    by: str


class VoidAwaitsApproval(RatingMessage, kind="rating.void_waits"):
    """This person wants to void the rating; `by` is empty for an administrator who is on no roster."""

    by: str
    reason: str


class ClosingStopped(RatingMessage, kind="rating.stopped"):
    """The closing found something wrong, or waits for the key; to those who can void the rating."""

    fault: Fault


class RatingClosed(RatingMessage, kind="rating.closed"):
    """The rating is closed.

    `needed`: votes that carry a motion, None for other subjects; `full` False: the reader may see how many voted, not
    what; `result` None: no counts are kept, or not for this reader; `comments`: the reader may read the comments.
    """

    issued: int
    returned: int
    valid: int
    spoiled: int
    electors: int
    needed: int | None
    comments: bool
    full: bool
    result: StoredResult | None
    questions: tuple[Question, ...]


class RatingVoid(RatingMessage, kind="rating.void"):
    """The rating is void and counts nothing; `words`: the reason that supervisor or committee gave, or empty."""

    reason: VoidReason
    words: str


class VoidDraft(Stored):
    """The form that asks for the reason of a void."""

    rating: int
    unit: str
    title: str
    reason: str = ""


class PaperQuestion(Names):
    """A question of the rating as the form shows it, with its choices in order."""

    choices: tuple[Names, ...]


class PaperDraft(Stored):
    """The form that asks for the totals of the paper ballots, at its first question; `issued`: so many papers."""

    rating: int
    title: str
    questions: tuple[PaperQuestion, ...]
    unit: str
    issued: int


class PaperTotalsDraft(PaperDraft):
    """The same form further on; `counts`: for each question answered so far, the valid papers by choice, in order."""

    returned: int
    spoiled: int
    counts: tuple[tuple[int, ...], ...]

    @property
    def valid(self) -> int:
        return self.returned - self.spoiled
