"""Views of people, and which of them render messages."""

from bot.views.people import binding, post, post_term

RENDERERS = (
    *binding.RENDERERS,
    *post.RENDERERS,
    *post_term.RENDERERS,
)
