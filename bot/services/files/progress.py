"""How long-running work reports its progress."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""Takes what is done and the total: people, bytes, or whatever is counted."""


def silent(done: int, total: int) -> None:
    """Report nothing."""
