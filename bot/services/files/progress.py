"""How long work says how far it is."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Done, in all: people, bytes, whatever is counted."""


def silent(done: int, total: int) -> None:
    """For those who do not ask."""
