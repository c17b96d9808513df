"""What is told of accounts that try to bind."""

import pytest

from bot.domain.people.message import BindingRefused
from bot.texts.speech import Speech
from bot.views.renderers import render
from tests.installation import EN, ZH


@pytest.mark.parametrize("say", [ZH, EN])
@pytest.mark.parametrize("reason", ["link_used", "link_expired", "link_revoked"])
def test_a_refused_administrators_link_offers_nobody_a_new_one(reason: str, say: Speech) -> None:
    message = BindingRefused.model_validate({"account": 7, "called": "路人", "reason": reason})
    shown = render(message.kind, message.data(), say)
    assert say("binding-nobody") in shown.text
    assert shown.keyboard is None
