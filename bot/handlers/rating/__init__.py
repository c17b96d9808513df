"""Handlers of ratings, from preparation to result."""

from bot.handlers.rating import appoint, close, page, paper, prepare, result, voiding, vote

MODULES = (vote, page, prepare, appoint, close, paper, result, voiding)
"""The vote is first: a reply to a ballot belongs to that ballot."""
