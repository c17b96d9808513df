"""Handlers of check-in, leave, marks and figures of attendance."""

from bot.handlers.attendance import by_hand, checkin, correction, exemption, leave, ledger, live_count, projector

MODULES = (
    checkin,
    leave,
    by_hand,
    live_count,
    projector,
    ledger,
    correction,
    exemption,
)
