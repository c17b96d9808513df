"""Text and its entities, from HTML and by looking."""

from typing import Any

import pytest

from bot.sandbox.entities import read_text
from bot.sandbox.errors import ApiError


def entity(kind: str, offset: int, length: int, **more: str) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("<b>你</b>好", "你好", [entity("bold", 0, 1)]),
        ("😀<i>x</i>", "😀x", [entity("italic", 2, 1)]),
        ("<b>a<i>b</i></b>", "ab", [entity("bold", 0, 2), entity("italic", 1, 1)]),
        ("1 &lt; 2 &amp; &quot;3&#39;", "1 < 2 & \"3'", []),
        ("&nbsp;x", "&nbsp;x", []),
        ('<a href="https://a.org/?x=1&amp;y=2">z</a>', "z", [entity("text_link", 0, 1, url="https://a.org/?x=1&y=2")]),
        ("<blockquote expandable>q</blockquote>", "q", [entity("expandable_blockquote", 0, 1)]),
        ('<span class="tg-spoiler">s</span>', "s", [entity("spoiler", 0, 1)]),
        ("  <b> x </b>  ", "x", [entity("bold", 0, 1)]),
        ("<code>/start</code>", "/start", [entity("code", 0, 6)]),
    ],
)
def test_html(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert read_text(source, "HTML", None) == (text, entities)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>test</b></i>", 'Unmatched end tag at byte offset 10, expected "</i>", found "</b>"'),
        ("党<script>x</script>", 'Unsupported start tag "script" at byte offset 3'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
    ],
)
def test_html_that_cannot_be_read(source: str, problem: str) -> None:
    with pytest.raises(ApiError) as refused:
        read_text(source, "html", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start abc", [entity("bot_command", 0, 6)]),
        ("党 /me@branch_bot", [entity("bot_command", 2, 14)]),
        ("1/2 和/或", []),
        ("@branch_bot 你好", [entity("mention", 0, 11)]),
        ("a@branch_bot", []),
        ("见 https://t.me/branch_bot?start=x", [entity("url", 2, 31)]),
        ("普通的话", []),
    ],
)
def test_found_without_markup(text: str, entities: list[dict[str, Any]]) -> None:
    assert read_text(text, None, None) == (text, entities)
