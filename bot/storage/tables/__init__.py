"""The schema. Moments are integers (ms, UTC), days ISO texts, scores integers (tenths), so both databases agree.

Imported by migrations, their tests and the command line only, never while the bot serves.
"""

from bot.storage.tables import grade, grading, house, meeting, month_score, people, rating, rectify, reminder
from bot.storage.tables.columns import metadata

__all__ = [
    "grade",
    "grading",
    "house",
    "meeting",
    "metadata",
    "month_score",
    "people",
    "rating",
    "rectify",
    "reminder",
]
