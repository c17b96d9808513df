"""Views of grading rounds and the month's score, and which of them render messages."""

from bot.views.grading import (
    assess,
    decide,
    month_score,
    month_score_publish,
    notice,
    objection,
    score,
    self_assessment,
    start,
    step,
    survey,
)

RENDERERS = (
    *assess.RENDERERS,
    *decide.RENDERERS,
    *month_score.RENDERERS,
    *month_score_publish.RENDERERS,
    *notice.RENDERERS,
    *objection.RENDERERS,
    *score.RENDERERS,
    *self_assessment.RENDERERS,
    *start.RENDERERS,
    *step.RENDERERS,
    *survey.RENDERERS,
)
