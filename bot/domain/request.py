"""Describe who asks, when, and by which update; every use case is handed this."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(slots=True)
class Request:
    """One request of one account. `language` is Telegram's guess until the account's own is loaded and put here."""

    bot_id: int
    account_id: int
    now: datetime
    zone: tzinfo
    language: str = "zh"
    update_id: int | None = None
    """None for a request that does not come from Telegram but from the command line, a web page or the scheduler."""
    spent: bool = False
    """Whether its effect is committed; a second writing transaction of the update would be taken for a redelivery."""

    @property
    def today(self) -> date:
        """The day in the branches' zone."""
        return self.now.astimezone(self.zone).date()
