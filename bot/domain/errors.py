"""Errors as codes and data; the texts have a sentence for each code, `error-<code>`."""

from typing import TypeVar

T = TypeVar("T")


class DomainError(Exception):
    """A rule refuses, and nothing was changed. `code` names the sentence, `data` are its variables."""

    def __init__(self, code: str, **data: object) -> None:
        super().__init__(code)
        self.code = code
        self.data = data


def must_exist(found: T | None) -> T:
    """Return what was found. DomainError("not_found") where nothing was."""
    if found is None:
        raise DomainError("not_found")
    return found


def require_length(text: str, most: int) -> None:
    """Check the length of what was typed. DomainError("text_too_long", most)."""
    if len(text) > most:
        raise DomainError("text_too_long", most=most)


class StorageUnavailable(Exception):
    """The database cannot be reached or is busy; the same work can be tried again later."""


class CommitFailed(Exception):
    """A commit shared by several updates failed and nothing of it was kept; each of them is tried again alone."""


class BallotFailed(Exception):
    """An unexpected error around a ballot. Only its kind is known, for words, values and stack could contain the
    ballot."""
