"""A message that waits in the outbox is one message: what is too long is cut, its buttons never."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.handlers.show import MESSAGE, message_call
from bot.texts.speech import Speech, Texts

ZONE = ZoneInfo("Asia/Shanghai")
REASON = "学" * 120


def again(reason: str, lines: int) -> dict[str, Any]:
    """A correction with its reason, two aspects of so many lines."""
    names = ({"zh": "学习教育", "en": "Study"}, {"zh": "党费收缴", "en": "Dues"})
    own = [[5, reason]] * lines
    ids = {"unit": 1, "month": 24322, "version": 1}
    draft = ids | {"unit_name": "一支部", "of": "2026-11", "before": 1000, "score": 800, "reason": "漏扣"}
    return {"draft": draft | {"lines": [[one, own] for one in names]}, "version": 3, "step": "sure"}


@pytest.fixture(params=["zh", "en"])
def say(request: pytest.FixtureRequest) -> Speech:
    return Texts(ZONE).speech(request.param)


def test_what_is_too_long_is_cut_with_a_mark_and_keeps_its_buttons(say: Speech) -> None:
    params = message_call("form.month_score_again", again(REASON, 18), say, 1).params
    assert len(params["text"]) <= MESSAGE
    assert params["text"].endswith(say("message-cut"))
    assert "漏扣" in params["text"]
    assert say("month-score-again-yes") in str(params["reply_markup"])


def test_what_fits_is_whole(say: Speech) -> None:
    params = message_call("form.month_score_again", again(REASON, 2), say, 1).params
    assert params["text"].count(REASON) == 4
    assert say("message-cut") not in params["text"]


def test_a_reason_is_shown_whole(say: Speech) -> None:
    text = message_call("form.month_score_again", again("学" * 200, 1), say, 1).params["text"]
    assert text.count("学" * 200) == 2
