"""Handlers of grading rounds and month scores."""

from bot.handlers.grading import (
    assess,
    case,
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
)

ROUND = (grade, start, case, survey, score, self_assessment, assess, decide, notice, overview, objection)
MODULES = (*ROUND, month_score, month_score_publish)
