"""Handlers of check-in, leave, marks and figures of attendance."""

from bot.handlers.attendance import by_hand, checkin, correction, exemption, leave, ledger, projector

MODULES = (checkin, leave, by_hand, projector, ledger, correction, exemption)
