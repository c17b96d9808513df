"""Checking in."""

from dataclasses import dataclass

from bot.views.callback import Callback


@dataclass(frozen=True, slots=True)
class CheckIn(Callback, prefix="ci"):
    """One tap: the person who taps is here, at this session."""

    session: int
