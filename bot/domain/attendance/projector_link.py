"""The projector page's link: a one-time token, then a cookie; only hashes are kept."""

import hashlib
import secrets


def new_secret() -> str:
    """192 random bits, safe in an address and in a cookie."""
    return secrets.token_urlsafe(24)


def kept(secret: str) -> str:
    """What the database keeps of it."""
    return hashlib.sha256(secret.encode()).hexdigest()
