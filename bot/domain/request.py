"""Who asks, when, and by which update: what every use case is handed."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo


@dataclass(slots=True)
class Request:
    """One person's wish. `language` is Telegram's guess until the account's own is loaded and put here."""

    bot_id: int
    account_id: int
    now: datetime
    zone: tzinfo
    language: str = "zh"
    update_id: int | None = None
    """None for what does not come from Telegram (command line, web page, scheduler)."""
    spent: bool = False
    """Its effect is committed: a second writing transaction of the same update would pass for a repetition."""

    @property
    def today(self) -> date:
        """The day in the branches' zone."""
        return self.now.astimezone(self.zone).date()
