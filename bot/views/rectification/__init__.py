"""Views of rectification items, and which of them render messages."""

from bot.views.rectification import enter, evidence, extension, importing, items, sign_off

RENDERERS = (
    *enter.RENDERERS,
    *evidence.RENDERERS,
    *extension.RENDERERS,
    *importing.RENDERERS,
    *items.RENDERERS,
    *sign_off.RENDERERS,
)
