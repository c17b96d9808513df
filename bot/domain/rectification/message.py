"""The messages about rectification items and the drafts of their forms."""

from datetime import date
from typing import Annotated, TypedDict

from pydantic import Field

from bot.domain.meeting.calling import Picker
from bot.domain.message import Message, Moment, Stored
from bot.domain.rectification.evidence import PieceKind


class ItemFacts(TypedDict):
    """What every message about an item begins with."""

    item: int
    problem: str
    unit: str


class OwnerFacts(ItemFacts):
    """The facts of a message to an item's owner."""

    due: date


class ItemMessage(Message):
    """A message about an item, with its problem and the name of its unit."""

    item: int
    problem: str
    unit: str


class OwnerMessage(ItemMessage):
    """To an owner, of an item that is `due` on that day."""

    due: date


class ItemOpened(OwnerMessage, kind="rectify.opened"):
    """The item is the reader's from now on: it was opened, or comes from another owner."""


class ItemRelieved(OwnerMessage, kind="rectify.relieved"):
    """The item belongs to another owner now, of that `name`."""

    name: str


class ItemCorrected(OwnerMessage, kind="rectify.corrected"):
    """Measure or target of the item were changed."""


class GivenItem(Stored):
    """One of the items of `ItemsGiven`."""

    id: int
    problem: str
    due: date


class ItemsGiven(Message, kind="rectify.given"):
    """All items of one import that are the reader's from now on."""

    items: tuple[GivenItem, ...]


class SignOffDone(ItemMessage, kind="sign_off.done"):
    """To owner and secretary: the item is signed off.

    `by`: empty for an administrator who is on no roster; `all_done`: it was the unit's last.
    """

    year: int
    number: int
    by: str
    all_done: bool = False


class SignOffReturned(ItemMessage, kind="sign_off.returned"):
    """To owner and secretary: the item was returned with a reason. `secretary`: to the secretary, not to the owner."""

    reason: str
    by: str
    secretary: bool = False


class AllSignedOff(ItemMessage, kind="sign_off.all"):
    """The unit's last item is done, to the committee."""


class GatheredPiece(Stored):
    """`label`: the beginning of its words, or its file's name."""

    piece_kind: Annotated[PieceKind, Field(alias="kind")]
    label: str


class EvidenceDraft(Stored):
    """The form that gathers evidence."""

    item: int
    problem: str
    pieces: tuple[GatheredPiece, ...]


class HandedInMessage(ItemMessage):
    """So many pieces of evidence are handed in."""

    owner: str
    pieces: int


class HandedInToCommittee(HandedInMessage, kind="evidence.handed_in"):
    """To the committee above, which decides."""


class HandedInToSecretary(HandedInMessage, kind="evidence.secretary"):
    """To the secretary, for information."""


class EvidencePiece(Message, kind="evidence.piece"):
    """One of the messages that show a piece: `number` `of` so many, given `by` and `at`; `first`: the piece begins
    with it. `contents`: the file's, read when it is sent; None where it has none or is gone."""

    piece_kind: Annotated[PieceKind, Field(alias="kind")]
    words: str
    file: str | None
    name: str
    first: bool
    by: str
    at: Moment
    number: int
    of: int
    contents: bytes | None = None


class EvidenceEnd(ItemMessage, kind="evidence.end"):
    """After the last piece. `decide`: its reader can sign off or return."""

    pieces: int
    decide: bool


class ReturnDraft(Stored):
    """The form that asks for the reason. `version`: of the item that was shown; `reason`: empty until it is typed."""

    item: int
    version: int
    problem: str
    reason: str = ""


class ExtensionDraft(Stored):
    """The form that asks for an extension, at any of its steps."""

    item: int
    problem: str
    due: date


class ExtensionDayDraft(ExtensionDraft):
    """The form asks until when, with a calendar."""

    picker: Picker


class ExtensionReasonDraft(ExtensionDraft):
    """The form asks for the reason of the date that was chosen."""

    until: date


class ExtensionMessage(ItemMessage):
    """A message about an extension from `due` to `until`."""

    due: date
    until: date


class ExtensionAsked(ExtensionMessage, kind="extension.asked"):
    """To the committee above."""

    extension: int
    reason: str
    owner: str


class ExtensionAnswered(ExtensionMessage):
    """To the owner. `by`: empty for an administrator."""

    by: str


class ExtensionAgreed(ExtensionAnswered, kind="extension.agreed"):
    """The extension was agreed to."""


class ExtensionRefused(ExtensionAnswered, kind="extension.refused"):
    """The extension was refused."""
