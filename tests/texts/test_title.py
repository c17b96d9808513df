"""A meeting that is called by its type's name goes by it in the reader's language, in every sentence that names one."""

from zoneinfo import ZoneInfo

import pytest

from bot.texts.speech import Texts
from tests.installation import INSTALLATION
from tests.texts.test_complete import messages

TEXTS = Texts(ZoneInfo("Asia/Shanghai"), INSTALLATION.meetings.names())
NAMING = {key: variables for key, variables in messages("en").items() if "title" in variables}


@pytest.mark.parametrize("key", sorted(NAMING))
def test_every_sentence_says_it_in_the_readers_language(key: str) -> None:
    others = dict.fromkeys(NAMING[key], 1)
    in_english = TEXTS.speech("en")(key, **others | {"title": "支部党员大会"})
    assert "Members' assembly" in in_english
    assert "支部党员大会" in TEXTS.speech("zh")(key, **others | {"title": "Members' assembly"})


def test_a_title_of_its_own_stays_as_it_was_written() -> None:
    assert "学习“支部党员大会”的规定" in TEXTS.speech("en")("checkin-meeting", title="学习“支部党员大会”的规定")
