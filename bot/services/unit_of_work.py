"""The unit of work, under a name that the layers above the services may import."""

from bot.storage.unit_of_work import Transaction, UnitOfWork, inside_transaction
from bot.storage.waiting import Waiting

__all__ = ["Transaction", "UnitOfWork", "Waiting", "inside_transaction"]
