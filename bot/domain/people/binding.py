"""The rules of binding an account to a person, by a link that is used once or by a shared contact."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from hashlib import sha256

from bot.domain.errors import DomainError

WRONG_LINKS_COUNT_FOR = timedelta(hours=1)
MAINLAND, MAINLAND_DIGITS = "861", 13
"""How a mainland mobile number begins when its country is with it, and how long it is then."""


class InviteKind(StrEnum):
    """What opening a link makes of an account: a person's, or an administrator's."""

    PERSON = "person"
    ADMINISTRATOR = "administrator"


class Way(StrEnum):
    """The way in which an account was bound."""

    LINK = "link"
    CONTACT = "contact"


class BindingResult(StrEnum):
    """What opening a link or sharing a contact has led to."""

    BOUND = "bound"
    ALREADY = "already"
    WAITING = "waiting"
    ADMINISTRATOR = "administrator"
    ALREADY_ADMINISTRATOR = "already_administrator"


class BindingRefusal(StrEnum):
    """The refusals that those responsible hear of, by the codes of their errors."""

    LINK_UNKNOWN = "link_unknown"
    LINK_USED = "link_used"
    LINK_REVOKED = "link_revoked"
    LINK_EXPIRED = "link_expired"
    FOREIGN_CONTACT = "foreign_contact"
    NUMBER_UNKNOWN = "number_unknown"
    NUMBER_SHARED = "number_shared"
    PERSON_LEFT = "person_left"
    PERSON_TAKEN = "person_taken"
    ACCOUNT_TAKEN = "account_taken"

    @property
    def of_link(self) -> bool:
        """Whether the person needs a new link."""
        return self in (self.LINK_USED, self.LINK_REVOKED, self.LINK_EXPIRED)


@dataclass(frozen=True, slots=True)
class BindingTerms:
    """The settings of binding. `wrong_links`: how many an hour may have; `confirm`: the secretary must say yes."""

    zone: tzinfo
    link_for: timedelta
    wrong_links: int
    confirm: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """A Telegram account; its id is also the id of its private chat."""

    id: int
    person_id: int | None = None
    language: str | None = None
    bound_at: datetime | None = None
    way: Way | None = None
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class Invite:
    """A link as it is stored: without its token."""

    kind: InviteKind
    person_id: int | None
    expires: datetime
    used_by: int | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class PendingBinding:
    """An account that waits for the secretary's yes."""

    account_id: int
    person_id: int
    way: Way
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """A shared contact; `user_id` None where Telegram knows no account of that number."""

    user_id: int | None
    phone: str


def token_hash(token: str) -> str:
    """Hash a token, as it is stored: SHA-256, hex."""
    return sha256(token.encode()).hexdigest()


def invite_link(username: str, token: str) -> str:
    """Write the link that opens a chat with the bot of that user name and hands it the token."""
    return f"https://t.me/{username}?start={token}"


def link_refusal(invite: Invite | None, now: datetime) -> DomainError | None:
    """Say why a link opens nothing: link_unknown, link_used, link_revoked, link_expired. None when it is good."""
    if invite is None:
        return DomainError("link_unknown")
    if invite.used_by is not None:
        return DomainError("link_used")
    if invite.revoked:
        return DomainError("link_revoked")
    return DomainError("link_expired") if now >= invite.expires else None


def wait_until(wrong: list[datetime], allowed: int) -> datetime | None:
    """Say when the next link may be tried, from the moments of the wrong ones of the last hour; None: now."""
    return sorted(wrong)[-allowed] + WRONG_LINKS_COUNT_FOR if len(wrong) >= allowed else None


def spellings(shared: str) -> tuple[str, ...]:
    """List the ways in which a roster may have written the number of a shared contact; none where there is no number.

    Telegram shares a number whole, country first (with or without +). So eleven digits that begin with 1 are of North
    America, never of the mainland; only a mainland mobile number may stand on a roster without its country.
    """
    number = "".join(sign for sign in shared if sign in "0123456789")
    if not number:
        return ()
    if len(number) == MAINLAND_DIGITS and number.startswith(MAINLAND):
        return number[2:], f"+{number}"
    return (f"+{number}",)
