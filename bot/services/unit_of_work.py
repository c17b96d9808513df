"""The unit of work under the name that those above the services may import."""

from bot.storage.unit_of_work import UnitOfWork, Work, inside_transaction
from bot.storage.waiting import Waiting

__all__ = ["UnitOfWork", "Waiting", "Work", "inside_transaction"]
