"""How many pages a list has, and what one of them shows."""

from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def page_at(items: Sequence[T], page: int, size: int) -> tuple[tuple[T, ...], int, int]:
    """The items of the wanted page, or of the nearest there is; its number, from 0; how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = min(max(page, 0), pages - 1)
    return tuple(items[page * size : (page + 1) * size]), page, pages
