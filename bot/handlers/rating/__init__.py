"""Handlers of ratings, from preparation to result."""

from bot.handlers.rating import appoint, close, page, paper, prepare, result, voiding, vote

MODULES = (
    vote,  # first: a reply to a ballot belongs to that ballot
    page,
    prepare,
    appoint,
    close,
    paper,
    result,
    voiding,
)
