"""A rating's title in the reader's language."""

from zoneinfo import ZoneInfo

import pytest

from bot.domain.rating.prepare import person_title
from bot.texts.speech import Texts
from bot.views.rating.vote import said


@pytest.mark.parametrize(("language", "title"), [("zh", "对张三的评议"), ("en", "Opinion on 张三")])
def test_a_persons_rating_is_named_after_them(language: str, title: str) -> None:
    say = Texts(ZoneInfo("Asia/Shanghai")).speech(language)
    assert say.title(person_title("张三")) == title
    assert say("rating-name", unit="一支部", title=person_title("张三")).endswith(title)
    assert say.title("#7") == "#7"
    assert say.title("对的评议") == "对的评议"


@pytest.mark.parametrize("question", ["您的表决是？", "What is your vote?", "带头人"])
def test_before_its_answer_a_question_has_no_question_mark(question: str) -> None:
    assert said(question) == question.rstrip("？?")
    assert not said(question).endswith(("？", "?"))
