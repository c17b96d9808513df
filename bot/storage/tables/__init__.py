"""The schema. Moments are integers (ms, UTC), days ISO texts, scores integers (tenths), so that both databases agree.

It is imported by migrations, their tests and the command line only, and never while the bot serves.
"""

from bot.storage.tables import grade, grading, meeting, month_score, people, rating, rectification, reminder, server
from bot.storage.tables.columns import metadata

__all__ = [
    "grade",
    "grading",
    "meeting",
    "metadata",
    "month_score",
    "people",
    "rating",
    "rectification",
    "reminder",
    "server",
]
