"""Handlers of grading rounds and month scores."""

from bot.handlers.grading import (
    assess,
    decide,
    grade,
    month_score,
    month_score_publish,
    notice,
    objection,
    overview,
    score,
    self_assessment,
    start,
    survey,
    work,
)

MODULES = (
    grade,
    start,
    work,
    survey,
    score,
    self_assessment,
    assess,
    decide,
    notice,
    overview,
    month_score,
    month_score_publish,
    objection,
)
