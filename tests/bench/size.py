"""How much is measured."""

from dataclasses import dataclass

AT_ONCE = 32
"""As many as share a commit, and as many updates as the bot has in hand."""


@dataclass(frozen=True, slots=True)
class Size:
    """Counted turns of each variant, and what one turn does."""

    rounds: int
    check_ins: int
    calls: int
    updates: int
    roster_lines: int | None
    """None: a whole university."""


FULL = Size(rounds=4, check_ins=320, calls=320, updates=128, roster_lines=None)
SMALLEST = Size(rounds=1, check_ins=AT_ONCE, calls=AT_ONCE, updates=4, roster_lines=30)
