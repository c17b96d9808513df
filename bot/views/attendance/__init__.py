"""Views of attendance, and which of them render messages."""

from bot.views.attendance import by_hand, correction, exemption, leave, ledger, live_count

RENDERERS = (
    *by_hand.RENDERERS,
    *correction.RENDERERS,
    *exemption.RENDERERS,
    *leave.RENDERERS,
    *ledger.RENDERERS,
    *live_count.RENDERERS,
)
