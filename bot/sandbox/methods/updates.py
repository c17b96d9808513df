"""The methods getMe and getUpdates, and those of the webhook."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.errors import bad_request, conflict
from bot.sandbox.methods.call import Call
from bot.sandbox.model import JSON
from bot.sandbox.webhook import Webhook

LONGEST_POLL = 50
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


async def get_me(call: Call) -> JSON:
    """Answer getMe."""
    return call.bot.as_user() | {
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def get_updates(call: Call) -> list[JSON]:
    """Answer getUpdates; limit and timeout are brought into their ranges as Telegram does."""
    if call.bot.webhook is not None:
        raise conflict(WEBHOOK_ACTIVE)
    limit = min(max(call.params.integer("limit") or 100, 1), 100)
    timeout = min(max(call.params.integer("timeout") or 0, 0), LONGEST_POLL)
    call.bot.updates.allow(_kinds(call))
    updates = await call.bot.updates.poll(call.params.integer("offset") or 0, limit, timeout)
    return [update.as_json() for update in updates]


async def set_webhook(call: Call) -> bool:
    """Answer setWebhook; an empty url removes it. Plain http is taken for loopback only."""
    url, secret = call.params.text("url"), call.params.text("secret_token")
    if not url:
        return await delete_webhook(call)
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOOPBACK):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,256}", secret):
        raise bad_request("secret token contains unallowed characters")
    await _stop(call)
    call.bot.updates.interrupt(conflict("terminated by setWebhook request"))
    call.bot.updates.allow(_kinds(call))
    most = min(max(call.params.integer("max_connections") or 40, 1), 100)
    call.bot.webhook = Webhook(call.bot.updates, url, secret, most, call.world.clock)
    call.bot.webhook.start()
    return True


async def delete_webhook(call: Call) -> bool:
    """Answer deleteWebhook; what waits is kept for getUpdates unless dropped."""
    await _stop(call)
    return True


async def get_webhook_info(call: Call) -> JSON:
    """Answer getWebhookInfo."""
    webhook, updates = call.bot.webhook, call.bot.updates
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": False,
        "pending_update_count": len(updates.all()),
    }
    if updates.allowed is not None:
        info["allowed_updates"] = sorted(updates.allowed)
    return info | webhook.report() if webhook else info


def _kinds(call: Call) -> list[str] | None:
    kinds = call.params.array("allowed_updates")
    return None if kinds is None else [str(kind) for kind in kinds]


async def _stop(call: Call) -> None:
    if call.bot.webhook is not None:
        await call.bot.webhook.stop()
        call.bot.webhook = None
    if call.params.flag("drop_pending_updates"):
        call.bot.updates.clear()
