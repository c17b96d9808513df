"""What a page of a list shows, and which of the choices on offer a button numbers."""

from collections.abc import Sequence
from typing import TypeVar

from bot.domain.errors import DomainError

T = TypeVar("T")


def page_at(items: Sequence[T], page: int, size: int) -> tuple[tuple[T, ...], int, int]:
    """The items of the wanted page, or of the nearest there is; its number, from 0; how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return tuple(items[page * size : (page + 1) * size]), page, pages


def at_number(offered: Sequence[T], number: int) -> T:
    """The choice that a button numbers from 0. DomainError("old_button") for a number that was not offered."""
    if not 0 <= number < len(offered):
        raise DomainError("old_button")
    return offered[number]
