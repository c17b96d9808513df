"""The changing code of the projector page, which can be scanned for half a minute at most."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from bot.domain.errors import DomainError

INTERVAL_SECONDS = 15
CODE_BYTES = 12  # 96 bits, 16 characters without padding

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
# Ten places hold 3.6e15, more ids than there will be; thirteen would go beyond what a database holds.
_PAYLOAD = re.compile(r"c([1-9a-z][0-9a-z]{0,9})-([A-Za-z0-9_-]{16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Scanned:
    """The parts of a scanned payload, not verified yet."""

    session_id: int
    code: str


def code(
    secret: bytes, meeting_id: int, session_id: int, moment: datetime, interval_seconds: int = INTERVAL_SECONDS
) -> str:
    """The code of one session for the interval of the aware `moment`: 16 characters of A-Z, a-z, 0-9, _ and -."""
    return _code(secret, meeting_id, session_id, _interval(moment, interval_seconds))


def payload(
    secret: bytes, meeting_id: int, session_id: int, moment: datetime, interval_seconds: int = INTERVAL_SECONDS
) -> str:
    """The payload of the QR code's link (`start=`): `c<session id, base 36>-<code>`, at most 64 characters."""
    return f"c{_base36(session_id)}-{code(secret, meeting_id, session_id, moment, interval_seconds)}"


def changes_at(moment: datetime, interval_seconds: int = INTERVAL_SECONDS) -> datetime:
    """The moment at which the next code replaces the one shown at `moment`."""
    return datetime.fromtimestamp((_interval(moment, interval_seconds) + 1) * interval_seconds, UTC)


def read_payload(text: str) -> Scanned | None:
    """The parts of a payload, or None for any other text; the caller looks up the session's meeting."""
    found = _PAYLOAD.fullmatch(text)
    return Scanned(int(found[1], 36), found[2]) if found else None


def accepts(secret: bytes, text: str, meeting_id: int, now: datetime, interval_seconds: int = INTERVAL_SECONDS) -> int:
    """The session of a payload whose code belongs to the present interval or the one before.

    DomainError: code_unreadable, code_not_valid (its time is over, or it was never shown for this meeting).
    """
    scanned = read_payload(text)
    if scanned is None:
        raise DomainError("code_unreadable")
    current = _interval(now, interval_seconds)
    valid = [
        hmac.compare_digest(_code(secret, meeting_id, scanned.session_id, number), scanned.code)
        for number in (current, current - 1)
    ]
    if not any(valid):
        raise DomainError("code_not_valid")
    return scanned.session_id


def _code(secret: bytes, meeting_id: int, session_id: int, interval: int) -> str:
    message = f"projector:{meeting_id}:{session_id}:{interval}".encode()
    return urlsafe_b64encode(hmac.digest(secret, message, sha256)[:CODE_BYTES]).decode()


def _interval(moment: datetime, interval_seconds: int) -> int:
    if moment.tzinfo is None:
        raise ValueError("moment must be aware")
    return int(moment.timestamp() // interval_seconds)


def _base36(number: int) -> str:
    if number <= 0:
        raise ValueError("ids are positive")
    digits = ""
    while number:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits


def new_secret() -> str:
    """A secret of 192 random bits that may stand in an address and in a cookie."""
    return secrets.token_urlsafe(24)


def kept(secret: str) -> str:
    """The SHA-256 of a secret, which the database stores in its place."""
    return hashlib.sha256(secret.encode()).hexdigest()
