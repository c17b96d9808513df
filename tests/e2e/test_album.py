"""An album is several messages, and gets one answer."""

import pytest

from bot.sandbox.phone import Phone
from tests.e2e.system import System
from tests.e2e.test_bad_input import ZH, answer, picture, to_the_time

SECRETARY = "P000001"


@pytest.fixture
async def secretary(system: System) -> Phone:
    await system.bind(SECRETARY)
    await system.open_chats()
    return system.people[SECRETARY]


async def answers(phone: Phone, sentence: str) -> int:
    """To one album, once everything sent before has been seen to."""
    mark = phone.mark()
    await phone.send_album([picture() for _ in range(4)])
    await answer(phone, "/nosuchcommand", "没有这个命令")
    return sum(one.stamp > mark and sentence in one.text for one in phone.messages())


async def test_a_form_that_wants_words_answers_an_album_once(secretary: Phone) -> None:
    await to_the_time(secretary, *ZH)
    assert await answers(secretary, "这一步用不上刚才发来的内容") == 1
    assert await answers(secretary, "这一步用不上刚才发来的内容") == 1, "another album has an answer of its own"


async def test_outside_any_form_it_is_answered_once_too(secretary: Phone) -> None:
    assert await answers(secretary, "请把想问的打成文字") == 1


async def test_pictures_sent_one_by_one_are_answered_one_by_one(secretary: Phone) -> None:
    mark = secretary.mark()
    for _ in range(2):
        await secretary.send_photo(picture())
    await answer(secretary, "/nosuchcommand", "没有这个命令")
    assert sum(one.stamp > mark and "请把想问的打成文字" in one.text for one in secretary.messages()) == 2
