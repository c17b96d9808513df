"""Log to standard error, never the token, a phone number or what people wrote."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

QUIET = ("telegram", "httpx", "httpcore", "aiosqlite", "asyncpg", "aiohttp", "asyncio")
"""Below INFO these libraries log addresses that contain the token, or the parameters of SQL statements."""
TALKATIVE = ("apscheduler",)
"""At INFO these log every run of every job."""
TOKEN = re.compile(r"\d{3,}:[A-Za-z0-9_-]{20,}")
PHONE = re.compile(r"(?<![\w.])\+?(?:86)?1\d{10}(?![\w.])")


def scrubbed(text: str) -> str:
    """Replace everything that looks like a token or a phone number."""
    return PHONE.sub("<phone>", TOKEN.sub("<token>", text))


def _scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = scrubbed(value)
    return event


def configure(level: str, form: str) -> None:
    """Set up logging at `level`; `form` is console or json. Stacks are logged without local variables."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _scrub,
    ]
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    root = logging.getLogger()
    root.handlers[:] = [_handler(form, shared)]
    root.setLevel(level)
    for name in QUIET:
        logging.getLogger(name).setLevel(max(logging.INFO, root.level))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def _handler(form: str, shared: list[Any]) -> logging.Handler:
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, _event_scrub, renderer],
        )
    )
    return handler


def _event_scrub(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Scrub a finished message: records of other libraries have their arguments filled in only at this point."""
    event["event"] = scrubbed(str(event.get("event", "")))
    return event
