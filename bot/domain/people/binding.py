"""Binding an account to a person: links used once, the own contact, and what refuses (product rules, section 2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum
from hashlib import sha256

from bot.domain.errors import DomainError

WRONG_LINKS_COUNT_FOR = timedelta(hours=1)
MAINLAND, MAINLAND_DIGITS = "861", 13
"""How a mainland mobile number begins when its country is with it, and how long it is then."""


class InviteKind(StrEnum):
    PERSON = "person"
    ADMINISTRATOR = "administrator"


class Way(StrEnum):
    """How an account came to its person."""

    LINK = "link"
    CONTACT = "contact"


class Result(StrEnum):
    """What opening a link or sharing a contact has led to."""

    BOUND = "bound"
    ALREADY = "already"
    WAITING = "waiting"
    ADMINISTRATOR = "administrator"
    ALREADY_ADMINISTRATOR = "already_administrator"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the configuration says. `confirm`: a binding holds only after the secretary's yes."""

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
    """A link as it is kept: without its token."""

    kind: InviteKind
    person_id: int | None
    expires: datetime
    used_by: int | None = None
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Pending:
    """An account that waits for the secretary's yes."""

    account_id: int
    person_id: int
    way: Way
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as it was shared; `user_id` None where Telegram knows no account of that number."""

    user_id: int | None
    phone: str


def kept(token: str) -> str:
    """What is stored of a token: SHA-256, hex."""
    return sha256(token.encode()).hexdigest()


def link(username: str, token: str) -> str:
    return f"https://t.me/{username}?start={token}"


def refusal(invite: Invite | None, now: datetime) -> DomainError | None:
    """Why a link opens nothing: link_unknown, link_used, link_revoked, link_expired. None when it is good."""
    if invite is None:
        return DomainError("link_unknown")
    if invite.used_by is not None:
        return DomainError("link_used")
    if invite.revoked:
        return DomainError("link_revoked")
    return DomainError("link_expired") if now >= invite.expires else None


def wait_until(wrong: list[datetime], allowed: int) -> datetime | None:
    """When the next link may be tried, from the moments of the wrong ones of the last hour; None: now."""
    return sorted(wrong)[-allowed] + WRONG_LINKS_COUNT_FOR if len(wrong) >= allowed else None


def spellings(shared: str) -> tuple[str, ...]:
    """The ways in which a roster may have written the number of a shared contact; none where there is no number.

    Telegram shares a number whole, country first (with or without +). So eleven digits that begin with 1 are of North
    America, never of the mainland; only a mainland mobile number may stand on a roster without its country.
    """
    number = "".join(sign for sign in shared if sign in "0123456789")
    if not number:
        return ()
    if len(number) == MAINLAND_DIGITS and number.startswith(MAINLAND):
        return number[2:], f"+{number}"
    return (f"+{number}",)
