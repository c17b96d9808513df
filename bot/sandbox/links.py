"""Read links of bots (t.me/<bot>?start=…) and the QR codes that contain them."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import zxingcpp
from PIL import Image, UnidentifiedImageError

from bot.sandbox.errors import PhoneError

PAYLOAD = re.compile(r"[A-Za-z0-9_-]{0,64}")
HOSTS = ("t.me", "telegram.me", "www.t.me")


def is_bot_link(url: str) -> bool:
    """Tell whether an address opens a chat in Telegram."""
    parts = urlsplit(url)
    return (parts.scheme in ("http", "https") and parts.netloc in HOSTS) or (
        parts.scheme == "tg" and parts.netloc == "resolve"
    )


def read(url: str) -> tuple[str, str]:
    """Return the bot's username and the start payload (at most 64 of A-Z a-z 0-9 _ -) of a link."""
    if not is_bot_link(url):
        raise PhoneError(f"这不是机器人的链接。 {url} is not a link of a bot.")
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    username = query.get("domain", [""])[0] if parts.scheme == "tg" else parts.path.strip("/")
    payload = query.get("start", [""])[0]
    if not PAYLOAD.fullmatch(payload):
        raise PhoneError("链接的参数不对。 The link's start parameter is not one that Telegram takes.")
    return username, payload


def scan(image: bytes) -> str:
    """Return the text of the QR code in a PNG or JPEG picture."""
    try:
        with Image.open(io.BytesIO(image)) as picture:
            found = zxingcpp.read_barcodes(picture.convert("RGB"))
    except (UnidentifiedImageError, OSError) as error:
        raise PhoneError("这不是图片。 This is not a picture.") from error
    if not found:
        raise PhoneError("图片里没有二维码。 There is no QR code in the picture.")
    return found[0].text
