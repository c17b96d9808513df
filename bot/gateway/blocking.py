"""Check that no handler runs on in the background, or an update would be confirmed before its effect."""

from typing import Any

from telegram.ext import Application

AnyApplication = Application[Any, Any, Any, Any, Any, Any]


def assert_all_block(application: AnyApplication) -> None:
    """Raises RuntimeError naming each handler that was registered with `block=False`."""
    handlers = [handler for group in application.handlers.values() for handler in group]
    loose = [repr(handler) for handler in handlers if not handler.block]
    loose += [repr(callback) for callback, block in application.error_handlers.items() if not block]
    defaults = getattr(application.bot, "defaults", None)
    if defaults is not None and not defaults.block:
        loose.append("Defaults(block=False)")
    if loose:
        raise RuntimeError(f"block=False confirms updates before their effect: {', '.join(loose)}")
