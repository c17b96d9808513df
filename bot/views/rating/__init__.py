"""Views of ratings, and which of them render messages."""

from bot.views.rating import close, invitation, open, paper, prepare, result, voiding

RENDERERS = (
    *close.RENDERERS,
    *invitation.RENDERERS,
    *open.RENDERERS,
    *paper.RENDERERS,
    *prepare.RENDERERS,
    *result.RENDERERS,
    *voiding.RENDERERS,
)
