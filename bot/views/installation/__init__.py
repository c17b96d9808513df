"""Views of the installation, and which of them render messages."""

from bot.views.installation import lifecycle

RENDERERS = (*lifecycle.RENDERERS,)
